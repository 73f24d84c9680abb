package dev.thresher.host;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds programs as {@code execvp} does. */
public final class Programs {
  private Programs() {}

  /**
   * Whether there is such a program. A relative path with a slash counts as there: it is taken from
   * the directory in which the task runs.
   *
   * @param path directories, separated by colons
   */
  public static boolean isThere(String name, String path) {
    return find(name, path).isPresent();
  }

  /** As {@link #isThere}, for the file to execute. */
  public static Optional<Path> find(String name, String path) {
    try {
      if (name.indexOf('/') >= 0) {
        var file = Path.of(name);
        return !file.isAbsolute() || isExecutable(file) ? Optional.of(file) : Optional.empty();
      }
      for (var directory : path.split(":", -1)) {
        var file = Path.of(directory).resolve(name).toAbsolutePath();
        if (!name.isEmpty() && isExecutable(file)) {
          return Optional.of(file);
        }
      }
      return Optional.empty();
    } catch (InvalidPathException impossible) {
      return Optional.empty();
    }
  }

  private static boolean isExecutable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
