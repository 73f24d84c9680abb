package dev.thresher.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.codec.EnvelopeCodec;
import dev.thresher.codec.EnvelopeCodec.Letter;
import dev.thresher.codec.WireLimits;
import dev.thresher.model.BatchId;
import dev.thresher.model.Bytes;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.TaskResult;
import dev.thresher.protocol.WorkerEvent.SlotReported;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportCutterTest {
  private static final long SEED = Long.getLong("thresher.seed", 20_261_101);

  private static TaskResult result(long index, int bytes) {
    var payload = new Payload.Inline(Payload.VALUE_TYPE, Bytes.adopt(new byte[bytes]));
    return new TaskResult(index, new Outcome.Completed(payload), 1);
  }

  @Test
  void everyPartFitsAnEnvelopeAndNothingIsLostOrReordered() {
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 50; round++) {
      var results =
          IntStream.range(0, random.nextInt(1, 300))
              .mapToObj(i -> result(i, random.nextInt(1 << random.nextInt(1, 18))))
              .toList();
      var parts = ReportCutter.cut(new SlotReported(1, new BatchId(2), results, true));
      assertThat(parts.stream().flatMap(part -> part.results().stream())).isEqualTo(results);
      assertThat(parts.stream().filter(SlotReported::finished)).containsExactly(parts.getLast());
      parts.forEach(
          part -> assertThat(encoded(part).length).isLessThan(WireLimits.ENVELOPE_BYTES / 2));
    }
  }

  private static byte[] encoded(SlotReported part) {
    var ended = new Reply.Ended(1, 1, part.batch(), 1, part.results(), part.finished());
    return EnvelopeCodec.encode(new Letter(new Incarnation(WorkerId.numbered(1), 1), "ref", ended));
  }

  @Test
  void whatFitsStaysWhole() {
    var report = new SlotReported(1, new BatchId(2), List.of(result(1, 10)), false);
    assertThat(ReportCutter.cut(report)).containsExactly(report);
    var empty = new SlotReported(1, new BatchId(2), List.of(), true);
    assertThat(ReportCutter.cut(empty)).containsExactly(empty);
  }

  @Test
  void referencesAreNeverCut() {
    var outcome = new Outcome.Completed(new Payload.Reference("x".repeat(10_000)));
    var results = IntStream.range(0, 5_000).mapToObj(i -> new TaskResult(i, outcome, 1)).toList();
    var report = new SlotReported(1, new BatchId(2), results, true);
    assertThat(ReportCutter.cut(report)).containsExactly(report);
  }
}
