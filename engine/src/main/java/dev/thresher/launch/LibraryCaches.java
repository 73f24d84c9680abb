package dev.thresher.launch;

import dev.thresher.launch.AotCaches.Untrained;
import dev.thresher.launch.AotCaches.Use;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The AOT caches of workers for programs that use the library without the launcher, in this user's
 * cache directory, one for each JDK and set of jars. An AOT cache is made from jars alone and is
 * valid for a class path that begins with them; therefore workers get the jars first, in the
 * program's own order, and its directories behind them. That changes nothing for the program's
 * classes, which are loaded apart, in the order of its own class path.
 */
final class LibraryCaches {
  /** Goes into the digest: caches that are made in another way have another name. */
  private static final String FORMAT = "1";

  private LibraryCaches() {}

  /**
   * The same installation with caches, or with a place for them if they have not been made yet.
   * Unchanged if the engine itself does not lie in a jar, if there is no place for a cache, or if
   * {@code THRESHER_AOT=off}.
   */
  static Installation applied(Installation plain, Map<String, String> environment) {
    return engineIsInJar() ? ofJars(plain, environment) : plain;
  }

  static Installation ofJars(Installation plain, Map<String, String> environment) {
    if (environment.getOrDefault("THRESHER_AOT", "").equals("off")) {
      return plain;
    }
    return UserCache.trusted(environment)
        .map(cache -> withCaches(plain, cache.resolve("aot")))
        .orElse(plain);
  }

  private static Installation withCaches(Installation plain, Path store) {
    var ordered = ordered(plain.classPath());
    var directory = store.resolve("library-" + digest(plain, ordered.jars()));
    var caches =
        Files.isDirectory(directory)
            ? new Use(directory)
            : new Untrained(directory, ordered.jars());
    return new Installation(
        plain.java(), ordered.text(), plain.jvmFlags(), plain.launcher(), caches);
  }

  private static boolean engineIsInJar() {
    var source = LibraryCaches.class.getProtectionDomain().getCodeSource();
    try {
      return source != null && Files.isRegularFile(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | IllegalArgumentException notAFile) {
      return false;
    }
  }

  /** A class path with its jars before everything else; both keep their order. */
  record Ordered(List<Path> jars, List<String> others) {
    String text() {
      var entries = new ArrayList<>(jars.stream().map(Path::toString).toList());
      entries.addAll(others);
      return String.join(File.pathSeparator, entries);
    }
  }

  static Ordered ordered(String classPath) {
    var jars = new ArrayList<Path>();
    var others = new ArrayList<String>();
    for (var entry : classPath.split(File.pathSeparator, -1)) {
      var file = Path.of(entry).toAbsolutePath();
      if (entry.endsWith(".jar") && Files.isRegularFile(file)) {
        jars.add(file);
      } else {
        others.add(entry);
      }
    }
    return new Ordered(jars, others);
  }

  private static String digest(Installation installation, List<Path> jars) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      add(digest, FORMAT);
      add(digest, installation.java().toString());
      add(digest, System.getProperty("java.vm.version"));
      installation.jvmFlags().forEach(flag -> add(digest, flag));
      for (var jar : jars) {
        add(digest, jar + "|" + Files.size(jar) + "|" + Files.getLastModifiedTime(jar).toMillis());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has SHA-256", impossible);
    } catch (IOException vanished) {
      // A name that no cache has: the workers will say what is wrong with the class path.
      return "none";
    }
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
