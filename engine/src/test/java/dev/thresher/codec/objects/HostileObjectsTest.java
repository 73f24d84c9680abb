package dev.thresher.codec.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.codec.PayloadCodec;
import dev.thresher.model.Bytes;
import dev.thresher.model.Payload;
import dev.thresher.task.SerializationException;
import dev.thresher.task.UserObjects.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that nobody of us has written. */
class HostileObjectsTest {
  private static final long SEED = Long.getLong("thresher.seed", 20_261_126);

  /** Counted by what must never be made; in a class of its own, which may be initialised. */
  static final class Made {
    static final AtomicInteger TIMES = new AtomicInteger();
  }

  static final class Canary implements Serializable {
    private static final long serialVersionUID = 1;

    static {
      Made.TIMES.incrementAndGet();
    }

    private void readObject(ObjectInputStream in) {
      Made.TIMES.incrementAndGet();
    }
  }

  record CanaryRecord(int number) implements Serializable {
    CanaryRecord {
      Made.TIMES.incrementAndGet();
    }
  }

  enum CanaryEnum {
    ONE;

    static {
      Made.TIMES.incrementAndGet();
    }
  }

  /** The user's loader: sees classes of this test, but they are not its own. */
  private static final class Sees extends ClassLoader {
    Sees() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      return HostileObjectsTest.class.getClassLoader().loadClass(name);
    }
  }

  interface Task<T> extends Callable<T>, Serializable {}

  @TempDir Path blobs;
  private ObjectCodec codec;
  private ObjectCodec stranger;

  @BeforeEach
  void open() {
    codec = new ObjectCodec(getClass().getClassLoader(), new PayloadCodec(blobs));
    stranger = new ObjectCodec(new Sees(), new PayloadCodec(blobs));
  }

  private static byte[] javaBytes(Object object) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Payload java(byte[] content) {
    return new Payload.Inline(ObjectCodec.JAVA_TYPE, Bytes.of(content));
  }

  private static Payload shortForm(byte[] content) {
    return new Payload.Inline(ObjectCodec.SHORT_TYPE, Bytes.of(content));
  }

  private void assertRefused(ObjectCodec by, Payload payload, String why) {
    int before = Made.TIMES.get();
    for (var part : Part.values()) {
      assertThatThrownBy(() -> by.decode(part, payload))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining(why);
    }
    assertThat(Made.TIMES.get()).isEqualTo(before);
  }

  @Test
  void classesThatAreNotTheUsersOwnAreNeverMade() throws Exception {
    var canary = new Canary();
    for (var object :
        List.of(
            canary,
            new ArrayList<>(List.of(List.of(canary))),
            new HashMap<>(Map.of("key", canary)),
            new Object[] {canary},
            new Canary[] {canary},
            new Canary[0],
            new CanaryRecord(1),
            CanaryEnum.ONE)) {
      assertRefused(stranger, java(javaBytes(object)), "not a class that may travel");
    }
    // The guard, and not the stream, is what keeps them out.
    int before = Made.TIMES.get();
    assertThat(codec.decode(Part.ARGUMENT, java(javaBytes(canary)))).isInstanceOf(Canary.class);
    assertThat(Made.TIMES.get()).isGreaterThan(before);
  }

  @Test
  void theShortFormMakesThemNeither() throws Exception {
    for (Object object : List.of(new CanaryRecord(1), CanaryEnum.ONE)) {
      var payload = codec.encode(Part.ARGUMENT, object);
      assertThat(((Payload.Inline) payload).type()).isEqualTo(ObjectCodec.SHORT_TYPE);
      assertRefused(stranger, payload, "not a class that may travel");
    }
    Task<Integer> lambda = () -> 1;
    assertRefused(stranger, codec.encode(Part.TASK, lambda), "not a class that may travel");
  }

  @Test
  void aStreamWithinTheShortFormIsGuardedLikeAnyOther() throws Exception {
    byte[] stream = javaBytes(new Canary());
    var sink = new ByteSink(10_000);
    sink.write(Tag.JAVA);
    sink.sized(stream);
    byte[] gadget = sink.toByteArray();
    assertRefused(stranger, shortForm(gadget), "not a class that may travel");
    var list = new ByteSink(10_000);
    list.write(Tag.ARRAY_LIST);
    list.size(1);
    list.write(gadget, 0, gadget.length);
    assertRefused(stranger, shortForm(list.toByteArray()), "not a class that may travel");
  }

  @Test
  void classesOfTheJdkThatHoldMoreThanAValueAreRefused() throws Exception {
    for (var object :
        List.of(
            new ObjectName("a:b=c"),
            URI.create("http://example.invalid/").toURL(),
            new HashMap<>(Map.of(URI.create("http://example.invalid/").toURL(), 1)),
            new javax.management.BadAttributeValueExpException("x"),
            new javax.swing.event.EventListenerList())) {
      assertRefused(codec, java(javaBytes(object)), "not a class that may travel");
    }
  }

  @Test
  void proxiesAreRefused() throws Exception {
    var proxy =
        java.lang.reflect.Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Runnable.class},
            (java.lang.reflect.InvocationHandler & Serializable) (_, _, _) -> null);
    assertRefused(codec, java(javaBytes(proxy)), "proxy");
    assertThatThrownBy(() -> codec.encode(Part.ARGUMENT, proxy))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void lambdasOfClassesThatMakeNoneAreRefused() throws Exception {
    var lambda =
        new SerializedLambda(
            String.class,
            "java/lang/Runnable",
            "run",
            "()V",
            6,
            "java/lang/System",
            "gc",
            "()V",
            "()V",
            new Object[0]);
    assertThatThrownBy(() -> codec.decode(Part.TASK, java(javaBytes(lambda))))
        .isInstanceOf(SerializationException.class);
    var sink = new ByteSink(1_000);
    var site = new ByteSink(1_000);
    List.of("java.lang.String", "java/lang/Runnable", "run", "()V").forEach(site::text);
    site.whole(6);
    List.of("java/lang/System", "gc", "()V", "()V").forEach(site::text);
    sink.write(Tag.LAMBDA);
    sink.sized(site.toByteArray());
    sink.size(0);
    assertRefused(codec, shortForm(sink.toByteArray()), "");
  }

  /** The compiler's own method for it knows the lambdas of its class, and no other method. */
  @Test
  void aLambdaCannotBeTurnedIntoACallOfAnotherMethod() throws Exception {
    Task<Integer> lambda = () -> 1;
    byte[] content = ((Payload.Inline) codec.encode(Part.TASK, lambda)).bytes().toArray();
    var text = new String(content, java.nio.charset.StandardCharsets.ISO_8859_1);
    int at = text.indexOf("lambda$");
    content[at + "lambda$".length()] = 'X';
    assertRefused(codec, shortForm(content), "");
  }

  @Test
  void claimsBeyondTheBytesAreRefusedWithoutMemory() throws Exception {
    for (byte tag :
        new byte[] {
          Tag.STRING,
          Tag.BIG_INTEGER,
          Tag.BYTES,
          Tag.INTEGERS,
          Tag.LONGS,
          Tag.DOUBLES,
          Tag.BOOLEANS,
          Tag.ARRAY_LIST,
          Tag.OBJECTS,
          Tag.LAMBDA,
          Tag.JAVA
        }) {
      var sink = new ByteSink(100);
      sink.write(tag);
      sink.size(Integer.MAX_VALUE - 8);
      assertRefused(codec, shortForm(sink.toByteArray()), "claims");
    }
    byte[] array = javaBytes(new long[] {1});
    byte[] lengthAndElement = Arrays.copyOfRange(array, array.length - 12, array.length);
    assertThat(lengthAndElement).startsWith(0, 0, 0, 1);
    array[array.length - 12] = 0x7f;
    assertRefused(codec, java(array), "");
  }

  @Test
  void listsInListsWithoutAnEndAreRefused() {
    var sink = new ByteSink(1_000_000);
    for (int i = 0; i < 200_000; i++) {
      sink.write(i % 2 == 0 ? Tag.ARRAY_LIST : Tag.OBJECTS);
      sink.size(1);
    }
    assertRefused(codec, shortForm(sink.toByteArray()), "too deep");
  }

  @Test
  void nothingMayFollowAnObject() throws Exception {
    assertRefused(codec, shortForm(new byte[] {Tag.NULL, Tag.NULL}), "goes on");
    byte[] stream = Arrays.copyOf(javaBytes(List.of(1)), javaBytes(List.of(1)).length + 1);
    assertRefused(codec, java(stream), "");
    assertRefused(codec, shortForm(new byte[0]), "ends before its end");
    assertRefused(codec, new Payload.Inline("value", Bytes.EMPTY), "type value");
  }

  @Test
  void randomAndChangedBytesAreReadOrRefusedAndNothingElse() throws Exception {
    var random = new SplittableRandom(SEED);
    int number = 3;
    Task<Integer> lambda = () -> number;
    var samples = new ArrayList<Payload.Inline>();
    for (Object object :
        Arrays.asList(
            1L,
            "text",
            new CanaryRecord(1),
            new ArrayList<>(List.of(1, "a")),
            new int[] {1, 2, 3},
            lambda,
            new TreeMap<>(Map.of("a", List.of(1))),
            new IllegalStateException("x", new InvalidClassException("y")))) {
      samples.add((Payload.Inline) codec.encode(Part.ARGUMENT, object));
    }
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      var sample = samples.get(i % samples.size());
      var changed = new Payload.Inline(sample.type(), changed(sample.bytes(), random));
      try {
        codec.decode(Part.ARGUMENT, changed);
      } catch (SerializationException expected) {
        refused++;
      }
    }
    assertThat(refused).as("seed %d", SEED).isGreaterThan(10_000);
  }

  private static Bytes changed(Bytes original, SplittableRandom random) {
    byte[] content = original.toArray();
    switch (random.nextInt(4)) {
      case 0 -> content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> content[random.nextInt(content.length)] = (byte) random.nextInt();
      case 2 -> content = Arrays.copyOf(content, random.nextInt(content.length));
      default -> {
        content = new byte[random.nextInt(1, 64)];
        random.nextBytes(content);
        content[0] = (byte) random.nextInt(Tag.JAVA + 2);
      }
    }
    return Bytes.adopt(content);
  }
}
