package dev.thresher.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.codec.EnvelopeCodec.Letter;
import dev.thresher.model.BatchId;
import dev.thresher.model.Bytes;
import dev.thresher.model.Failure;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.Value;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.TaskResult;
import dev.thresher.task.Column;
import dev.thresher.task.Dimension;
import dev.thresher.task.Inputs;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import dev.thresher.wire.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeCodecTest {
  private static final long SEED = Long.getLong("thresher.seed", 20_261_101);
  private static final Incarnation W1 = new Incarnation(WorkerId.numbered(1), 1);

  /** Every sealed type whose values cross the wire. */
  private static final List<Class<?>> SEALED =
      List.of(
          Request.class,
          Reply.class,
          TaskBody.class,
          Inputs.class,
          Dimension.class,
          Outcome.class,
          Payload.class,
          Value.class);

  static Stream<Class<?>> leaves() {
    return SEALED.stream()
        .flatMap(EnvelopeCodecTest::leavesOf)
        .filter(leaf -> leaf != Payload.Reference.class);
  }

  private static Stream<Class<?>> leavesOf(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EnvelopeCodecTest::leavesOf)
        : Stream.of(type);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("leaves")
  void everySealedSubtypeComesBackAsItWent(Class<?> leaf) {
    var messages = new RandomMessages(SEED);
    for (int i = 0; i < 200; i++) {
      var original = messages.make(leaf);
      assertThat(original).isInstanceOf(leaf);
      assertThat(thereAndBack(original)).as("seed %d, round %d", SEED, i).isEqualTo(original);
    }
  }

  /** Puts the value into the message in which it travels. */
  private static Object thereAndBack(Object original) {
    return switch (original) {
      case Request request -> thereAndBack(request);
      case Reply reply -> thereAndBack(reply);
      case TaskBody body -> defined(stage(body, new Inputs.Single())).body();
      case Inputs inputs -> defined(stage(new TaskBody.Builtin("k", 1), inputs)).inputs();
      case Dimension dimension -> {
        var product = new Inputs.Product(List.of(dimension));
        var back = defined(stage(new TaskBody.Builtin("k", 1), product)).inputs();
        yield ((Inputs.Product) back).dimensions().getFirst();
      }
      case Outcome outcome -> ended(outcome);
      case Payload payload -> ((Outcome.Completed) ended(new Outcome.Completed(payload))).result();
      case Value value -> {
        var fields = Value.Fields.of("value", value);
        var back =
            defined(stage(new TaskBody.Builtin("k", 1), fields, new Inputs.Single())).constants();
        yield back.get("value");
      }
      default -> throw new AssertionError("nothing carries a " + original.getClass());
    };
  }

  private static Request thereAndBack(Request request) {
    return EnvelopeCodec.decodeRequest(EnvelopeCodec.encode(request));
  }

  private static Reply thereAndBack(Reply reply) {
    var letter = new Letter(W1, "pekko://thresher@127.0.0.1:1/user/w1#1", reply);
    var back = EnvelopeCodec.decodeLetter(EnvelopeCodec.encode(letter));
    assertThat(back).isEqualTo(letter);
    return back.reply();
  }

  private static StageSpec stage(TaskBody body, Inputs inputs) {
    return stage(body, Value.Fields.NONE, inputs);
  }

  private static StageSpec stage(TaskBody body, Value.Fields constants, Inputs inputs) {
    return new StageSpec(0, "stage", body, constants, inputs, Semantics.AT_LEAST_ONCE, 0);
  }

  private static StageSpec defined(StageSpec stage) {
    return ((Request.Define) thereAndBack((Request) new Request.Define(stage))).stage();
  }

  private static Outcome ended(Outcome outcome) {
    return ((Reply.Ended) thereAndBack((Reply) endedWith(outcome))).results().getFirst().outcome();
  }

  private static Reply.Ended endedWith(Outcome outcome) {
    return new Reply.Ended(1, 1, new BatchId(1), 1, List.of(new TaskResult(0, outcome, 1)), true);
  }

  @Test
  void aNaNKeepsItsPayloadBits() {
    double odd = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);
    var back = (Value.Real) thereAndBack((Object) new Value.Real(odd));
    assertThat(Double.doubleToRawLongBits(back.value())).isEqualTo(0x7ff8_0000_dead_beefL);
  }

  @Test
  void mutatedFramesAreRefusedOrReadAndNothingElse() {
    var random = new SplittableRandom(SEED);
    var messages = new RandomMessages(SEED);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] frame = frame(messages, i);
      byte[] mutated = mutate(frame, random);
      // Half of the frames get a fitting checksum, so that the parser and its checks are reached.
      refused += isRefused(i % 4 < 2 ? checksummed(mutated) : mutated, i);
    }
    assertThat(refused).as("refused of 20,000").isGreaterThan(12_000);
  }

  @Test
  void randomBytesAreRefusedOrReadAndNothingElse() {
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 20_000; i++) {
      byte[] frame = new byte[random.nextInt(4, 200)];
      random.nextBytes(frame);
      isRefused(checksummed(frame), i);
    }
  }

  private static byte[] frame(RandomMessages messages, int i) {
    return i % 2 == 0
        ? EnvelopeCodec.encode(messages.any(Request.class))
        : EnvelopeCodec.encode(
            new Letter(messages.incarnation(), messages.word(), messages.any(Reply.class)));
  }

  private static byte[] mutate(byte[] frame, SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(frame, random.nextInt(frame.length));
      case 1 -> {
        byte[] longer = Arrays.copyOf(frame, frame.length + 1 + random.nextInt(8));
        longer[frame.length] = (byte) random.nextInt();
        yield longer;
      }
      case 2 -> {
        byte[] flipped = frame.clone();
        flipped[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
      default -> {
        byte[] scrambled = frame.clone();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
          scrambled[random.nextInt(frame.length)] = (byte) random.nextInt();
        }
        yield scrambled;
      }
    };
  }

  /** 1 if a decoder refused the frame, 0 if both could read it; anything else fails the test. */
  private static int isRefused(byte[] frame, int round) {
    int refused = 0;
    try {
      EnvelopeCodec.decodeRequest(frame);
    } catch (MalformedFrameException expected) {
      refused = 1;
    } catch (Throwable other) {
      throw new AssertionError("seed " + SEED + ", round " + round, other);
    }
    try {
      EnvelopeCodec.decodeLetter(frame);
    } catch (MalformedFrameException expected) {
      return 1;
    } catch (Throwable other) {
      throw new AssertionError("seed " + SEED + ", round " + round, other);
    }
    return refused;
  }

  private static byte[] checksummed(byte[] frame) {
    if (frame.length < 4) {
      return frame;
    }
    return Frames.of(Arrays.copyOfRange(frame, 4, frame.length));
  }

  @Test
  void emptyFramesAndMessagesOfDefaultsAreRefused() {
    for (byte[] frame : List.of(new byte[0], new byte[4], Frames.of(new byte[0]))) {
      assertRefused(frame, "empty");
    }
    assertRefusedLetter(Wire.ToCoordinator.newBuilder().setWorkerRef("x").build().toByteArray());
    assertRequestRefused(
        Wire.ToWorker.newBuilder().setRunTasks(Wire.RunTasks.getDefaultInstance()).build());
    assertRequestRefused(
        Wire.ToWorker.newBuilder().setDefine(Wire.Define.getDefaultInstance()).build());
    assertRequestRefused(
        Wire.ToWorker.newBuilder().setWelcome(Wire.Welcome.getDefaultInstance()).build());
  }

  private static void assertRefused(byte[] frame, String why) {
    assertThatThrownBy(() -> EnvelopeCodec.decodeRequest(frame))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining(why);
  }

  private static void assertRefusedLetter(byte[] body) {
    assertThatThrownBy(() -> EnvelopeCodec.decodeLetter(Frames.of(body)))
        .isInstanceOf(MalformedFrameException.class);
  }

  private static void assertRequestRefused(Wire.ToWorker message) {
    assertRefused(Frames.of(message.toByteArray()), "missing");
  }

  @Test
  void aFlippedBitIsFoundByTheChecksum() {
    byte[] frame = EnvelopeCodec.encode(new Request.Beat(7, 1));
    frame[frame.length - 1] ^= 1;
    assertRefused(frame, "checksum");
  }

  @Test
  void messagesNestedTooDeepAreRefused() {
    var value = Wire.Value.newBuilder().setTruth(true).build();
    for (int i = 0; i < 300; i++) {
      value =
          Wire.Value.newBuilder().setSequence(Wire.Sequence.newBuilder().addItems(value)).build();
    }
    var constants = Wire.Fields.newBuilder().addNames("x").addValues(value);
    var define =
        Wire.Define.newBuilder().setStage(Wire.StageSpec.newBuilder().setConstants(constants));
    assertRefused(
        Frames.of(Wire.ToWorker.newBuilder().setDefine(define).build().toByteArray()), "nesting");
  }

  @Test
  void groupsThatNeverEndAndClaimedLengthsAreRefusedWithoutMemory() {
    byte[] groups = new byte[200_000];
    Arrays.fill(groups, (byte) ((100 << 3 | 3) & 0x7f));
    assertRefused(Frames.of(groups), "");
    byte[] claim = {0x1a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07};
    assertRefused(Frames.of(claim), "");
  }

  @Test
  void theDeepestValueThatCanBeSentCanBeReadWhereverItStands() {
    Value deepest = Value.of(1L);
    for (int i = 0; i < WireLimits.VALUE_NESTING; i++) {
      deepest = Value.Fields.of("x", deepest);
    }
    var tooDeep = new Value.Sequence(List.of(deepest));
    assertThat(thereAndBack((Object) new Column.Listed("c", List.of(deepest))))
        .isEqualTo(new Column.Listed("c", List.of(deepest)));
    assertThatThrownBy(() -> thereAndBack((Object) new Column.Listed("c", List.of(tooDeep))))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("nested deeper than 12");
  }

  @Test
  void halfASurrogatePairIsRefusedByTheSender() {
    assertThatThrownBy(() -> thereAndBack((Object) Value.of("ok \ud83d not")))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("position 3");
  }

  @Test
  void aReferenceNeverLeavesItsProcess() {
    assertThatThrownBy(() -> ended(new Outcome.Completed(new Payload.Reference("x"))))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("java.lang.String");
  }

  @Test
  void anEnvelopeAboveTheLimitIsRefusedByTheSender() {
    var payload = new Payload.Inline("x", Bytes.adopt(new byte[Payload.INLINE_LIMIT]));
    var results =
        new ArrayList<>(
            Collections.nCopies(9, new TaskResult(0, new Outcome.Completed(payload), 1)));
    var ended = new Reply.Ended(1, 1, new BatchId(1), 1, results, true);
    assertThatThrownBy(() -> thereAndBack((Reply) ended))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("1048576");
  }

  @Test
  void aMonstrousFailureArrivesShortened() {
    var frames = Collections.nCopies(1_000, "f".repeat(10_000));
    var cause = new Failure("C".repeat(5_000), "m".repeat(1_000_000), frames, List.of(), List.of());
    var monster =
        new Failure(
            "dev.Monster",
            "m".repeat(1_000_000),
            frames,
            Collections.nCopies(100, cause),
            Collections.nCopies(100, cause));
    byte[] frame =
        EnvelopeCodec.encode(new Letter(W1, "ref", endedWith(new Outcome.Failed(monster))));
    assertThat(frame.length).isLessThan(80 * 1024);
    var results = ((Reply.Ended) EnvelopeCodec.decodeLetter(frame).reply()).results();
    var back = (Outcome.Failed) results.getFirst().outcome();
    assertThat(back.failure().type()).isEqualTo("dev.Monster");
    assertThat(back.failure().message()).startsWith("mmm").endsWith("(shortened)");
    assertThat(back.failure().causes()).hasSize(16);
  }

  @Test
  void aDecimalThatWouldFillTheMemoryIsRefused() {
    var range = Wire.DecimalRange.newBuilder().setFrom("1e999999999").setStep("1").setSize(2);
    var column = Wire.Column.newBuilder().setName("x").setDecimalRange(range);
    var stage =
        StageMapping.toWire(stage(new TaskBody.Builtin("k", 1), new Inputs.Single())).toBuilder()
            .setInputs(
                Wire.Inputs.newBuilder()
                    .setProduct(
                        Wire.Product.newBuilder()
                            .addDimensions(Wire.Dimension.newBuilder().setColumn(column))));
    var message = Wire.ToWorker.newBuilder().setDefine(Wire.Define.newBuilder().setStage(stage));
    assertRefused(Frames.of(message.build().toByteArray()), "too large or too small");
  }
}
