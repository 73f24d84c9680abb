package dev.thresher.rundir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Held by the process whose run it is; the operating system gives it back when that dies. */
final class RunLock implements AutoCloseable {
  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  static Path fileIn(Path run) {
    return run.resolve("lock");
  }

  /** Makes the lock file of a new run and holds it. */
  static RunLock take(Path run) throws IOException {
    var channel =
        FileChannel.open(fileIn(run), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new IOException("another process holds " + fileIn(run));
    }
    return new RunLock(channel);
  }

  /**
   * Holds the lock of a run whose coordinator has ended.
   *
   * @param pid of the coordinator that had it last
   */
  static RunLock retake(Path run, long pid) throws IOException {
    var channel =
        FileChannel.open(
            fileIn(run),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    if (tryLock(channel) == null) {
      channel.close();
      throw new IOException(
          "%s is in use by its coordinator, process %d: wait until that has ended, or end it"
              .formatted(run, pid));
    }
    return new RunLock(channel);
  }

  /** Whether a live process, this one included, holds the lock of a run. */
  static boolean isHeld(Path run) {
    if (!Files.isRegularFile(fileIn(run), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (var channel =
        FileChannel.open(fileIn(run), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      return tryLock(channel) == null;
    } catch (IOException unreadable) {
      return true; // no lock that we could take: leave the run alone
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ownJvm) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
