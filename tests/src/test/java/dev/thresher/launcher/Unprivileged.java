package dev.thresher.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Running as somebody whom file permissions stop, which they do not stop root from writing. */
final class Unprivileged {
  private Unprivileged() {}

  /** The command, as nobody if these tests run as root. */
  static List<String> command(String... command) {
    List<String> whole = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      whole.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    whole.addAll(List.of(command));
    return whole;
  }

  /** Lets everybody read a tree and nobody write it. */
  static void makeReadOnly(Path tree) throws IOException {
    set(tree, "r-xr-xr-x");
  }

  /** Lets everybody do everything in a tree. */
  static void open(Path tree) throws IOException {
    set(tree, "rwxrwxrwx");
  }

  /** Lets everybody pass through a directory to what lies in it. */
  static void allowPassage(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void set(Path tree, String permissions) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.filter(each -> !Files.isSymbolicLink(each)).toList()) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
      }
    }
  }
}
