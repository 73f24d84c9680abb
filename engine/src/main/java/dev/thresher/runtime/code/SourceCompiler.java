package dev.thresher.runtime.code;

import dev.thresher.model.Bytes;
import dev.thresher.workload.hocon.Complaint;
import dev.thresher.workload.hocon.Origin;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles one Java file, and those beside it that it needs, in memory. It sees the JDK and the
 * given jars, nothing of the engine. Annotation processors do not run.
 */
final class SourceCompiler {
  private static final List<String> OPTIONS =
      List.of("-parameters", "-g", "-proc:none", "-implicit:class", "-Xlint:none");

  private SourceCompiler() {}

  /** What became of a source. */
  sealed interface Compiled {
    /**
     * @param classes by binary name
     * @param suggested the class that the file is named after, or its only one
     */
    record Classes(SortedMap<String, Bytes> classes, String suggested) implements Compiled {}

    record Refused(List<Complaint> complaints) implements Compiled {}
  }

  /**
   * @param at where the file was named
   */
  static Compiled compile(Path source, List<Path> jars, Origin at, Path current) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      return refused(
          at,
          "this Java runtime (%s) has no compiler: run Thresher with a JDK, or compile %s yourself and give class and jars"
              .formatted(System.getProperty("java.home"), shown(source, current)));
    }
    try {
      return compile(compiler, source, jars, at, current);
    } catch (IOException unreadable) {
      return refused(at, shown(source, current) + " cannot be read: " + unreadable.getMessage());
    }
  }

  private static Compiled compile(
      JavaCompiler compiler, Path source, List<Path> jars, Origin at, Path current)
      throws IOException {
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    try (var standard =
        compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8)) {
      locate(standard, source, jars);
      var made = new ClassFiles(standard);
      boolean good =
          compiler
              .getTask(
                  Writer.nullWriter(),
                  made,
                  diagnostics,
                  OPTIONS,
                  null,
                  standard.getJavaFileObjects(source))
              .call();
      return good
          ? classes(made.byName(), source, at, current)
          : new Compiled.Refused(complaints(diagnostics, at, current));
    }
  }

  private static void locate(StandardJavaFileManager files, Path source, List<Path> jars)
      throws IOException {
    files.setLocationFromPaths(StandardLocation.CLASS_PATH, jars);
    var directory = source.toAbsolutePath().getParent();
    files.setLocationFromPaths(
        StandardLocation.SOURCE_PATH, directory == null ? List.of() : List.of(directory));
  }

  private static Compiled classes(
      SortedMap<String, Bytes> classes, Path source, Origin at, Path current) {
    var stem = String.valueOf(source.getFileName()).replaceFirst("\\.java$", "");
    var outer = classes.keySet().stream().filter(name -> !name.contains("$")).toList();
    var named =
        outer.stream().filter(name -> name.equals(stem) || name.endsWith("." + stem)).toList();
    if (named.size() == 1) {
      return new Compiled.Classes(classes, named.getFirst());
    }
    return outer.size() == 1
        ? new Compiled.Classes(classes, outer.getFirst())
        : refused(
            at,
            "%s has no class %s; choose one with class = NAME, of %s"
                .formatted(shown(source, current), stem, String.join(", ", outer)));
  }

  private static List<Complaint> complaints(
      DiagnosticCollector<JavaFileObject> diagnostics, Origin at, Path current) {
    var complaints = new ArrayList<Complaint>();
    for (var diagnostic : diagnostics.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        complaints.add(Complaint.of(origin(diagnostic, at, current), message(diagnostic)));
      }
    }
    return complaints.isEmpty()
        ? List.of(Complaint.of(at, "the Java compiler refused without a reason"))
        : complaints;
  }

  private static Origin origin(
      Diagnostic<? extends JavaFileObject> diagnostic, Origin at, Path current) {
    var source = diagnostic.getSource();
    if (source == null || diagnostic.getLineNumber() == Diagnostic.NOPOS) {
      return at;
    }
    return new Origin.InFile(
        shown(Path.of(source.toUri()), current), Math.toIntExact(diagnostic.getLineNumber()));
  }

  // javac explains on further lines: symbol and location of what it cannot find.
  private static String message(Diagnostic<? extends JavaFileObject> diagnostic) {
    return diagnostic
        .getMessage(Locale.ENGLISH)
        .lines()
        .map(line -> line.strip().replaceAll("\\s+", " "))
        .collect(Collectors.joining("; "));
  }

  private static Compiled.Refused refused(Origin at, String message) {
    return new Compiled.Refused(List.of(Complaint.of(at, message)));
  }

  /** Short where it can be. */
  static String shown(Path path, Path current) {
    return path.startsWith(current) ? current.relativize(path).toString() : path.toString();
  }
}
