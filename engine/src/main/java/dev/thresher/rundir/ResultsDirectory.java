package dev.thresher.rundir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The directory of a durable executor, held by one process at a time.
 *
 * <pre>
 * results.db   what has been computed, an SQLite database (and its -wal and -shm while it is used)
 * blobs/       large values on their way
 * lock         held by the program; the system gives it back when that dies
 * </pre>
 */
public final class ResultsDirectory {
  private final Path path;
  private final RunLock lock;
  private final ResultTable table;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  /**
   * An encoded value.
   *
   * @param form in which it is encoded
   * @param content is not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Result(String form, byte[] content) {}

  private ResultsDirectory(Path path, RunLock lock, ResultTable table) {
    this.path = path;
    this.lock = lock;
    this.table = table;
  }

  /**
   * Opens it, and makes it if it is missing.
   *
   * @throws IOException with a sentence for the user: it is in use, holds something else, was
   *     written by a newer release, or cannot be written to
   */
  public static ResultsDirectory open(Path chosen) throws IOException {
    var path = chosen.toAbsolutePath().normalize();
    refuseOther(path);
    OwnerOnly.createWithParents(path);
    OwnerOnly.requireOwn(path);
    var lock = RunLock.hold(path);
    try {
      OwnerOnly.createWithParents(path.resolve("blobs"));
      return new ResultsDirectory(path, lock, ResultTable.open(tableIn(path)));
    } catch (IOException refused) {
      lock.close();
      throw refused;
    }
  }

  private static Path tableIn(Path path) {
    return path.resolve("results.db");
  }

  private static void refuseOther(Path path) throws IOException {
    if (!Files.exists(path) || Files.isRegularFile(tableIn(path))) {
      return;
    }
    if (!Files.isDirectory(path)) {
      throw new IOException(path + " is no directory: name another one for the results");
    }
    try (var entries = Files.list(path)) {
      if (entries.anyMatch(entry -> !entry.equals(RunLock.fileIn(path)))) {
        throw new IOException(
            path + " holds something else: name an empty or missing directory for the results");
      }
    }
  }

  /** For {@code PayloadCodec}. */
  public Path blobs() {
    return path.resolve("blobs");
  }

  public ResultTable table() {
    return table;
  }

  /**
   * @return false if it has been closed before
   */
  public boolean close() {
    if (isClosed.getAndSet(true)) {
      return false;
    }
    table.close();
    try {
      lock.close();
    } catch (IOException released) {
      // The system gives it back at the latest when this process ends.
    }
    return true;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
