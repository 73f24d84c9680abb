package dev.thresher.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What further JVMs of this installation are started with. The launcher script describes it in
 * system properties:
 *
 * <ul>
 *   <li>{@code thresher.home}: the image, a directory that holds {@code lib/*.jar} and {@code
 *       lib/jvm.options};
 *   <li>{@code thresher.launcher}: the script itself;
 *   <li>{@code thresher.aot}: the directory of the AOT caches, empty if there are none (yet);
 *   <li>{@code thresher.aot.mode}: {@code record} while the caches are being trained.
 * </ul>
 *
 * Without these (a test, or an application that uses the library) the class path of this JVM is
 * used, the same flags, and no cache.
 *
 * @param java the {@code java} program of the JDK that runs this process
 * @param classPath in the order of this process; an AOT cache is valid for no other
 * @param jvmFlags first flags of every JVM of this installation
 * @param launcher the script that started this process
 * @param caches the AOT caches
 */
public record Installation(
    Path java, String classPath, List<String> jvmFlags, Optional<Path> launcher, AotCaches caches) {

  private static final String FLAGS_FILE = "jvm.options";

  public Installation {
    jvmFlags = List.copyOf(jvmFlags);
  }

  /** The installation that this process runs from. */
  public static Installation current() {
    return from(name -> System.getProperty(name, ""));
  }

  /**
   * Reads the properties above, and the JDK's own, through {@code property}, which answers "" for
   * unknown names.
   */
  static Installation from(UnaryOperator<String> property) {
    String home = property.apply("thresher.home");
    return new Installation(
        Path.of(property.apply("java.home"), "bin", "java"),
        property.apply("java.class.path"),
        home.isEmpty() ? packagedFlags() : List.of("@" + Path.of(home, "lib", FLAGS_FILE)),
        Optional.of(property.apply("thresher.launcher"))
            .filter(path -> !path.isEmpty())
            .map(Path::of),
        AotCaches.of(property.apply("thresher.aot"), property.apply("thresher.aot.mode")));
  }

  /**
   * The command line of a worker process.
   *
   * @param mainClass its main class
   * @param extraFlags JVM flags of this worker alone, such as its heap
   */
  public List<String> workerCommand(String mainClass, List<String> extraFlags) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(jvmFlags);
    command.addAll(caches.flags("worker"));
    command.addAll(extraFlags);
    command.addAll(List.of("-cp", classPath, mainClass));
    return List.copyOf(command);
  }

  /**
   * The lines of {@code jvm.options} as they are packaged, for processes that no launcher has
   * started.
   */
  private static List<String> packagedFlags() {
    try (InputStream file = Installation.class.getResourceAsStream(FLAGS_FILE)) {
      if (file == null) {
        throw new IllegalStateException(FLAGS_FILE + " is missing from the class path");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
