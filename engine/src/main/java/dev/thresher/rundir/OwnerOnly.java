package dev.thresher.rundir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Directories that other users can neither read nor prepare. */
final class OwnerOnly {
  private static final Set<PosixFilePermission> RWX = PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  /** Makes one directory, 0700 where the file system knows that; fails if anything is there. */
  static void create(Path directory) throws IOException {
    Files.createDirectory(directory, attributesFor(directory));
  }

  /** Makes a directory and those above it that are missing; one that is there stays as it is. */
  static void createWithParents(Path directory) throws IOException {
    Files.createDirectories(directory, attributesFor(directory));
  }

  /** Shuts everybody else out of a directory that is there. */
  static void restrict(Path directory) throws IOException {
    if (isPosix(directory)) {
      Files.setPosixFilePermissions(directory, RWX);
    }
  }

  private static FileAttribute<?>[] attributesFor(Path path) {
    return isPosix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(RWX)}
        : new FileAttribute<?>[0];
  }

  static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /**
   * Refuses a directory that another user owns or that anybody may write to: what lies in it could
   * have been planted.
   *
   * @param made something this process has just created, which shows who it is
   */
  static void requireOwn(Path directory, Path made) throws IOException {
    if (!isPosix(directory)) {
      return;
    }
    var owner = Files.getOwner(directory);
    if (!owner.equals(Files.getOwner(made, LinkOption.NOFOLLOW_LINKS))) {
      throw new IOException(
          directory + " belongs to " + owner.getName() + "; " + Advice.OTHER_STATE_DIRECTORY);
    }
    var permissions = Files.getPosixFilePermissions(directory);
    if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(
          directory
              + " can be written to by every user; chmod 700 it, or "
              + Advice.OTHER_STATE_DIRECTORY);
    }
  }

  /** The same for a directory in which this process has made nothing yet. */
  static void requireOwn(Path directory) throws IOException {
    var made = Files.createTempFile(directory, ".own", "");
    try {
      requireOwn(directory, made);
    } finally {
      Files.delete(made);
    }
  }

  private static final class Advice {
    static final String OTHER_STATE_DIRECTORY =
        "name another place with --run-dir or XDG_STATE_HOME";
  }
}
