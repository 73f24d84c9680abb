package dev.thresher.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.UUID;

/**
 * Files of large values that are not needed any more, for the next values of who wrote them: to
 * make a file of 1 MiB and to delete it again takes four times as long as to write 1 MiB over what
 * is there. A file gets a new name for each value, so nobody finds another value under the name of
 * one that is over. Safe for several threads.
 */
final class SpareFiles {
  private static final int MOST_FILES = 32;
  private static final long MOST_BYTES = 64L << 20;

  private final Path directory;
  private final String mine =
      BlobDirectory.PREFIX + Long.toHexString(UUID.randomUUID().getLeastSignificantBits()) + ".";
  // The last one first: its content is most likely still in the processor's cache.
  private final ArrayDeque<Spare> spares = new ArrayDeque<>();
  private long bytes;
  private long places;

  private record Spare(Path file, long length) {}

  /**
   * Where a value is to be written.
   *
   * @param isThere whether the file exists, with another content and perhaps another length
   */
  record Place(Path file, boolean isThere) {}

  SpareFiles(Path directory) {
    this.directory = directory;
  }

  /** A place that nobody else has been told of. */
  synchronized Place next() throws IOException {
    var file = directory.resolve(mine + places++ + ".bin");
    var spare = spares.poll();
    if (spare == null) {
      return new Place(file, false);
    }
    bytes -= spare.length;
    try {
      Files.move(spare.file, file, StandardCopyOption.ATOMIC_MOVE);
      return new Place(file, true);
    } catch (NoSuchFileException deleted) {
      return new Place(file, false);
    }
  }

  /**
   * Keeps the file of a value that nobody needs any more.
   *
   * @return false if it was not written here, or enough is kept
   */
  synchronized boolean keep(Path file, long length) {
    if (!file.getFileName().toString().startsWith(mine)
        || spares.size() == MOST_FILES
        || bytes + length > MOST_BYTES) {
      return false;
    }
    spares.push(new Spare(file, length));
    bytes += length;
    return true;
  }
}
