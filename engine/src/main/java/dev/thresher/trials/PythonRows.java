package dev.thresher.trials;

import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** The tasks of a trial, as the Python program reads them. */
final class PythonRows {
  private PythonRows() {}

  /**
   * @param constants that each task is given besides
   */
  static void write(Path file, Fields constants, Iterator<Fields> rows) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      var first = rows.hasNext() ? rows.next() : Fields.NONE;
      var columns = List.copyOf(first.entries().keySet());
      var names = new Sequence(columns.stream().<Value>map(Value::of).toList());
      out.write(
          "{\"constants\": " + JsonText.of(constants) + ", \"columns\": " + JsonText.of(names));
      out.write(", \"rows\": [\n" + text(first, columns));
      while (rows.hasNext()) {
        out.write(",\n" + text(rows.next(), columns));
      }
      out.write("]}\n");
    }
  }

  // Where rows are alike their values do, and are read faster: Python must not pay for reading.
  private static String text(Fields row, List<String> columns) {
    return JsonText.of(
        List.copyOf(row.entries().keySet()).equals(columns)
            ? new Sequence(List.copyOf(row.entries().values()))
            : row);
  }
}
