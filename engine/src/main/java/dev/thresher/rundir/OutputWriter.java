package dev.thresher.rundir;

import dev.thresher.model.Value.Fields;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes rows to a file, in the order in which they come, without keeping them. The same rows give
 * the same bytes. Used by one thread.
 */
public interface OutputWriter extends Closeable {
  void write(Fields row) throws IOException;

  /**
   * @param file is replaced
   * @param columns of the rows, in the order of the file; used by {@link RowFormat#CSV} alone,
   *     which takes the first row's names if they are empty
   */
  static OutputWriter open(Path file, RowFormat format, List<String> columns) throws IOException {
    return over(Files.newOutputStream(file), format, columns);
  }

  /** Closes the stream when it is closed itself. */
  static OutputWriter over(OutputStream stream, RowFormat format, List<String> columns) {
    var buffered = new BufferedOutputStream(stream, 1 << 16);
    return switch (format) {
      case CSV -> new CsvOutput(buffered, columns);
      case JSON_LINES -> new JsonOutput(buffered, JsonOutput.Layout.LINES);
      case JSON_ARRAY -> new JsonOutput(buffered, JsonOutput.Layout.ARRAY);
      case JSON_OBJECT -> new JsonOutput(buffered, JsonOutput.Layout.OBJECT);
      case RAW -> new RawOutput(buffered);
    };
  }
}
