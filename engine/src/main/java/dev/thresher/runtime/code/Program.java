package dev.thresher.runtime.code;

import dev.thresher.api.spi.MainMethod;
import dev.thresher.model.Bytes;
import dev.thresher.runtime.code.SourceCompiler.Compiled;
import dev.thresher.workload.hocon.Complaint;
import dev.thresher.workload.hocon.Origin;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A Java program in one source file, compiled in memory with the class path of this JVM. Its
 * classes have the context class loader of the thread that runs it, which is how an executor finds
 * what to send to its workers.
 */
public final class Program {
  /** What became of a source file. */
  public sealed interface Loaded {
    record Ready(Program program) implements Loaded {}

    /**
     * @param complaints with file and line
     */
    record Refused(List<Complaint> complaints) implements Loaded {}
  }

  private static final Optional<String> LAUNCHER = Optional.of(MainMethod.class.getName());

  private final MainMethod main;

  private Program(MainMethod main) {
    this.main = main;
  }

  /**
   * @param source as the user named it
   */
  public static Loaded load(Path source, Path current) {
    var at = new Origin.InFile(source.toString(), 1);
    return switch (SourceCompiler.compile(current.resolve(source), classPath(), at, current)) {
      case Compiled.Refused(var complaints) -> new Loaded.Refused(complaints);
      case Compiled.Classes(var classes, String suggested) -> find(classes, suggested, at);
    };
  }

  private static Loaded find(SortedMap<String, Bytes> classes, String suggested, Origin at) {
    var loader = new ProgramLoader(classes);
    try {
      return MainMethod.of(loader.loadClass(suggested))
          .<Loaded>map(main -> new Loaded.Ready(new Program(main)))
          .orElseGet(() -> refused(at, "class " + suggested + " has no main method to start with"));
    } catch (ClassNotFoundException | LinkageError unfit) {
      return refused(at, "class " + suggested + " cannot be loaded: " + unfit.getMessage());
    }
  }

  private static Loaded.Refused refused(Origin at, String message) {
    return new Loaded.Refused(List.of(Complaint.of(at, message)));
  }

  /**
   * Runs {@code main} on the calling thread; threads that it has started may go on.
   *
   * @throws Throwable whatever {@code main} throws
   */
  public void run(List<String> arguments) throws Throwable {
    var loader = main.method().getDeclaringClass().getClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      main.call(arguments);
    } catch (Throwable thrown) {
      throw withoutLauncher(thrown);
    }
  }

  // Below main there is only how it was called, which is none of the program's business.
  private static Throwable withoutLauncher(Throwable thrown) {
    var frames = thrown.getStackTrace();
    for (int i = 0; i < frames.length; i++) {
      if (frames[i].getClassName().startsWith("jdk.internal.reflect.")) {
        var own = Arrays.stream(frames).skip(i).map(StackTraceElement::getClassName);
        if (own.filter(name -> !isReflection(name)).findFirst().equals(LAUNCHER)) {
          thrown.setStackTrace(Arrays.copyOf(frames, i));
          break;
        }
      }
    }
    return thrown;
  }

  private static boolean isReflection(String type) {
    return type.startsWith("jdk.internal.reflect.") || type.startsWith("java.lang.reflect.");
  }

  private static List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .toList();
  }
}
