package dev.thresher.runtime.recorded;

import dev.thresher.execute.bodies.BundleLoader;
import dev.thresher.model.Bytes;
import dev.thresher.runtime.closures.CallerClasses;
import dev.thresher.runtime.closures.ClassNames;
import dev.thresher.runtime.code.ProgramLoader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Digests of the code behind a task: its class, all classes that are named in it, and in those, and
 * so on. Of a class that lies in a jar the whole jar counts. The JDK's classes and the engine's do
 * not, nor what is only looked up by a name in a text. Safe for several threads.
 */
final class ProgramCode {
  private static final String ENGINE = "dev.thresher.";

  private final Map<Class<?>, String> known = new WeakHashMap<>();
  private final Map<Path, String> jars = new HashMap<>();

  /**
   * @throws IOException if a class file or jar cannot be read
   */
  synchronized String digestOf(Class<?> type) throws IOException {
    var digest = known.get(type);
    if (digest == null) {
      digest = new Search(CallerClasses.loaderOf(type)).from(ClassNames.hostOf(type));
      known.put(type, digest);
    }
    return digest;
  }

  /** One walk from a class to all that it needs. */
  private final class Search {
    private final ClassLoader loader;
    private final ArrayDeque<String> ahead = new ArrayDeque<>();
    private final HashSet<String> seen = new HashSet<>();

    // Sorted: in which order classes are named says nothing of what they do.
    private final TreeSet<String> parts = new TreeSet<>();

    Search(ClassLoader loader) {
      this.loader = loader;
    }

    String from(String host) throws IOException {
      ahead.add(host);
      ahead.add(ClassNames.outermost(host));
      while (!ahead.isEmpty()) {
        var name = ahead.remove();
        if (seen.add(name)) {
          take(name);
        }
      }
      return Digests.hex(Digests.of(String.join("\n", parts)));
    }

    private void take(String name) throws IOException {
      var type = find(name);
      if (type == null || isOfJdk(type) || isOfEngine(type)) {
        return;
      }
      var jar = jarOf(type);
      if (jar.isPresent()) {
        parts.add(digestOf(jar.get()));
        return;
      }
      byte[] content = fileOf(type);
      parts.add(name + " " + Digests.hex(Digests.sha256().digest(content)));
      ahead.addAll(ClassNames.namedIn(content));
    }

    private @Nullable Class<?> find(String name) {
      try {
        return Class.forName(name, false, loader);
      } catch (ClassNotFoundException | LinkageError missing) {
        return null; // named, but perhaps never needed
      }
    }
  }

  private static boolean isOfJdk(Class<?> type) {
    var own = type.getClassLoader();
    return own == null || own == ClassLoader.getPlatformClassLoader();
  }

  private static boolean isOfEngine(Class<?> type) {
    return type.getName().startsWith(ENGINE)
        && type.getClassLoader() == ProgramCode.class.getClassLoader()
        && location(type).equals(location(ProgramCode.class));
  }

  private static Optional<Path> jarOf(Class<?> type) {
    return location(type).filter(Files::isRegularFile);
  }

  private static Optional<Path> location(Class<?> type) {
    var source = type.getProtectionDomain().getCodeSource();
    var url = source == null ? null : source.getLocation();
    try {
      return url == null || !url.getProtocol().equals("file")
          ? Optional.empty()
          : Optional.of(Path.of(url.toURI()));
    } catch (URISyntaxException | IllegalArgumentException odd) {
      return Optional.empty();
    }
  }

  private static byte[] fileOf(Class<?> type) throws IOException {
    var loader = type.getClassLoader();
    var inMemory = inMemory(loader).get(type.getName());
    if (inMemory != null) {
      return inMemory.toArray();
    }
    try (var in = loader.getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
      if (in == null) {
        throw new IOException(
            "the code of the class %s cannot be told apart from other code: its loader, a %s, does"
                    .formatted(type.getName(), loader.getClass().getName())
                + " not give away its file");
      }
      return in.readAllBytes();
    }
  }

  private static Map<String, Bytes> inMemory(ClassLoader loader) {
    return switch (loader) {
      case ProgramLoader program -> program.bundle().classes();
      case BundleLoader bundle -> bundle.path().bundle().classes();
      default -> Map.of();
    };
  }

  private String digestOf(Path jar) throws IOException {
    var digest = jars.get(jar);
    if (digest == null) {
      try (var in = Files.newInputStream(jar)) {
        digest = "jar " + Digests.hex(Digests.of(in));
      }
      jars.put(jar, digest);
    }
    return digest;
  }
}
