package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.api.SerCallable;
import dev.thresher.api.Thresher;
import dev.thresher.scenario.TransportUnderTest;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jars of the user's that carry other versions of what the engine is made of. */
@Timeout(120)
class OtherVersionsTest {
  private static final List<String> LIBRARIES =
      List.of(
          "com.google.protobuf.Message",
          "com.fasterxml.jackson.databind.ObjectMapper",
          "com.typesafe.config.ConfigFactory",
          "ch.qos.logback.classic.Logger",
          "org.slf4j.LoggerFactory");

  @TempDir static Path directory;
  private static Path jar;

  /** Classes of the libraries' names that have nothing of theirs but a version. */
  @BeforeAll
  static void compile() throws IOException {
    var sources = new LinkedHashMap<String, String>();
    for (var library : LIBRARIES) {
      int dot = library.lastIndexOf('.');
      sources.put(
          library.replace('.', '/') + ".java",
          "package %s; public class %s { public static String version() { return \"mine\"; } }"
              .formatted(library.substring(0, dot), library.substring(dot + 1)));
    }
    sources.put("q/Uses.java", uses());
    jar = jar("mine.jar", sources);
  }

  private static String uses() {
    var calls = LIBRARIES.stream().map(library -> library + ".version()").toList();
    return """
    package q;
    public class Uses {
      public static String versions(int n) { return n + " " + %s; }
      public static dev.thresher.api.SerCallable<Object> task() { return () -> versions(7); }
    }
    """
        .formatted(String.join(" + ", calls));
  }

  private static Path jar(String name, Map<String, String> sources) throws IOException {
    var sourceDirectory = Files.createTempDirectory(directory, "src");
    var classes = Files.createTempDirectory(directory, "classes");
    var arguments = new ArrayList<>(List.of("-proc:none", "-parameters", "-d", classes.toString()));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    for (var source : sources.entrySet()) {
      var file = sourceDirectory.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    var made = directory.resolve(name);
    try (var zip = new ZipOutputStream(Files.newOutputStream(made));
        var files = Files.walk(classes)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        zip.write(Files.readAllBytes(file));
      }
    }
    return made;
  }

  private static final String MINE = "7 " + "mine".repeat(LIBRARIES.size());

  /** As containers of applications do: its own jars first, what it is given after that. */
  private static final class OwnFirst extends URLClassLoader {
    OwnFirst(URL jar, ClassLoader given) {
      super(new URL[] {jar}, given);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        var loaded = findLoadedClass(name);
        if (loaded == null && findResource(name.replace('.', '/') + ".class") != null) {
          loaded = findClass(name);
        }
        return loaded == null ? super.loadClass(name, resolve) : loaded;
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static SerCallable<Object> task(ClassLoader loader) throws ReflectiveOperationException {
    return (SerCallable<Object>) loader.loadClass("q.Uses").getMethod("task").invoke(null);
  }

  @Test
  void aTaskOfALoaderWithOwnVersionsSeesThemHereAndOnWorkers() throws Exception {
    var url = jar.toUri().toURL();
    try (var loader = new OwnFirst(url, getClass().getClassLoader());
        var threads = Thresher.threads(1);
        var processes = TransportUnderTest.open(1)) {
      assertThat(threads.submit(task(loader)).get()).isEqualTo(MINE);
      assertThat(processes.submit(task(loader)).get()).isEqualTo(MINE);
    }
  }

  private static final String PROGRAM =
      """
      package q;
      public class Main {
        public static void main(String[] args) throws Exception {
          try (var pool = dev.thresher.api.Thresher.open(args[0])) {
            System.out.println(pool.submit(() -> 42).get());
          } catch (IllegalArgumentException refused) {
            System.out.println(refused.getMessage());
          }
        }
      }
      """;

  private static List<String> output(Path first, String place) throws Exception {
    var program = jar("program.jar", Map.of("q/Main.java", PROGRAM));
    var path =
        String.join(
            File.pathSeparator,
            first.toString(),
            program.toString(),
            System.getProperty("java.class.path"));
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var said = Files.createTempFile(directory, "said", "");
    var process =
        new ProcessBuilder(java, "-cp", path, "q.Main", place)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readAllLines(said);
  }

  @Test
  void threadsNeedNoneOfWhatAnOlderProtobufOnTheClassPathLacks() throws Exception {
    assertThat(output(oldProtobuf(), "threads:1")).containsExactly("42");
  }

  @Test
  void anOlderProtobufBeforeTheEnginesIsRefusedWithItsPlace() throws Exception {
    assertThat(output(oldProtobuf(), "processes:1"))
        .singleElement()
        .asString()
        .startsWith(
            "worker processes need another Protobuf than the one that is first on the class path (")
        .contains("gencode 4.36.2, runtime 4.1.0. Take one that is not older");
  }

  private static Path oldProtobuf() throws IOException {
    return jar(
        "old.jar",
        Map.of(
            "com/google/protobuf/RuntimeVersion.java",
            """
            package com.google.protobuf;
            public final class RuntimeVersion {
              public enum RuntimeDomain { GOOGLE_INTERNAL, PUBLIC }
              public static void validateProtobufGencodeVersion(
                  RuntimeDomain domain, int major, int minor, int patch, String suffix, String of) {
                throw new IllegalStateException("Detected gencode 4.36.2, runtime 4.1.0.");
              }
            }
            """));
  }
}
