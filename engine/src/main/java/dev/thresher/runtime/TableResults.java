package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rows in task order. What comes early waits, which the schedule's window bounds; rows go on as
 * soon as those before them are there, and only the first ones are kept for display.
 */
final class TableResults implements StageResults {
  private final RowResults rows;
  private final Outlet outlet;
  private final TreeMap<Long, Optional<Fields>> early = new TreeMap<>();
  private final ShownRows shown = new ShownRows();
  private long next;

  TableResults(RowResults rows, Outlet outlet) {
    this.rows = rows;
    this.outlet = outlet;
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
    while (!early.isEmpty() && early.firstKey() == next) {
      var ready = early.pollFirstEntry().getValue();
      next++;
      if (ready.isPresent()) {
        shown.add(ready.get());
        outlet.row(ready.get());
      }
    }
  }

  @Override
  public Optional<Value> finish() {
    return Optional.of(shown.result());
  }
}
