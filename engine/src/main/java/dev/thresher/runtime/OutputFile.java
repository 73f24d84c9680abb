package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.OutputSpec;
import dev.thresher.rundir.OutputWriter;
import dev.thresher.rundir.Publication;
import dev.thresher.rundir.RowFormat;
import java.io.IOException;
import java.util.List;

/**
 * A stage's output on its way: rows are written beside the target, which appears at once or not at
 * all.
 */
final class OutputFile implements AutoCloseable {
  private final Publication publication;
  private final OutputWriter writer;
  private boolean closed;

  private OutputFile(Publication publication, OutputWriter writer) {
    this.publication = publication;
    this.writer = writer;
  }

  /** For rows that come one after the other. */
  static OutputFile table(OutputSpec output, List<String> columns, boolean overwrite)
      throws IOException {
    return open(output, columns, overwrite, RowFormat.JSON_ARRAY);
  }

  /**
   * One value, written: its table where the format wants rows and the value has one, otherwise the
   * value as a single row.
   */
  static OutputFile whole(OutputSpec output, Value value, boolean overwrite) throws IOException {
    var file = open(output, List.of(), overwrite, RowFormat.JSON_OBJECT);
    boolean wantsRows =
        output.format() == OutputSpec.Format.CSV || output.format() == OutputSpec.Format.JSON_LINES;
    for (var row : wantsRows ? rowsOf(value) : List.of(rowOf(value))) {
      file.write(row.asFields());
    }
    return file;
  }

  /** The rows of the value's table, or the value as a row if it has none. */
  static List<Value> rowsOf(Value value) {
    if (value instanceof Fields fields
        && fields.find("table").orElse(null) instanceof Value.Sequence(List<Value> rows)) {
      return rows;
    }
    return List.of(rowOf(value));
  }

  private static Value rowOf(Value value) {
    return value instanceof Fields ? value : Fields.of("value", value);
  }

  private static OutputFile open(
      OutputSpec output, List<String> columns, boolean overwrite, RowFormat json)
      throws IOException {
    var format =
        switch (output.format()) {
          case CSV -> RowFormat.CSV;
          case JSON -> json;
          case JSON_LINES -> RowFormat.JSON_LINES;
          case RAW -> RowFormat.RAW;
          case PER_TASK -> throw new IllegalArgumentException("a file of each task: " + output);
        };
    var publication = Publication.begin(output.path(), overwrite);
    return new OutputFile(publication, OutputWriter.open(publication.staged(), format, columns));
  }

  void write(Fields row) throws IOException {
    writer.write(row);
  }

  void publish() throws IOException {
    writer.close();
    closed = true;
    publication.publish();
  }

  @Override
  public void close() throws IOException {
    try {
      if (!closed) {
        writer.close();
      }
    } finally {
      publication.close();
    }
  }
}
