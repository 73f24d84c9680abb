package dev.thresher.codec.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.thresher.codec.PayloadCodec;
import dev.thresher.model.Bytes;
import dev.thresher.model.Payload;
import dev.thresher.task.SerializationException;
import dev.thresher.task.SerializationException.Phase;
import dev.thresher.task.UserObjects.Part;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectCodecTest {
  @TempDir Path blobs;
  private ObjectCodec codec;

  interface Task<T> extends Callable<T>, Serializable {}

  interface Step<A, R> extends Function<A, R>, Serializable {}

  enum Colour {
    RED,
    GREEN {
      @Override
      boolean isBright() {
        return true;
      }
    };

    boolean isBright() {
      return false;
    }
  }

  record Point(double x, double y) implements Serializable {}

  record Named(@Nullable String name, Point at, Colour colour, int @Nullable [] unused) {}

  record Plain(String name, Point at, Colour colour, BigInteger count) {}

  record Holder(List<Integer> left, List<Integer> right) implements Serializable {}

  record Checked(int size) {
    Checked {
      if (size < 0) {
        throw new IllegalArgumentException("negative");
      }
    }
  }

  record Replaced(int number) implements Serializable {
    private Object readResolve() {
      return new Replaced(number + 1);
    }
  }

  static final class Mutable implements Serializable {
    private static final long serialVersionUID = 1;
    int value = 1;
    @Nullable Mutable self;
  }

  @BeforeEach
  void open() {
    codec = new ObjectCodec(getClass().getClassLoader(), new PayloadCodec(blobs));
  }

  private <T> T thereAndBack(T object) throws Exception {
    return thereAndBack(object, codec.encode(Part.ARGUMENT, object));
  }

  private <T> T thereAndBack(T object, Payload payload) throws Exception {
    var back = read(payload);
    assertThat(back).hasSameClassAs(object);
    @SuppressWarnings("unchecked")
    var same = (T) back;
    return same;
  }

  private Object read(Payload payload) throws Exception {
    return Objects.requireNonNull(codec.decode(Part.ARGUMENT, payload));
  }

  static Stream<Object> plainData() {
    return Stream.of(
        true,
        false,
        Byte.MIN_VALUE,
        Short.MAX_VALUE,
        Character.MAX_VALUE,
        'x',
        0,
        Integer.MIN_VALUE,
        -1L,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Float.MIN_VALUE,
        -0.0,
        Double.NEGATIVE_INFINITY,
        "",
        "Grüße \uD83D\uDE00",
        BigInteger.ONE.shiftLeft(1000).negate(),
        new BigDecimal("1.50"),
        new BigDecimal("1E+2000000000"),
        Colour.RED,
        Colour.GREEN,
        TimeUnit.DAYS,
        new Point(1, -2),
        new Plain("n", new Point(0, 0), Colour.GREEN, BigInteger.TEN),
        new Checked(3),
        new ArrayList<>(Arrays.asList(1, "two", null, new Point(3, 3))),
        new ArrayList<>());
  }

  @ParameterizedTest
  @MethodSource("plainData")
  void plainDataComesBackAsTheClassThatItWasInTheShortForm(Object object) throws Exception {
    var payload = codec.encode(Part.ARGUMENT, object);
    assertThat(((Payload.Inline) payload).type()).isEqualTo(ObjectCodec.SHORT_TYPE);
    assertThat(thereAndBack(object, payload)).isEqualTo(object);
  }

  static Stream<Object> otherObjects() {
    return Stream.of(
        "half a pair \uD800",
        "\uDC00\uD800",
        List.of(1, 2, 3),
        List.of("one"),
        Stream.of(1, null).toList(),
        Arrays.asList(1, 2),
        new TreeMap<>(Map.of("a", 1, "b", 2)),
        new HashMap<>(Map.of("a", List.of(1))),
        new EnumMap<>(Map.of(Colour.RED, 1)),
        new ArrayList<>(List.of(List.of(1))),
        UUID.nameUUIDFromBytes(new byte[] {1}),
        Duration.ofSeconds(3),
        ZonedDateTime.parse("2026-03-01T10:00:00+01:00[Europe/Berlin]"),
        new Holder(List.of(1), List.of(2)),
        String.class,
        int.class);
  }

  @ParameterizedTest
  @MethodSource("otherObjects")
  void whateverElseIsSerialisableComesBackAsTheClassThatItWas(Object object) throws Exception {
    var payload = codec.encode(Part.ARGUMENT, object);
    assertThat(((Payload.Inline) payload).type()).isEqualTo(ObjectCodec.JAVA_TYPE);
    assertThat(thereAndBack(object, payload)).isEqualTo(object);
  }

  @Test
  void nothingIsAnObjectToo() throws Exception {
    assertThat(codec.decode(Part.RESULT, codec.encode(Part.RESULT, null))).isNull();
  }

  @Test
  void notANumbersKeepTheirBits() throws Exception {
    double odd = Double.longBitsToDouble(0x7ff8_0000_0000_1234L);
    assertThat(Double.doubleToRawLongBits(thereAndBack(odd))).isEqualTo(0x7ff8_0000_0000_1234L);
  }

  @Test
  void arraysOfPrimitiveElementsComeBack() throws Exception {
    assertThat(thereAndBack(new byte[] {1, -1})).containsExactly(1, -1);
    assertThat(thereAndBack(new short[] {1, Short.MIN_VALUE})).containsExactly(1, Short.MIN_VALUE);
    assertThat(thereAndBack(new char[] {'a', '\uD800'})).containsExactly('a', '\uD800');
    assertThat(thereAndBack(new int[] {1, -2})).containsExactly(1, -2);
    assertThat(thereAndBack(new long[] {Long.MIN_VALUE})).containsExactly(Long.MIN_VALUE);
    assertThat(thereAndBack(new float[] {1.5f})).containsExactly(1.5f);
    assertThat(thereAndBack(new double[] {1.5, -0.0})).containsExactly(1.5, -0.0);
    assertThat(thereAndBack(new boolean[] {true, false})).containsExactly(true, false);
    assertThat(thereAndBack(new int[0])).isEmpty();
    assertThat(thereAndBack(new String[] {"a", "b"})).containsExactly("a", "b");
    assertThat(thereAndBack(new int[][] {{1}, {2, 3}})).isDeepEqualTo(new int[][] {{1}, {2, 3}});
  }

  @Test
  void whatHasNoPartsIsMadeWithoutRunningCode() throws Exception {
    for (var value : new Object[] {null, true, 'c', 1, 2L, 2.5, "text", BigInteger.TEN}) {
      boolean isOne = !(value instanceof BigInteger);
      assertThat(ObjectCodec.isWithoutParts(codec.encode(Part.RESULT, value))).isEqualTo(isOne);
    }
    for (var value : new Object[] {new Point(1, 2), Colour.RED, "x".repeat(2_000), new int[1]}) {
      assertThat(ObjectCodec.isWithoutParts(codec.encode(Part.RESULT, value))).isFalse();
    }
  }

  @Test
  void anArrayOfObjectsTravelsShortIfAllItHoldsIsPlain() throws Exception {
    var items = new Object[] {1L, "two", null, new Point(3, 3), 4.5};
    var payload = codec.encode(Part.ARGUMENT, items);
    assertThat(((Payload.Inline) payload).type()).isEqualTo(ObjectCodec.SHORT_TYPE);
    assertThat(thereAndBack(items, payload)).containsExactly(items);
    var shared = new int[] {1};
    var others = new Object[] {1L, shared, shared};
    payload = codec.encode(Part.ARGUMENT, others);
    assertThat(((Payload.Inline) payload).type()).isEqualTo(ObjectCodec.JAVA_TYPE);
    var back = (Object[]) thereAndBack(others, payload);
    assertThat(back[1]).isSameAs(back[2]);
  }

  @Test
  void aRecordNeedNotBeSerialisableIfItsPartsCanTravel() throws Exception {
    var back = thereAndBack(new Named(null, new Point(1, 2), Colour.GREEN, new int[] {1, 2}));
    assertThat(back.name()).isNull();
    assertThat(back.at()).isEqualTo(new Point(1, 2));
    assertThat(back.colour()).isSameAs(Colour.GREEN);
    assertThat(back.unused()).containsExactly(1, 2);
  }

  @Test
  void aRecordWithASerialisedFormOfItsOwnKeepsIt() throws Exception {
    assertThat(thereAndBack(new Replaced(1))).isEqualTo(new Replaced(2));
  }

  @Test
  void whatIsSharedStaysShared() throws Exception {
    var shared = new ArrayList<>(List.of(1));
    var holder = thereAndBack(new Holder(shared, shared));
    assertThat(holder.left()).isSameAs(holder.right());
    var list = thereAndBack(new ArrayList<>(List.of(shared, shared)));
    assertThat(list.get(0)).isSameAs(list.get(1));
    var mutable = new Mutable();
    mutable.self = mutable;
    var back = thereAndBack(mutable);
    assertThat(back.self).isSameAs(back);
    var first = new int[] {1};
    Step<Integer, Boolean> same = sameness(first, first);
    assertThat(again(same).apply(0)).isTrue();
  }

  private static Step<Integer, Boolean> sameness(int[] left, int[] right) {
    return ignored -> left == right;
  }

  private <T> T again(T lambda) throws Exception {
    @SuppressWarnings("unchecked")
    var back = (T) read(codec.encode(Part.TASK, lambda));
    return back;
  }

  private <T> T againShort(T lambda) throws Exception {
    var payload = codec.encode(Part.TASK, lambda);
    assertThat(((Payload.Inline) payload).type()).isEqualTo(ObjectCodec.SHORT_TYPE);
    @SuppressWarnings("unchecked")
    var back = (T) read(payload);
    return back;
  }

  private static Task<Long> doubled(long number) {
    return () -> 2 * number;
  }

  @Test
  void lambdasComeBackWithWhatTheyCapture() throws Exception {
    Task<String> nothing = () -> "done";
    assertThat(againShort(nothing).call()).isEqualTo("done");
    assertThat(againShort(doubled(21)).call()).isEqualTo(42);
    assertThat(againShort(doubled(-1)).call()).isEqualTo(-2);
    var point = new Point(1, 2);
    Colour none = null;
    var list = new ArrayList<>(List.of(1, 2));
    Step<Integer, String> several = x -> x + point.toString() + none + list;
    assertThat(againShort(several).apply(1)).isEqualTo("1Point[x=1.0, y=2.0]null[1, 2]");
    Task<Integer> oneList = () -> list.size();
    assertThat(againShort(oneList).call()).isEqualTo(2);
    Task<Long> inner = doubled(4);
    Task<Long> outer = () -> inner.call() + 1;
    assertThat(againShort(outer).call()).isEqualTo(9);
  }

  @Test
  void methodReferencesComeBack() throws Exception {
    Step<String, Integer> length = String::length;
    assertThat(againShort(length).apply("four")).isEqualTo(4);
    Step<Double, Point> made = Points::made;
    assertThat(againShort(made).apply(2.0)).isEqualTo(new Point(2, 2));
    Step<String, ArrayList<String>> constructor = ObjectCodecTest::listOf;
    assertThat(againShort(constructor).apply("x")).containsExactly("x");
    Task<Integer> bound = "bound"::length;
    assertThat(againShort(bound).call()).isEqualTo(5);
  }

  private static final class Points {
    static Point made(double x) {
      return new Point(x, x);
    }
  }

  private static ArrayList<String> listOf(String one) {
    return new ArrayList<>(List.of(one));
  }

  @Test
  void lambdasThatTheJdkMakesComeBack() throws Exception {
    Comparator<String> reversed =
        Comparator.comparing((Step<String, Integer> & Serializable) String::length)
            .thenComparing(Comparator.reverseOrder());
    assertThat(again(reversed).compare("a", "b")).isPositive();
    assertThat(again(Map.Entry.<String, Integer>comparingByKey())).isInstanceOf(Comparator.class);
  }

  @Test
  void largeOnesLieInFilesThatResultsLeaveOnceAndArgumentsOften() throws Exception {
    byte[] large = new byte[Payload.INLINE_LIMIT + 1];
    large[7] = 7;
    var argument = codec.encode(Part.ARGUMENT, large);
    assertThat(argument).isInstanceOf(Payload.Blob.class);
    assertThat(codec.decode(Part.ARGUMENT, argument)).isEqualTo(large);
    assertThat(codec.decode(Part.ARGUMENT, argument)).isEqualTo(large);
    var result = codec.encode(Part.RESULT, large);
    assertThat(codec.decode(Part.RESULT, result)).isEqualTo(large);
    assertThatThrownBy(() -> codec.decode(Part.RESULT, result)).isInstanceOf(IOException.class);
    new PayloadCodec(blobs).discard(argument);
    try (var left = Files.list(blobs)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aLargeArrayOfBytesIsWrittenAsItIsWhateverBecomesOfItAfterwards() throws Exception {
    byte[] large = new byte[Payload.INLINE_LIMIT + 1];
    large[7] = 7;
    byte[] before = large.clone();
    var blob = (Payload.Blob) codec.encode(Part.ARGUMENT, large);
    large[7] = 8;
    assertThat(blob.type()).isEqualTo(ObjectCodec.BYTES_TYPE);
    assertThat(Path.of(blob.location())).hasBinaryContent(before);
    assertThat(codec.decode(Part.ARGUMENT, blob))
        .isInstanceOfSatisfying(
            byte[].class,
            first -> {
              assertThat(first).isEqualTo(before);
              first[7] = 9; // each attempt has an array of its own
            });
    assertThat(codec.decode(Part.ARGUMENT, blob)).isEqualTo(before);
    var kept = new Payload.Inline(blob.type(), Bytes.adopt(before)); // as recorded results are
    assertThat(codec.decode(Part.RESULT, kept)).isEqualTo(before).isNotSameAs(before);
  }

  @Test
  void aBlobThatWasChangedIsRefused() throws Exception {
    var blob = (Payload.Blob) codec.encode(Part.ARGUMENT, new byte[Payload.INLINE_LIMIT + 1]);
    var content = Files.readAllBytes(Path.of(blob.location()));
    content[100] ^= 1;
    Files.write(Path.of(blob.location()), content);
    assertThatThrownBy(() -> codec.decode(Part.ARGUMENT, blob))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("checksum");
  }

  // What code of the user's may do while it is called.

  static class Misbehaving implements Serializable {
    private static final long serialVersionUID = 1;
    final String when;

    Misbehaving(String when) {
      this.when = when;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      act("write");
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      act("read");
    }

    private Object readResolve() {
      return when.equals("resolve to garbage") ? "garbage" : this;
    }

    private void act(String now) throws IOException {
      switch (when.replace(now + " ", "")) {
        case "exception" -> throw new IllegalStateException("boom");
        case "error" -> throw new AssertionError("bang");
        case "i/o" -> throw new InvalidObjectException("bad");
        case "recursion" -> act(now);
        default -> {}
      }
    }
  }

  static Stream<String> acts() {
    return Stream.of("exception", "error", "i/o", "recursion");
  }

  @ParameterizedTest
  @MethodSource("acts")
  void whateverCodeOfTheUsersThrowsNamesThePhase(String act) throws Exception {
    for (var part : Part.values()) {
      boolean isResult = part == Part.RESULT;
      var write = new Misbehaving("write " + act);
      assertThat(refusal(() -> codec.encode(part, write)).phase())
          .isEqualTo(isResult ? Phase.ENCODE_RESULT : Phase.ENCODE_ARGUMENT);
      var read = codec.encode(part, new Misbehaving("read " + act));
      assertThat(refusal(() -> codec.decode(part, read)).phase())
          .isEqualTo(isResult ? Phase.DECODE_RESULT : Phase.DECODE_ARGUMENT);
    }
  }

  private static SerializationException refusal(Call call) {
    var refusal = catchThrowableOfType(SerializationException.class, call::run);
    assertThat(refusal).isNotNull();
    assertThat(refusal.failure().type()).isEqualTo(refusal.phase().name());
    return refusal;
  }

  interface Call {
    void run() throws Exception;
  }

  @Test
  void theFailureTellsWhatWasThrown() {
    var refusal = refusal(() -> codec.encode(Part.ARGUMENT, new Misbehaving("write exception")));
    assertThat(refusal)
        .hasMessage(
            "the argument cannot travel between processes: writing it threw java.lang.IllegalStateException: boom")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(refusal.failure().causes().getFirst().headline())
        .isEqualTo("java.lang.IllegalStateException: boom");
  }

  @Test
  void whatTurnsIntoSomethingElseOnItsWayIsTakenAsThat() throws Exception {
    var payload = codec.encode(Part.ARGUMENT, new Misbehaving("resolve to garbage"));
    assertThat(codec.decode(Part.ARGUMENT, payload)).isEqualTo("garbage");
  }

  @Test
  void objectsThatAreLinkedTooDeepAreRefusedWithWords() {
    Mutable first = new Mutable();
    for (int i = 0; i < 200_000; i++) {
      var next = new Mutable();
      next.self = first;
      first = next;
    }
    var deep = first;
    assertThat(refusal(() -> codec.encode(Part.ARGUMENT, deep))).hasMessageContaining("too deep");
  }

  @Test
  void aClassThatIsMissingThereIsNamed() throws Exception {
    var payload = codec.encode(Part.TASK, new Mutable());
    var elsewhere = new ObjectCodec(ClassLoader.getPlatformClassLoader(), new PayloadCodec(blobs));
    assertThat(refusal(() -> elsewhere.decode(Part.TASK, payload)))
        .hasMessageContaining("there is no class " + Mutable.class.getName());
    var lambda = codec.encode(Part.TASK, doubled(1));
    assertThat(refusal(() -> elsewhere.decode(Part.TASK, lambda)))
        .hasMessageContaining("there is no class " + getClass().getName());
  }

  @Test
  void exceptionsTravelIfTheyAreSmallAndSerialisable() throws Exception {
    var thrown = new IllegalStateException("outer", new IOException("inner"));
    var payload = codec.encodeThrown(thrown).orElseThrow();
    var back = (Throwable) read(payload);
    assertThat(back)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("outer")
        .hasCauseInstanceOf(IOException.class);
    assertThat(back.getStackTrace()).isEqualTo(thrown.getStackTrace());
    assertThat(codec.encodeThrown(new IllegalStateException("m".repeat(20_000)))).isEmpty();
    Object secret = new Object();
    assertThat(
            codec.encodeThrown(
                new RuntimeException("anonymous") {
                  @Override
                  public String toString() {
                    return "holds " + secret;
                  }
                }))
        .isEmpty();
  }
}
