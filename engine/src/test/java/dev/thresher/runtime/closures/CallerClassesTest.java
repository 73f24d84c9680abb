package dev.thresher.runtime.closures;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.thresher.api.SerCallable;
import dev.thresher.api.SerializationFailure;
import dev.thresher.execute.bodies.FileDigest;
import dev.thresher.model.Payload;
import dev.thresher.runtime.code.Program;
import dev.thresher.runtime.code.Program.Loaded;
import dev.thresher.task.ClassPath;
import dev.thresher.task.CodeBundle;
import dev.thresher.task.SerializationException;
import dev.thresher.task.TaskBody;
import dev.thresher.task.UserObjects.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the classes of a task are found, on both sides. */
public class CallerClassesTest {
  /** Set by programs that are compiled in a test. */
  public static volatile @Nullable Object handedOver;

  private static final String TASKS =
      """
      package p;
      import dev.thresher.api.SerCallable;
      public class Tasks {
        static int calls;
        record Answer(int number, String loader) {}
        static class Inner { static String text() { return "inner"; } }
        public static SerCallable<Object> count() { return () -> ++calls; }
        public static SerCallable<Object> answer() {
          return () -> new Answer(42, Inner.text() + Other.text());
        }
        public static SerCallable<Object> fail() {
          return () -> { throw new Other.Failed("with a class of its own"); };
        }
        public static SerCallable<Object> context() {
          return () -> Thread.currentThread().getContextClassLoader() == Tasks.class.getClassLoader();
        }
      }
      class Other {
        static String text() { return " and other"; }
        static class Failed extends Exception { Failed(String m) { super(m); } }
      }
      """;

  @TempDir Path directory;
  private Border border;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @BeforeEach
  void open() throws IOException {
    border = new Border(directory);
  }

  @AfterEach
  void putBack() {
    Thread.currentThread().setContextClassLoader(before);
    handedOver = null;
  }

  private static Object task(ClassLoader loader, String type, String method) throws Exception {
    var made = loader.loadClass(type).getMethod(method);
    return made.invoke(null);
  }

  private URLClassLoader tasksJar() throws IOException {
    var classes = UserJar.compile(directory, Map.of("p/Tasks.java", TASKS));
    var jar = UserJar.jar(classes, directory.resolve("tasks.jar"), Map.of());
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
  }

  @Test
  void classesOfTheCallersOwnClassPathAreFoundOnWorkersAndAreOthersThere() throws Throwable {
    SerCallable<String> name =
        () -> CallerClassesTest.class.getClassLoader().getClass().getSimpleName();
    assertThat(border.call(name)).isEqualTo("BundleLoader");
    assertThat(border.classes.of(name).bundle().jars()).isEmpty();
    SerCallable<Boolean> api =
        () -> SerCallable.class.getClassLoader() != Border.class.getClassLoader();
    assertThat(border.call(api)).as("the API is shared").isEqualTo(true);
  }

  @Test
  void jarsOfALoaderOfUrlsAreNamed() throws Throwable {
    try (var loader = tasksJar()) {
      var path = border.classes.of(task(loader, "p.Tasks", "answer"));
      assertThat(path.entries()).endsWith(directory.resolve("tasks.jar").toString());
      assertThat(path.bundle().jars()).isEmpty();
      var answer = requireNonNull(border.call(task(loader, "p.Tasks", "answer")));
      assertThat(answer).hasToString("Answer[number=42, loader=inner and other]");
      assertThat(String.valueOf(answer.getClass().getClassLoader())).isEqualTo("" + loader);
    }
  }

  @Test
  void tasksOfTheSameClassPathShareItsStaticFields() throws Throwable {
    try (var loader = tasksJar()) {
      var path = border.classes.of(task(loader, "p.Tasks", "count"));
      var stage = border.calls.find(new TaskBody.Closure(path, Optional.empty()));
      var own = border.objects(loader);
      var count = own.encode(Part.TASK, task(loader, "p.Tasks", "count"));
      assertThat(own.decode(Part.RESULT, stage.call(count, Border.UNPREPARED))).isEqualTo(1);
      assertThat(border.call(task(loader, "p.Tasks", "count"))).isEqualTo(2);
      assertThat(border.call(task(loader, "p.Tasks", "context"))).isEqualTo(true);
    }
  }

