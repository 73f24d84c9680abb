package dev.thresher.execute.bodies;

import dev.thresher.task.CodeBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A bundle whose classes are loaded at the first need. Safe for several threads. */
final class BundleCode {
  private final CodeBundle bundle;
  private @Nullable BundleLoader loader;

  BundleCode(CodeBundle bundle) {
    this.bundle = bundle;
  }

  /**
   * @throws IllegalStateException if a jar is not the one that was planned with
   * @throws UncheckedIOException if a jar cannot be read; the message is for the user
   */
  synchronized ClassLoader loader() {
    var made = loader;
    if (made == null) {
      for (var jar : bundle.jars()) {
        check(jar);
      }
      made = BundleLoader.of(bundle);
      loader = made;
    }
    return made;
  }

  private static void check(CodeBundle.Jar jar) {
    try {
      if (!FileDigest.sha256(Path.of(jar.path())).equals(jar.sha256())) {
        throw new IllegalStateException(
            "the jar " + jar.path() + " has changed since the run was planned: start it again");
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "the jar " + jar.path() + " cannot be read here: " + unreadable, unreadable);
    }
  }
}
