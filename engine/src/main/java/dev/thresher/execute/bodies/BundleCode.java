package dev.thresher.execute.bodies;

import dev.thresher.task.ClassPath;
import dev.thresher.task.CodeBundle;
import dev.thresher.task.UserObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A class path whose classes are loaded at the first need. Safe for several threads. */
final class BundleCode {
  private final ClassPath path;
  private final Supplier<BundleLoader> make;
  private volatile @Nullable BundleLoader loader;
  private volatile @Nullable UserObjects objects;

  private BundleCode(ClassPath path, Supplier<BundleLoader> make) {
    this.path = path;
    this.make = make;
  }

  static BundleCode of(CodeBundle bundle) {
    return new BundleCode(ClassPath.of(bundle), () -> BundleLoader.of(bundle));
  }

  static BundleCode withApi(ClassPath path) {
    return new BundleCode(path, () -> BundleLoader.withApi(path));
  }

  /**
   * @throws IllegalStateException if a jar is not the one that was planned with
   * @throws UncheckedIOException if a jar cannot be read; the message is for the user
   */
  ClassLoader loader() {
    var made = loader;
    return made == null ? load() : made;
  }

  /** A task is going to use it on the calling thread. */
  void enterThread(Map<String, String> logContext) {
    loader();
    var made = loader;
    if (made != null) {
      made.setLogContext(logContext);
    }
  }

  /** A task has used it on the calling thread. */
  void leaveThread() {
    var made = loader;
    if (made != null) {
      made.clearLogContext();
    }
  }

  private synchronized ClassLoader load() {
    var made = loader;
    if (made == null) {
      path.bundle().jars().forEach(BundleCode::check);
      made = make.get();
      loader = made;
    }
    return made;
  }

  /**
   * Reads and writes objects of these classes.
   *
   * @param by makes it; asked once
   */
  UserObjects objects(Function<ClassLoader, UserObjects> by) {
    var made = objects;
    return made == null ? makeObjects(by) : made;
  }

  private synchronized UserObjects makeObjects(Function<ClassLoader, UserObjects> by) {
    var made = objects;
    if (made == null) {
      made = by.apply(loader());
      objects = made;
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