  @Test
  void aLoaderThatNobodyUsesIsDropped() throws Throwable {
    try (var caller = tasksJar()) {
      var path = border.classes.of(task(caller, "p.Tasks", "count"));
      var gone =
          loaderOnWorker(
              path, border.objects(caller).encode(Part.TASK, task(caller, "p.Tasks", "context")));
      await()
          .until(() -> {
            System.gc();
            return gone.get() == null;
          });
      // And with it its static fields.
      assertThat(border.call(task(caller, "p.Tasks", "count"))).isEqualTo(1);
    }
  }

  private WeakReference<ClassLoader> loaderOnWorker(ClassPath path, Payload task) throws Exception {
    var stage = border.calls.find(new TaskBody.Closure(path, Optional.empty()));
    stage.call(task, Border.UNPREPARED);
    var loader = Thread.currentThread().getContextClassLoader();
    assertThat(loader).isNotSameAs(before);
    Thread.currentThread().setContextClassLoader(before);
    return new WeakReference<>(loader);
  }

  @Test
  void aProgramCompiledInMemoryTravelsAsAJarNamedByItsContent() throws Throwable {
    Files.writeString(
        directory.resolve("P.java"),
        """
        import dev.thresher.api.SerCallable;
        record Point(int x, int y) {}
        int factor = 3;
        static SerCallable<Object> free(int n) { return () -> new Point(n, n); }
        SerCallable<Object> bound(int n) { return () -> n * factor; }
        void main() {
          dev.thresher.runtime.closures.CallerClassesTest.handedOver =
              new Object[] { free(4), bound(4) };
        }
        """);
    switch (Program.load(Path.of("P.java"), directory)) {
      case Loaded.Ready(Program program) -> program.run(List.of());
      case Loaded.Refused(var complaints) -> throw new AssertionError(complaints.toString());
    }
    var tasks = (Object[]) requireNonNull(handedOver);
    assertThat(border.call(tasks[0])).hasToString("Point[x=4, y=4]");
    var jar = border.classes.of(tasks[0]).bundle().jars().getFirst();
    assertThat(Path.of(jar.path()).getFileName().toString()).matches("[0-9a-f]{64}\\.jar");
    assertThat(FileDigest.sha256(Path.of(jar.path()))).isEqualTo(jar.sha256());
    var again = new CallerClasses(directory.resolve("code")).of(tasks[1]);
    assertThat(again.bundle().jars()).containsExactly(jar);
    var refusal =
        catchThrowable(
            () -> border.objects(CallerClasses.loaderOf(tasks[1])).encode(Part.TASK, tasks[1]));
    assertThat(refusal)
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("lambda in P.bound → captured this P")
        .hasMessageContaining("Make the method static");
  }

  @Test
  void aJarThatWasChangedOnItsWayIsRefused() throws Throwable {
    var classes = UserJar.compile(directory, Map.of("p/Tasks.java", TASKS));
    var jar = UserJar.jar(classes, directory.resolve("t.jar"), Map.of());
    var digest = FileDigest.sha256(jar);
    try (var loader = tasksJar()) {
      var task = task(loader, "p.Tasks", "answer");
      var bundle =
          new CodeBundle(new TreeMap<>(), List.of(new CodeBundle.Jar(jar.toString(), digest)));
      assertThat(border.call(task, new ClassPath(List.of(), bundle))).isNotNull();
      UserJar.jar(classes, jar, Map.of("more", "text"));
      assertThat(
              catchThrowable(
                  () -> new Border(directory).call(task, new ClassPath(List.of(), bundle))))
          .hasMessageContaining("has changed");
    }
  }

  /** As the loader of {@code java File.java}, which keeps its classes in memory. */
  private static final class InMemory extends ClassLoader {
    private final Path classes;
    private final boolean shows;

    InMemory(Path classes, boolean shows) {
      super(CallerClassesTest.class.getClassLoader());
      this.classes = classes;
      this.shows = shows;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      try {
        var content = Files.readAllBytes(classes.resolve(name.replace('.', '/') + ".class"));
        return defineClass(name, content, 0, content.length);
      } catch (IOException missing) {
        throw new ClassNotFoundException(name, missing);
      }
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      try {
        return shows ? new ByteArrayInputStream(Files.readAllBytes(classes.resolve(name))) : null;
      } catch (IOException missing) {
        return super.getResourceAsStream(name);
      }
    }
  }

