package dev.thresher.runtime.code;

import dev.thresher.execute.bodies.BundleLoader;
import dev.thresher.execute.bodies.FileDigest;
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
import dev.thresher.workload.hocon.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
    try {
      var jars = jars(wanted.jars());
      var source = wanted.source();
      return source.isPresent()
          ? compiled(wanted, source.get(), jars)
          : found(wanted, new CodeBundle(new TreeMap<>(), jars), wanted.type().orElseThrow());
    } catch (IOException unreadable) {
      return Found.Refused.because(wanted.at(), String.valueOf(unreadable.getMessage()));
    }
  }

  private Found compiled(JavaCode wanted, Path source, List<CodeBundle.Jar> jars)
      throws IOException {
    return switch (SourceCompiler.compile(source, wanted.jars(), wanted.at(), current)) {
      case SourceCompiler.Compiled.Refused(var complaints) -> new Found.Refused(complaints);
      case SourceCompiler.Compiled.Classes(SortedMap<String, Bytes> classes, var suggested) -> {
        int size = classes.values().stream().mapToInt(Bytes::length).sum();
        yield size > CodeBundle.MOST_CLASS_BYTES
            ? Found.Refused.because(
                wanted.at(),
                "%s makes %d KiB of class files, and at most %d can be sent along: put them in a jar"
                    .formatted(shown(source), size >> 10, CodeBundle.MOST_CLASS_BYTES >> 10))
            : found(wanted, new CodeBundle(classes, jars), wanted.type().orElse(suggested));
      }
    };
  }

  private Found found(JavaCode wanted, CodeBundle bundle, String type) throws IOException {
    try (var loader = BundleLoader.of(bundle)) {
      var method = MethodSearch.find(loader, type, wanted.method());
      return code(wanted, bundle, type, method.getName(), JavaMethod.of(method));
    } catch (IllegalArgumentException | LinkageError unfit) {
      return Found.Refused.because(wanted.at(), String.valueOf(unfit.getMessage()));
    }
  }

  private Found code(
      JavaCode wanted, CodeBundle bundle, String type, String method, JavaMethod known) {
    var body = new TaskBody.JavaMethod(bundle, type, method, wanted.seed());
    if (!known.takesRandom() && wanted.seed() != 0) {
      return Found.Refused.because(
          wanted.at(), "nothing uses seed: method " + method + " takes no random generator");
    }
    return new Found.Code(body, shape(method, known), "method " + method);
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
        case PythonModule.Unfit(String error, String file, int line) ->
            Found.Refused.because(
                file.isEmpty() ? wanted.at() : new Origin.InFile(shown(Path.of(file)), line),
                error);
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
