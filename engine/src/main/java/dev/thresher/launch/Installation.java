package dev.thresher.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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
 * Without these (a test, or an application that uses the library) the same flags are used, the
 * class path of this JVM with its jars first, and the caches of {@link LibraryCaches}.
 *
 * @param java the {@code java} program of the JDK that runs this process
 * @param classPath in the order of this process; an AOT cache is valid for no other
 * @param jvmFlags first flags of every JVM of this installation
 * @param launcher the script that started this process
 * @param caches the AOT caches
 */
public record Installation(
    Path java, String classPath, List<String> jvmFlags, Optional<Path> launcher, AotCaches caches) {

  private static final String CACHES = "thresher.aot";
  private static final String CACHES_MODE = "thresher.aot.mode";
  private static final String COMMAND_LINE = "dev.thresher.cli.Main";
  private static final String FLAGS_FILE = "jvm.options";

  public Installation {
    jvmFlags = List.copyOf(jvmFlags);
  }

  /** The installation that this process runs from. */
  public static Installation current() {
    var told = from(name -> System.getProperty(name, ""));
    return told.launcher().isEmpty() && told.caches() instanceof AotCaches.None
        ? LibraryCaches.applied(told, System.getenv())
        : told;
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
        home.isEmpty()
            ? PackagedFlags.of(FLAGS_FILE)
            : List.of("@" + Path.of(home, "lib", FLAGS_FILE)),
        Optional.of(property.apply("thresher.launcher"))
            .filter(path -> !path.isEmpty())
            .map(Path::of),
        AotCaches.of(property.apply(CACHES), property.apply(CACHES_MODE)));
  }

  /** Flags of a program that is to have its workers record caches in {@code directory}. */
  public List<String> recordingInto(Path directory) {
    return List.of("-D" + CACHES + "=" + directory, "-D" + CACHES_MODE + "=" + AotCaches.RECORD);
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
   * The command line of another process of the command line's.
   *
   * @param extraFlags JVM flags of this process alone
   */
  public List<String> commandLine(List<String> extraFlags, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(jvmFlags);
    command.addAll(caches.flags("coordinator"));
    command.addAll(describing());
    command.addAll(extraFlags);
    command.addAll(List.of("-cp", classPath, COMMAND_LINE));
    command.addAll(arguments);
    return List.copyOf(command);
  }

  // What a further JVM has to be told to find this installation itself.
  private static List<String> describing() {
    return Stream.of("thresher.home", "thresher.launcher", CACHES, CACHES_MODE)
        .filter(name -> System.getProperty(name) != null)
        .map(name -> "-D" + name + "=" + System.getProperty(name))
        .toList();
  }
}
