package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.OutputSpec;
import dev.thresher.rundir.OutputWriter;
import dev.thresher.rundir.Publication;
import dev.thresher.rundir.RowFormat;
import dev.thresher.rundir.RowTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A stage's output on its way: rows are written beside the target, which appears at once or not at
 * all.
 */
final class OutputFile implements AutoCloseable {
  /**
   * What all outputs of a run have in common.
   *
   * @param mark of the run, see {@link Publication}
   */
  record Manner(String mark, boolean overwrite) {}

  private final OutputSpec output;
  private final Publication publication;
  private final OutputWriter writer;
  private boolean closed;

  private OutputFile(OutputSpec output, Publication publication, OutputWriter writer) {
    this.output = output;
    this.publication = publication;
    this.writer = writer;
  }

  /** For rows that come one after the other. */
  static OutputFile table(OutputSpec output, RowTable table, Manner manner) throws IOException {
    return open(output, table, manner, RowFormat.JSON_ARRAY);
  }

  /**
   * One value, written: its table where the format wants rows and the value has one, otherwise the
   * value as a single row.
   */
  static OutputFile whole(OutputSpec output, RowTable table, Value value, Manner manner)
      throws IOException {
    var file = open(output, table, manner, RowFormat.JSON_OBJECT);
    boolean wantsRows =
        switch (output.format()) {
          case CSV, JSON_LINES, SQLITE -> true;
          case JSON, RAW, PER_TASK -> false;
        };
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

  private static OutputFile open(OutputSpec output, RowTable table, Manner manner, RowFormat json)
      throws IOException {
    var format =
        switch (output.format()) {
          case CSV -> RowFormat.CSV;
          case JSON -> json;
          case JSON_LINES -> RowFormat.JSON_LINES;
          case SQLITE -> RowFormat.SQLITE;
          case RAW -> RowFormat.RAW;
          case PER_TASK -> throw new IllegalArgumentException("a file of each task: " + output);
        };
    var publication = Publication.begin(output.path(), manner.mark(), manner.overwrite());
    try {
      return new OutputFile(
          output, publication, OutputWriter.open(publication.staged(), format, table));
    } catch (IOException refused) {
      publication.close();
      throw refused;
    }
  }

  void write(Fields row) throws IOException {
    writer.write(row);
  }

  Path path() {
    return output.path();
  }

  /** What its format could not say, in sentences for the user; once it is complete. */
  List<String> remarks() {
    return writer.remarks().stream().map(remark -> output.path() + ": " + remark).toList();
  }

  /** There are no more rows: what will be published lies in this file. */
  Path complete() throws IOException {
    writer.close();
    closed = true;
    return publication.staged();
  }

  /** It must be complete. */
  void publish() throws IOException {
    publication.publish();
  }

  /** The same, over whatever bears the name. */
  void publishOver() throws IOException {
    publication.publishOver();
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
