package dev.thresher.host;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a text file. */
public final class LastLines {
  private LastLines() {}

  /**
   * None if the file cannot be read. The first one is cut if so many lines are more than so many
   * bytes.
   */
  public static List<String> of(Path file, int mostLines, int mostBytes) {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, in.length() - mostBytes);
      in.seek(from);
      byte[] tail = new byte[(int) (in.length() - from)];
      in.readFully(tail);
      var lines = new String(tail, StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - mostLines), lines.size());
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
