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
   * Publishes one value: its table where the format wants rows and the value has one, otherwise the
   * value as a single row.
   */
  static void publish(OutputSpec output, Value value, boolean overwrite) throws IOException {
    try (var file = open(output, List.of(), overwrite, RowFormat.JSON_OBJECT)) {
      for (var row : rowsOf(output.format(), value)) {
        file.write(row.asFields());
      }
      file.publish();
    }
  }

  private static List<Value> rowsOf(OutputSpec.Format format, Value value) {
    boolean wantsRows = format == OutputSpec.Format.CSV || format == OutputSpec.Format.JSON_LINES;
    if (wantsRows
        && value instanceof Fields fields
        && fields.find("table").orElse(null) instanceof Value.Sequence(List<Value> rows)) {
      return rows;
    }
    return List.of(value instanceof Fields ? value : Fields.of("value", value));
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
