package dev.thresher.runtime.code;

import dev.thresher.execute.bodies.BundleLoader;
import dev.thresher.execute.bodies.FileDigest;
import dev.thresher.execute.bodies.JavaMethod;
import dev.thresher.execute.bodies.MethodSearch;
import dev.thresher.model.Bytes;
import dev.thresher.task.CodeBundle;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.TaskBody;
import dev.thresher.workload.CodeLookup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The user's code on this host. Safe for several threads. */
public final class UserCode implements CodeLookup {
  private final KindRegistry bodies;
  private final Path current;

  /**
   * @param bodies knows all task bodies
   * @param current what files are shown relative to, absolute
   */
  public UserCode(KindRegistry bodies, Path current) {
    this.bodies = bodies;
    this.current = current;
  }

  @Override
  public Found java(JavaCode wanted) {
    var source = wanted.source();
    if (source.isEmpty()) {
      return java(wanted, new TreeMap<>(), wanted.type().orElseThrow());
    }
    return switch (SourceCompiler.compile(source.get(), wanted.jars(), wanted.at(), current)) {
      case SourceCompiler.Compiled.Refused(var complaints) -> new Found.Refused(complaints);
      case SourceCompiler.Compiled.Classes(SortedMap<String, Bytes> classes, var suggested) -> {
        int size = classes.values().stream().mapToInt(Bytes::length).sum();
        yield size > CodeBundle.MOST_CLASS_BYTES
            ? Found.Refused.because(
                wanted.at(),
                "%s makes %d KiB of class files, and at most %d can be sent along: put them in a jar"
                    .formatted(shown(source.get()), size >> 10, CodeBundle.MOST_CLASS_BYTES >> 10))
            : java(wanted, classes, wanted.type().orElse(suggested));
      }
    };
  }

  private Found java(JavaCode wanted, SortedMap<String, Bytes> classes, String type) {
    try {
      var bundle = new CodeBundle(classes, jars(wanted.jars()));
      try (var loader = BundleLoader.of(bundle)) {
        var method = MethodSearch.find(loader, type, wanted.method());
        var known = JavaMethod.of(method);
        return code(wanted, bundle, type, method.getName(), known);
      }
    } catch (IllegalArgumentException | LinkageError unfit) {
      return Found.Refused.because(wanted.at(), String.valueOf(unfit.getMessage()));
    } catch (IOException unreadable) {
      return Found.Refused.because(wanted.at(), String.valueOf(unreadable.getMessage()));
    }
  }

  private Found code(
      JavaCode wanted, CodeBundle bundle, String type, String method, JavaMethod known) {
    var body = new TaskBody.JavaMethod(bundle, type, method, wanted.seed());
    if (!known.takesRandom() && wanted.seed() != 0) {
      return Found.Refused.because(
          wanted.at(), "nothing uses seed: method " + method + " takes no random generator");
    }
    return new Found.Code(body, bodies.codeOf(body), "method " + method);
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
}
