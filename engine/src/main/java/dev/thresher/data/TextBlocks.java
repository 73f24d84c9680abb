package dev.thresher.data;

import dev.thresher.task.FileRecords;
import dev.thresher.task.RecordColumn;
import dev.thresher.task.RecordColumn.Type;
import dev.thresher.task.RecordFormat;
import dev.thresher.task.RecordSurvey;
import dev.thresher.task.RecordSurvey.Extent;
import dev.thresher.task.RecordSurvey.Found;
import dev.thresher.task.RecordSurvey.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Cuts a text into blocks that end with a line. Reads only around the cuts. */
public final class TextBlocks {
  public static final List<String> COLUMNS = List.of("file", "from", "until");
  private static final int MOST = 1 << 16;
  private static final int LOOK_BYTES = 8192;

  private TextBlocks() {}

  /**
   * @param file absolute
   * @param bytes at least 1; a block is at least so long, but for the last, and ends with the line
   *     in which that comes
   */
  public static RecordSurvey cut(Path file, long bytes) {
    try {
      if (!Files.isRegularFile(file)) {
        return new Refused(
            0, Files.exists(file) ? "is not a regular file" : "there is no such file");
      }
      var stamp = FileStamps.of(file);
      if (stamp.bytes() / bytes > MOST) {
        return new Refused(0, "this makes more than " + MOST + " blocks; give a larger size");
      }
      var offsets = offsets(file, stamp.bytes(), bytes);
      var records =
          new FileRecords(
              file.toString(), RecordFormat.BLOCKS, columns(), offsets.size(), stamp, 1, offsets);
      var unknown = Extent.unknown(0);
      return new Found(records, List.of(unknown, unknown, unknown));
    } catch (IOException unreadable) {
      return new Refused(0, "cannot be read: " + unreadable.getMessage());
    }
  }

  private static List<RecordColumn> columns() {
    return List.of(
        new RecordColumn(COLUMNS.get(0), Type.TEXT),
        new RecordColumn(COLUMNS.get(1), Type.WHOLE),
        new RecordColumn(COLUMNS.get(2), Type.WHOLE));
  }

  private static List<Long> offsets(Path file, long length, long bytes) throws IOException {
    var offsets = new ArrayList<Long>();
    try (var channel = FileChannel.open(file)) {
      for (long start = 0; start < length; start = lineEnd(channel, start + bytes, length)) {
        offsets.add(start);
      }
    }
    return offsets;
  }

  /** After the first line feed at or behind {@code least - 1}. */
  private static long lineEnd(FileChannel channel, long least, long length) throws IOException {
    var buffer = ByteBuffer.allocate(LOOK_BYTES);
    for (long at = least - 1; at < length; ) {
      int read = channel.read(buffer.clear(), at);
      if (read < 0) {
        return length;
      }
      for (int i = 0; i < read; i++) {
        if (buffer.get(i) == '\n') {
          return at + i + 1;
        }
      }
      at += read;
    }
    return length;
  }
}
