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
   * What of the rows the format could not say, a clause for the user each: {@code of column p 3
   * values are …}. To be asked once it is closed.
   */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * @param file empty
   * @throws IOException if it cannot be written, also for what the format cannot say
   */
  static OutputWriter open(Path file, RowFormat format, RowTable table) throws IOException {
    return switch (format) {
      case CSV -> new CsvOutput(stream(file), table.columns());
      case SQLITE -> SqliteOutput.open(file, table);
      case JSON_LINES -> new JsonOutput(stream(file), JsonOutput.Layout.LINES);
      case JSON_ARRAY -> new JsonOutput(stream(file), JsonOutput.Layout.ARRAY);
      case JSON_OBJECT -> new JsonOutput(stream(file), JsonOutput.Layout.OBJECT);
      case RAW -> new RawOutput(stream(file));
    };
  }

  private static OutputStream stream(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
  }
}