  @Test
  void classesOfALoaderThatKeepsThemToItselfAreFollowedFromTheTask() throws Throwable {
    var classes = UserJar.compile(directory, Map.of("p/Tasks.java", TASKS));
    var loader = new InMemory(classes, true);
    assertThat(border.call(task(loader, "p.Tasks", "answer")))
        .hasToString("Answer[number=42, loader=inner and other]");
    assertThat(border.classes.of(task(loader, "p.Tasks", "answer")).bundle().jars()).hasSize(1);
    var mute = new InMemory(classes, false);
    assertThatThrownBy(() -> border.classes.of(task(mute, "p.Tasks", "answer")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the class p.Tasks cannot be sent to workers");
  }

  @Test
  void anExceptionOfAClassThatOnlyTheLoaderHasComesBackAsThatClass() throws Throwable {
    try (var loader = tasksJar()) {
      var task = task(loader, "p.Tasks", "fail");
      var thrown = catchThrowable(() -> border.call(task));
      assertThat(thrown).hasMessage("with a class of its own");
      assertThat(thrown.getClass().getClassLoader()).isSameAs(loader);
    }
  }

  @Test
  void whatTheJdkMadeIsOfTheCallingThread() throws Throwable {
    assertThat(CallerClasses.loaderOf(Comparator.naturalOrder()))
        .isSameAs(Thread.currentThread().getContextClassLoader());
  }

  // A caller's jar may carry what the engine is made of, in another version.

  private static final String FAKE_MESSAGE =
      "package com.google.protobuf; public interface Message { String VERSION = \"the user's\"; "
          + "static String version() { return VERSION; } }";

  private static final String USES_IT =
      """
      package q;
      import dev.thresher.api.SerCallable;
      public class Uses {
        public static SerCallable<Object> version() {
          return () -> Class.forName("com.google.protobuf.Message").getMethod("version").invoke(null);
        }
        public static SerCallable<Object> engine() {
          return () -> Class.forName("dev.thresher.schedule.RunSchedule");
        }
        public static SerCallable<Object> settings() {
          return () -> new String(Uses.class.getResourceAsStream("/reference.conf").readAllBytes());
        }
      }
      """;

  @Test
  void aJarMayCarryWhatTheEngineIsMadeOf() throws Throwable {
    var fake =
        UserJar.compile(
            directory.resolve("fake"), Map.of("com/google/protobuf/Message.java", FAKE_MESSAGE));
    var uses = UserJar.compile(directory.resolve("uses"), Map.of("q/Uses.java", USES_IT));
    var path =
        ClassPath.of(
            List.of(
                UserJar.jar(fake, directory.resolve("fake.jar"), Map.of("reference.conf", "a = 1"))
                    .toString(),
                uses.toString()));
    try (var caller =
        new URLClassLoader(new URL[] {uses.toUri().toURL()}, getClass().getClassLoader())) {
      assertThat(border.call(task(caller, "q.Uses", "version"), path)).isEqualTo("the user's");
      assertThat(border.call(task(caller, "q.Uses", "settings"), path)).isEqualTo("a = 1");
      assertThat(catchThrowable(() -> border.call(task(caller, "q.Uses", "engine"), path)))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void theLogContextOfOneTaskIsNotThatOfTheNext() throws Throwable {
    SerCallable<String> leaves =
        () -> {
          org.slf4j.MDC.put("key", "left behind");
          return org.slf4j.MDC.get("key");
        };
    SerCallable<String> finds = () -> String.valueOf(org.slf4j.MDC.get("key"));
    var path = border.classes.of(leaves);
    var stage = border.calls.find(new TaskBody.Closure(path, Optional.empty()));
    var own = border.objects(getClass().getClassLoader());
    assertThat(
            own.decode(Part.RESULT, stage.call(own.encode(Part.TASK, leaves), Border.UNPREPARED)))
        .isEqualTo("left behind");
    assertThat(own.decode(Part.RESULT, stage.call(own.encode(Part.TASK, finds), Border.UNPREPARED)))
        .isEqualTo("null");
  }

  @Test
  void anArgumentOfAClassThatIsMissingThereIsRefusedForThisTaskAlone() throws Throwable {
    record Local(int x) implements Serializable {}
    SerCallable<Integer> task = new TaskOfLocal(new Local(1));
    var nothing = new ClassPath(List.of(), ClassPath.NONE.bundle());
    assertThat(catchThrowable(() -> border.call(task, nothing)))
        .isExactlyInstanceOf(SerializationFailure.class)
        .hasMessageContaining("there is no class");
    assertThat(border.call(task)).isEqualTo(5);
  }

  record TaskOfLocal(Object held) implements SerCallable<Integer> {
    @Override
    public Integer call() {
      return 5;
    }
  }
}
