package dev.thresher.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a text file. */
final class LastLines {
  private static final int LINES = 20;
  private static final int BYTES = 8 * 1024;

  private LastLines() {}

  /** At most 20 lines and 8 KiB; none if the file cannot be read. */
  static List<String> of(Path file) {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, in.length() - BYTES);
      in.seek(from);
      byte[] tail = new byte[(int) (in.length() - from)];
      in.readFully(tail);
      var lines = new String(tail, StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
