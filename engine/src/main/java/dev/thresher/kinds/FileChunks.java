package dev.thresher.kinds;

import dev.thresher.task.TaskContext;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file from beginning to end without holding more of it than one chunk. */
final class FileChunks {
  private static final int CHUNK = 1 << 16; // bytes between two looks at the context: under 1 ms

  private FileChunks() {}

  private static int most(long left) {
    return (int) Math.min(CHUNK, left);
  }

  /** Takes {@code length} bytes of an array that is used again for the next chunk. */
  interface Sink {
    void accept(byte[] chunk, int length);
  }

  /**
   * @return how many bytes the file had
   * @throws IOException if it cannot be read; the message names the file
   * @throws InterruptedException if the attempt was cancelled
   */
  static long read(Path file, TaskContext context, Sink sink)
      throws IOException, InterruptedException {
    return read(file, 0, Long.MAX_VALUE, context, sink);
  }

  /**
   * As the other one, but of a stretch alone.
   *
   * @param from place of its first byte
   * @param until place behind its last byte; the file may end before
   */
  static long read(Path file, long from, long until, TaskContext context, Sink sink)
      throws IOException, InterruptedException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is no regular file; name a file, or a glob of files");
    }
    var chunk = new byte[CHUNK];
    long bytes = 0;
    try (var in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      int length;
      while (bytes < until - from
          && (length = in.read(chunk, 0, most(until - from - bytes))) >= 0) {
        context.stopIfCancelled();
        sink.accept(chunk, length);
        bytes += length;
      }
    } catch (ClosedByInterruptException interrupted) {
      throw new InterruptedException("interrupted while reading " + file);
    }
    return bytes;
  }
}
