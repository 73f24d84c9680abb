package dev.thresher.execute.bodies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room for what commands write. A full disk cuts off what a program prints, and many programs do
 * not look whether all of it was written. So none is begun while there is no room, and what one
 * says that has ended on a full disk counts for nothing.
 *
 * <p>The figure of the file system is only a hint, which costs a microsecond: what it keeps back
 * for root is missing from it. Where it is small, a file is written to find out.
 */
final class DiskRoom {
  private static final Logger LOG = LoggerFactory.getLogger(DiskRoom.class);
  private static final int ENOUGH = 64 * 1024;
  private static final long LOOK_MILLIS = 250;

  private final Path staging;

  /**
   * @param staging where commands write; need not be there yet
   */
  DiskRoom(Path staging) {
    this.staging = staging;
  }

  /** Waits until there is room; a task that is stopped or overdue is interrupted in it. */
  void await() throws InterruptedException {
    boolean isTold = false;
    while (isFull()) {
      if (!isTold) {
        LOG.warn("no room in {}: commands wait, and go on by themselves when there is", staging);
        isTold = true;
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  boolean isFull() {
    return existing().toFile().getUsableSpace() < ENOUGH && !takesAFile();
  }

  private Path existing() {
    var place = staging;
    while (place.getParent() != null && !Files.isDirectory(place)) {
      place = place.getParent();
    }
    return place;
  }

  private boolean takesAFile() {
    try {
      var probe = Files.createTempFile(existing(), "room-", null);
      try {
        Files.write(probe, new byte[ENOUGH]);
        return true;
      } finally {
        Files.deleteIfExists(probe);
      }
    } catch (IOException full) {
      return false;
    }
  }
}
