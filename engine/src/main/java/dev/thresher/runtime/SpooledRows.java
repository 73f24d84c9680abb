package dev.thresher.runtime;

import dev.thresher.data.RowSpool;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Inputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table as the rows of another stage's tasks. The file is made with the first row. */
final class SpooledRows implements RowSink, AutoCloseable {
  /** Is told of rows that can be read. */
  interface Ready {
    /**
     * @param size of them, from the first on
     * @param whole whether these are all
     */
    void ready(Inputs inputs, long size, boolean whole) throws IOException;
  }

  private final Path file;
  private final Optional<List<String>> columns;
  private final Ready ready;
  private @Nullable RowSpool spool;
  private boolean hasNews;

  /**
   * @param columns of each row; empty if they are told by all rows together, so that none can be
   *     read before the last is there
   */
  SpooledRows(Path file, Optional<List<String>> columns, Ready ready) {
    this.file = file;
    this.columns = columns;
    this.ready = ready;
  }

  @Override
  public void row(Fields row) throws IOException {
    opened().write(row);
    hasNews = columns.isPresent();
  }

  private RowSpool opened() throws IOException {
    var open = spool;
    if (open == null) {
      open = new RowSpool(file);
      spool = open;
    }
    return open;
  }

  /** Tells of the rows that have come since it last did, unless they come as a whole. */
  void tellNews() throws IOException {
    if (hasNews) {
      tell(false);
    }
  }

  @Override
  public void end() throws IOException {
    tell(true);
  }

  private void tell(boolean whole) throws IOException {
    hasNews = false;
    var open = opened();
    long size = open.flush();
    ready.ready(new Inputs.Spooled(file.toString(), columns.orElseGet(open::columns)), size, whole);
  }

  @Override
  public void close() throws IOException {
    if (spool != null) {
      spool.close();
    }
  }
}
