package dev.thresher.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.journal.Entry;
import dev.thresher.model.Bytes;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.Value;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.TaskResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerCodecTest {
  private static final long SEED = Long.getLong("thresher.seed", 20_261_101);
  private static final Incarnation W1 = new Incarnation(WorkerId.numbered(1), 1);

  @TempDir Path blobs;

  static Stream<Class<?>> leaves() {
    return Arrays.stream(Entry.class.getPermittedSubclasses());
  }

  private LedgerCodec codec() {
    return new LedgerCodec(PayloadCodec.keeping(blobs));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("leaves")
  void everyEntryComesBackAsItWent(Class<?> leaf) throws IOException {
    var messages = new RandomMessages(SEED);
    for (int i = 0; i < 200; i++) {
      var original = (Entry) messages.make(leaf);
      assertThat(LedgerCodec.roundTrip(codec(), original).stream().map(this::comparable).toList())
          .as("seed %d, round %d", SEED, i)
          .isEqualTo(List.of(comparable(original)));
    }
  }

  // Times are kept for a stretch of results together.
  private Entry comparable(Entry entry) {
    return entry instanceof Entry.Committed(int stage, int attempt, var by, var results)
        ? new Entry.Committed(stage, attempt, by, results.stream().map(this::comparable).toList())
        : entry;
  }

  private TaskResult comparable(TaskResult result) {
    var outcome =
        switch (result.outcome()) {
          case Outcome.Cancelled(String reason)
              when reason.length() > OutcomeMapping.REASON_CHARS ->
              new Outcome.Cancelled(reason.substring(0, OutcomeMapping.REASON_CHARS - 1) + "…");
          case Outcome.Lost(var worker, var detail)
              when detail.length() > OutcomeMapping.REASON_CHARS ->
              new Outcome.Lost(worker, detail.substring(0, OutcomeMapping.REASON_CHARS - 1) + "…");
          default -> result.outcome();
        };
    return new TaskResult(result.index(), outcome, 0);
  }

  private static Entry.Committed values(long from, long until, Value value) {
    var results =
        LongStream.range(from, until)
            .mapToObj(index ->
                new TaskResult(index, new Outcome.Completed(new Payload.Reference(value)), 7))
            .toList();
    return new Entry.Committed(2, 3, W1, results);
  }

  @Test
  void timeInTasksIsKeptInSum() throws IOException {
    var back = LedgerCodec.roundTrip(codec(), values(10, 21, Value.of(1)));
    assertThat(((Entry.Committed) back.getFirst()).results())
        .hasSize(11)
        .extracting(TaskResult::runNanos)
        .matches(nanos -> nanos.stream().mapToLong(Long::longValue).sum() == 77);
  }

  @Test
  void aSmallResultCostsHardlyMoreThanItsBytes() throws IOException {
    var pieces = codec().encode(values(0, 4_096, Value.of(1)));
    assertThat(LedgerCodec.groupSize(1, pieces)).isLessThan(4_096 * 5);
  }

  @Test
  void aLargeResultBecomesABlobThatMustBeOnDiskFirst() throws IOException {
    var large = new Value.Binary(Bytes.adopt(new byte[200_000]));
    var pieces = codec().encode(values(0, 2, large));
    assertThat(pieces.stream().flatMap(piece -> piece.blobs().stream()))
        .hasSize(2)
        .allMatch(blob -> blobs.equals(blob.getParent()));
    var back = LedgerCodec.roundTrip(codec(), values(0, 1, large));
    var result = ((Entry.Committed) back.getFirst()).results().getFirst();
    var payload = ((Outcome.Completed) result.outcome()).result();
    assertThat(PayloadCodec.keeping(blobs).decode(payload)).isEqualTo(large);
    assertThat(PayloadCodec.keeping(blobs).decode(payload)).isEqualTo(large);
  }

  @Test
  void aBlobAnywhereElseIsRefused() {
    var foreign = new Payload.Blob("value", 0, 1, "/etc/blob-1.bin");
    var result = new TaskResult(0, new Outcome.Completed(foreign), 1);
    var committed = new Entry.Committed(0, 1, W1, List.of(result));
    assertThatThrownBy(() -> codec().encode(committed))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("outside");
  }

  @Test
  void aBatchOfLargeResultsIsCut() throws IOException {
    var value = new Value.Binary(Bytes.adopt(new byte[100_000]));
    var pieces = codec().encode(values(0, 10, value));
    assertThat(pieces).hasSizeGreaterThan(2).allMatch(piece -> piece.size() < 400_000);
    var buffer = ByteBuffer.allocate(LedgerCodec.groupSize(1, pieces));
    LedgerCodec.put(1, pieces, buffer);
    var results = new ArrayList<TaskResult>();
    codec().decode(buffer.flip(), entry -> results.addAll(((Entry.Committed) entry).results()));
    assertThat(results).extracting(TaskResult::index).containsExactlyElementsOf(range(10));
  }

  private static List<Long> range(long until) {
    return LongStream.range(0, until).boxed().toList();
  }

  @Test
  void aResultWithoutAFormIsRefusedByName() {
    Value deep = Value.of(1);
    for (int i = 0; i < 20; i++) {
      deep = new Value.Sequence(List.of(deep));
    }
    var tooDeep = values(5, 6, deep);
    assertThatThrownBy(() -> codec().encode(tooDeep))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("task 2/5");
  }

  @Test
  void whateverBytesComeTheyAreReadOrRefused() throws IOException {
    var random = new SplittableRandom(SEED);
    var messages = new RandomMessages(SEED);
    for (int i = 0; i < 5_000; i++) {
      var pieces = codec().encode(messages.any(Entry.class));
      var buffer = ByteBuffer.allocate(LedgerCodec.groupSize(1, pieces));
      LedgerCodec.put(1, pieces, buffer);
      var bytes = buffer.array();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        codec().decode(ByteBuffer.wrap(bytes), _ -> {});
      } catch (MalformedFrameException | IllegalArgumentException refused) {
        assertThat(refused).hasMessageNotContaining("\tat ");
      }
    }
  }
}
