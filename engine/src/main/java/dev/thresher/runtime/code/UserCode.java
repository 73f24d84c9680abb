package dev.thresher.runtime.code;

import dev.thresher.execute.bodies.BundleLoader;
import dev.thresher.execute.bodies.FileDigest;
import dev.thresher.execute.bodies.JavaCombiner;
import dev.thresher.execute.bodies.JavaMethod;
import dev.thresher.execute.bodies.MethodSearch;
import dev.thresher.execute.bodies.Python;
import dev.thresher.execute.bodies.PythonModule;
import dev.thresher.model.Bytes;
import dev.thresher.model.Value.Absent;
import dev.thresher.task.CodeBundle;
import dev.thresher.task.CodeShape;
import dev.thresher.task.Parameter;
import dev.thresher.task.TaskBody;
import dev.thresher.task.TaskBody.PythonParameter;
import dev.thresher.workload.CodeLookup;
import dev.thresher.workload.hocon.Complaint;
import dev.thresher.workload.hocon.Origin;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The user's code on this host. Safe for several threads. */
public final class UserCode implements CodeLookup {
  private final Path current;

  /**
   * @param current what files are shown relative to, absolute
   */
  public UserCode(Path current) {
    this.current = current;
  }

  @Override
  public Found java(JavaCode wanted) {
    return search(wanted, (body, method) -> code(wanted, body, method), Found.Refused::new);
  }

  @Override
  public FoundCombiner combiner(JavaCode wanted) {
    return search(
        wanted,
        (body, method) -> {
          var known = JavaCombiner.of(method);
          return new FoundCombiner.Method(
              body, known.takesRecords(), known.columns(), known.columnsWithoutNumbers());
        },
        FoundCombiner.Refused::new);
  }

  /** What is wanted of a method. Its class loader is closed afterwards. */
  private interface Look<T> {
    /**
     * @throws IllegalArgumentException if the method does not fit; for the user
     */
    T at(TaskBody.JavaMethod body, Method method);
  }

  private <T> T search(JavaCode wanted, Look<T> look, Function<List<Complaint>, T> refused) {
    try {
      var jars = jars(wanted.jars());
      if (wanted.source().isEmpty()) {
        var bundle = new CodeBundle(new TreeMap<>(), jars);
        return found(wanted, bundle, wanted.type().orElseThrow(), look);
      }
      return switch (SourceCompiler.compile(
          wanted.source().get(), wanted.jars(), wanted.at(), current)) {
        case SourceCompiler.Compiled.Refused(var complaints) -> refused.apply(complaints);
        case SourceCompiler.Compiled.Classes(var classes, var suggested) -> {
          checkSize(classes, wanted.source().get());
          var bundle = new CodeBundle(classes, jars);
          yield found(wanted, bundle, wanted.type().orElse(suggested), look);
        }
      };
    } catch (IOException | IllegalArgumentException | LinkageError unfit) {
      return refused.apply(List.of(Complaint.of(wanted.at(), String.valueOf(unfit.getMessage()))));
    }
  }

  private void checkSize(SortedMap<String, Bytes> classes, Path source) {
    int size = classes.values().stream().mapToInt(Bytes::length).sum();
    if (size > CodeBundle.MOST_CLASS_BYTES) {
      throw new IllegalArgumentException(
          "%s makes %d KiB of class files, and at most %d can be sent along: put them in a jar"
              .formatted(shown(source), size >> 10, CodeBundle.MOST_CLASS_BYTES >> 10));
    }
  }

  private static <T> T found(JavaCode wanted, CodeBundle bundle, String type, Look<T> look)
      throws IOException {
    try (var loader = BundleLoader.of(bundle)) {
      var method = MethodSearch.find(loader, type, wanted.method());
      var body = new TaskBody.JavaMethod(bundle, type, method.getName(), wanted.seed());
      return look.at(body, method);
    }
  }

  private static Found code(JavaCode wanted, TaskBody.JavaMethod body, Method method) {
    var known = JavaMethod.of(method);
    if (!known.takesRandom() && wanted.seed() != 0) {
      throw new IllegalArgumentException(
          "nothing uses seed: method " + method.getName() + " takes no random generator");
    }
    return new Found.Code(body, shape(method.getName(), known), "method " + method.getName());
  }

  private static CodeShape shape(String method, JavaMethod known) {
    return new CodeShape(
        method, known.parameters(), known.columns(), known.columnsWithoutNumbers());
  }

  private List<CodeBundle.Jar> jars(List<Path> paths) throws IOException {
    var jars = new ArrayList<CodeBundle.Jar>();
    for (var path : paths) {
      try (var _ = new ZipFile(path.toFile())) {
        jars.add(new CodeBundle.Jar(path.toString(), FileDigest.sha256(path)));
      } catch (ZipException broken) {
        throw new IOException(shown(path) + " is no jar: " + broken.getMessage(), broken);
      }
    }
    return jars;
  }

  private String shown(Path path) {
    return SourceCompiler.shown(path, current);
  }

  @Override
  public Found python(PythonCode wanted) {
    try {
      var directory = wanted.directory().toString();
      return switch (Python.describe(directory, wanted.module(), wanted.function())) {
        case PythonModule.Readable(Bytes sha256, List<PythonParameter> parameters) -> {
          var function = wanted.function();
          var body =
              new TaskBody.PythonFunction(directory, wanted.module(), function, parameters, sha256);
          var named = parameters.stream().map(UserCode::parameter).toList();
          yield new Found.Code(
              body, new CodeShape(function, named, List.of(), Set.of()), "function " + function);
        }
        case PythonModule.Unfit(String error, String file, int line) when line > 0 ->
            Found.Refused.because(new Origin.InFile(shown(Path.of(file)), line), error);
        case PythonModule.Unfit(String error, String file, int _) ->
            Found.Refused.because(
                wanted.at(), file.isEmpty() ? error : shown(Path.of(file)) + ": " + error);
      };
    } catch (IOException unusable) {
      return Found.Refused.because(wanted.at(), String.valueOf(unusable.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Found.Refused.because(wanted.at(), "interrupted while Python looked for the function");
    }
  }

  // Python itself says whether an argument is missing only when it is too late.
  private static Parameter parameter(PythonParameter parameter) {
    var type = new Parameter.Type.Anything();
    return parameter.isOptional()
        ? Parameter.optional(parameter.name(), type, "", "any value", Absent.ABSENT)
        : Parameter.required(parameter.name(), type, "", "any value");
  }
}
