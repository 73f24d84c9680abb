package dev.thresher.execute.bodies;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * The numbers of the process groups that live, in a file, for whoever has to end them when this
 * process has ended. Writing there costs two calls of the system; telling another process costs
 * waking it up.
 *
 * <p>One line a group, all of one length, so that a line can be written over by a single call. A
 * blank line is free for the next one. Not safe for several threads.
 */
final class LiveGroups implements AutoCloseable {
  // Linux counts processes up to 4,194,304.
  private static final byte[] BLANK = "       \n".getBytes(StandardCharsets.US_ASCII);

  private final Path path;
  // Not a channel: that would be closed for good by the interrupt that ends a task.
  private final RandomAccessFile file;
  private final Map<Long, Long> positions = new HashMap<>();
  private final ArrayDeque<Long> free = new ArrayDeque<>();
  private long size;

  private LiveGroups(Path path) throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(path.toFile(), "rw");
  }

  /** In a new file, of any name, which goes with the directory. */
  static LiveGroups in(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new LiveGroups(Files.createTempFile(directory, "groups-", ""));
  }

  Path path() {
    return path;
  }

  boolean isEmpty() {
    return positions.isEmpty();
  }

  void add(long group) throws IOException {
    long position = free.isEmpty() ? size : free.peek();
    write(position, line(group));
    if (free.poll() == null) {
      size += BLANK.length;
    }
    positions.put(group, position);
  }

  void remove(long group) throws IOException {
    var position = positions.remove(group);
    if (position != null) {
      write(position, BLANK);
      free.add(position);
    }
  }

  private static byte[] line(long group) {
    var line = BLANK.clone();
    int at = line.length - 1; // of the end of the line
    for (long left = group; left > 0; left /= 10) {
      line[--at] = (byte) ('0' + left % 10);
    }
    return line;
  }

  private void write(long position, byte[] line) throws IOException {
    file.seek(position);
    file.write(line);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
