package dev.thresher.rundir;

import dev.thresher.host.CrashPoints;
import dev.thresher.host.CrashPoints.Moment;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A result file that appears complete or not at all. It is written beside its target under a hidden
 * name, forced to disk, and given its real name in one step; whoever closes it before that leaves
 * nothing behind. A crash can leave the hidden file, {@code .<name>.<mark>.part}; whoever publishes
 * the same under the same mark takes it away.
 */
public final class Publication implements AutoCloseable {
  private final Path target;
  private final Path staged;
  private final @Nullable Object key;
  private final boolean overwrite;
  private boolean published;

  private Publication(Path target, Path staged, boolean overwrite) throws IOException {
    this.target = target;
    this.staged = staged;
    this.key = keyOf(staged);
    this.overwrite = overwrite;
  }

  /**
   * Why a target cannot be published, in a sentence for the user; empty if nothing stands against
   * it. For a look before a long run: what happens until the end is found out by {@link #publish}.
   */
  public static String obstacle(Path target, boolean overwrite) {
    if (Files.isDirectory(target)) {
      return target + " is a directory; name a file";
    }
    if (!overwrite && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return target + " exists already; move it away or pass --overwrite";
    }
    var above = nearestExisting(target);
    if (!Files.isDirectory(above)) {
      return above + " is not a directory, so " + target + " cannot be written";
    }
    return Files.isWritable(above) ? "" : above + " cannot be written to";
  }

  private static Path nearestExisting(Path target) {
    var above = target.toAbsolutePath().normalize().getParent();
    while (above != null && Files.notExists(above)) {
      above = above.getParent();
    }
    return above == null ? target.getRoot() : above;
  }

  /**
   * Makes the hidden file, and directories above it that are missing.
   *
   * @param target absolute
   */
  public static Publication begin(Path target, boolean overwrite) throws IOException {
    var random = Long.toString(ThreadLocalRandom.current().nextLong() >>> 1, 36);
    return begin(target, random, overwrite);
  }

  /**
   * The same, with a mark by which what an earlier attempt has left is known and deleted.
   *
   * @param mark of all attempts to publish this, and of nothing else
   */
  public static Publication begin(Path target, String mark, boolean overwrite) throws IOException {
    var directory = parentOf(target);
    Files.createDirectories(directory);
    var staged = directory.resolve("." + target.getFileName() + "." + mark + ".part");
    Files.deleteIfExists(staged);
    try {
      // Made anew and never opened: nobody can have planted a link there.
      Files.createFile(staged);
    } catch (NoSuchFileException refused) {
      throw new FileSystemException(
          target.toString(), null, "the file system takes no new files there");
    }
    return new Publication(target, staged, overwrite);
  }

  /**
   * Gives a file that was made elsewhere its name. Until the target is there, complete and on disk,
   * the file stays where it is: so this can be repeated after a crash at any point of it.
   *
   * @param made complete and closed; gone afterwards
   * @param mark as for {@link #begin(Path, String, boolean)}
   * @param again whether an earlier attempt may have come to its end, or almost
   * @throws FileAlreadyExistsException if something of other content is there and may not be
   *     replaced
   */
  public static void deliver(Path made, Path target, String mark, boolean overwrite, boolean again)
      throws IOException {
    if (again && Files.notExists(made) && Files.exists(target)) {
      return;
    }
    Files.createDirectories(parentOf(target));
    force(made);
    if (!moveAtOnce(made, target, overwrite)) {
      try (var publication = begin(target, mark, overwrite)) {
        try (var out = Files.newOutputStream(publication.staged, LinkOption.NOFOLLOW_LINKS)) {
          Files.copy(made, out);
        }
        publication.publish();
      }
    }
    forceDirectory(parentOf(target));
    Files.deleteIfExists(made);
  }

  /** Answers false if this cannot be done in one step, as on another file system. */
  private static boolean moveAtOnce(Path made, Path target, boolean overwrite) throws IOException {
    try {
      if (overwrite) {
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.createLink(target, made);
      }
      return true;
    } catch (FileAlreadyExistsException taken) {
      requireSame(made, target);
      return true;
    } catch (UnsupportedOperationException | FileSystemException notInOneStep) {
      return false;
    }
  }

  // An earlier life of the run may have made it, and what told of that may have been damaged.
  private static void requireSame(Path made, Path target) throws IOException {
    boolean isFile = Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS);
    if (!isFile || Files.mismatch(made, target) >= 0) {
      throw new FileAlreadyExistsException(
          target + " has been made by somebody else while the run lasted");
    }
  }

  private static Path parentOf(Path target) {
    var parent = target.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("not an absolute path of a file: " + target);
    }
    return parent;
  }

  /** Where the content goes; empty at first. */
  public Path staged() {
    return staged;
  }

  /**
   * Gives the file its name. The content must be written and closed.
   *
   * @throws FileAlreadyExistsException if something of other content has appeared there and may not
   *     be replaced; the hidden file is left for another attempt
   */
  public void publish() throws IOException {
    force(staged);
    CrashPoints.reached(Moment.OUTPUT_WRITTEN);
    if (overwrite) {
      replace();
    } else {
      moveWithoutReplacing();
    }
    published = true;
    CrashPoints.reached(Moment.OUTPUT_NAMED);
    forceDirectory(parentOf(target));
  }

  /** The same, but whatever is there is replaced. */
  public void publishOver() throws IOException {
    force(staged);
    CrashPoints.reached(Moment.OUTPUT_WRITTEN);
    replace();
    published = true;
    CrashPoints.reached(Moment.OUTPUT_NAMED);
    forceDirectory(parentOf(target));
  }

  private void replace() throws IOException {
    Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  // A rename replaces silently; only a second link fails if the name is taken, in one step.
  private void moveWithoutReplacing() throws IOException {
    try {
      Files.createLink(target, staged);
    } catch (FileAlreadyExistsException taken) {
      requireSame(staged, target);
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      moveOntoPlaceholder();
      return;
    }
    Files.delete(staged);
  }

  // File systems without hard links: the name is taken by an empty file, which is replaced at once.
  private void moveOntoPlaceholder() throws IOException {
    Files.createFile(target);
    Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void force(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  // Makes the new name durable. Systems that cannot open a directory keep names in another way.
  static void forceDirectory(Path directory) throws IOException {
    FileChannel opened;
    try {
      opened = FileChannel.open(directory, StandardOpenOption.READ);
    } catch (FileSystemException noDirectories) {
      return;
    }
    try (opened) {
      opened.force(true);
    }
  }

  /** Deletes the hidden file if it has not been published. */
  @Override
  public void close() throws IOException {
    if (!published) {
      try {
        // Another process that publishes the same by now has one of its own in this place.
        if (Objects.equals(key, keyOf(staged))) {
          Files.delete(staged);
        }
      } catch (NoSuchFileException gone) {
        // somebody tidied up
      }
    }
  }

  private static @Nullable Object keyOf(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }
}
