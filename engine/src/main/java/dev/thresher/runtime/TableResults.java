package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows in task order. What comes early waits, which the schedule's window bounds; rows go to the
 * output as soon as those before them are there, and only the first ones are kept for display.
 */
final class TableResults implements StageResults {
  static final int ROWS_SHOWN = 1000;

  private final RowResults rows;
  private final @Nullable OutputFile output;
  private final TreeMap<Long, Optional<Fields>> early = new TreeMap<>();
  private final List<Value> shown = new ArrayList<>();
  private long next;
  private long written;

  TableResults(RowResults rows, @Nullable OutputFile output) {
    this.rows = rows;
    this.output = output;
  }

  @Override
  public void completed(long index, Value result) throws IOException {
    put(index, Optional.of(rows.row(index, result)));
  }

  @Override
  public void missing(long index) throws IOException {
    put(index, Optional.empty());
  }

  private void put(long index, Optional<Fields> row) throws IOException {
    early.put(index, row);
    Optional<Fields> ready;
    while (!early.isEmpty() && early.firstKey() == next) {
      ready = early.pollFirstEntry().getValue();
      next++;
      if (ready.isPresent()) {
        write(ready.get());
      }
    }
  }

  private void write(Fields row) throws IOException {
    written++;
    if (shown.size() < ROWS_SHOWN) {
      shown.add(row);
    }
    if (output != null) {
      output.write(row);
    }
  }

  @Override
  public Optional<Value> finish(boolean publish) throws IOException {
    if (publish && output != null) {
      output.publish();
    }
    var result = Fields.of("rows", Value.of(written)).with("table", new Sequence(shown));
    return Optional.of(written > shown.size() ? result.with("truncated", Value.of(true)) : result);
  }

  @Override
  public void close() throws IOException {
    if (output != null) {
      output.close();
    }
  }
}
