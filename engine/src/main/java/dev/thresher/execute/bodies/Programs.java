package dev.thresher.execute.bodies;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

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
    try {
      if (name.indexOf('/') >= 0) {
        return !name.startsWith("/") || isExecutable(Path.of(name));
      }
      for (var directory : path.split(":", -1)) {
        if (!name.isEmpty() && isExecutable(Path.of(directory.isEmpty() ? "." : directory, name))) {
          return true;
        }
      }
      return false;
    } catch (InvalidPathException impossible) {
      return false;
    }
  }

  private static boolean isExecutable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
