package dev.thresher.runtime;

import dev.thresher.data.RowSpool;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.FileRecords;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A table as the rows of another stage's tasks. The file is made with the first row. */
final class SpooledRows implements RowSink, AutoCloseable {
  /** What is done when all rows are there. */
  interface Ready {
    void ready(FileRecords records) throws IOException;
  }

  private final Path file;
  private final Ready ready;
  private @Nullable RowSpool spool;

  SpooledRows(Path file, Ready ready) {
    this.file = file;
    this.ready = ready;
  }

  @Override
  public void row(Fields row) throws IOException {
    opened().write(row);
  }

  private RowSpool opened() throws IOException {
    var open = spool;
    if (open == null) {
      open = new RowSpool(file);
      spool = open;
    }
    return open;
  }

  @Override
  public void end() throws IOException {
    ready.ready(opened().finish());
  }

  @Override
  public void close() throws IOException {
    if (spool != null) {
      spool.close();
    }
  }
}
