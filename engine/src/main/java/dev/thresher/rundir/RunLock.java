package dev.thresher.rundir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Held by the process whose run it is; the operating system gives it back when that dies. */
final class RunLock implements AutoCloseable {
  /**
   * What this process holds. Such a file must not be opened once more, not even to look: as soon as
   * any descriptor of a file is closed, the system gives back all locks that the process has on it.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
    OWN.add(file);
  }

  private static Path absolute(Path file) {
    return file.toAbsolutePath().normalize();
  }

  static Path fileIn(Path run) {
    return run.resolve("lock");
  }

  /**
   * Holds the lock of a directory that outlives those who use it.
   *
   * @throws IOException if somebody has it; the message is for the user
   */
  static RunLock hold(Path directory) throws IOException {
    var file = fileIn(directory);
    var channel =
        OWN.contains(absolute(file))
            ? null
            : FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
    if (channel == null || tryLock(channel) == null) {
      if (channel != null) {
        channel.close();
      }
      throw new IOException(
          directory + " is in use: wait until its program has ended, or name another directory");
    }
    return new RunLock(absolute(file), channel);
  }

  /** Makes the lock file of a new run and holds it. */
  static RunLock take(Path run) throws IOException {
    var channel =
        FileChannel.open(fileIn(run), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new IOException("another process holds " + fileIn(run));
    }
    return new RunLock(absolute(fileIn(run)), channel);
  }

  /**
   * Holds the lock of a run whose coordinator has ended.
   *
   * @param pid of the coordinator that had it last
   */
  static RunLock retake(Path run, long pid) throws IOException {
    if (OWN.contains(absolute(fileIn(run)))) {
      throw inUse(run, pid);
    }
    var channel =
        FileChannel.open(
            fileIn(run),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    if (tryLock(channel) == null) {
      channel.close();
      throw inUse(run, pid);
    }
    return new RunLock(absolute(fileIn(run)), channel);
  }

  private static IOException inUse(Path run, long pid) {
    return new IOException(
        "%s is in use by its coordinator, process %d: wait until that has ended, or end it"
            .formatted(run, pid));
  }

  /** Whether a live process, this one included, holds the lock of a run. */
  static boolean isHeld(Path run) {
    if (OWN.contains(absolute(fileIn(run)))) {
      return true;
    }
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
    try {
      channel.close();
    } finally {
      OWN.remove(file);
    }
  }
}
