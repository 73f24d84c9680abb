package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Derivation.Operation.Joined;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rows of two tables that agree in some columns, in the order of the first table. Holds both tables
 * until both are whole.
 */
final class JoinedRows {
  private final Joined operation;
  private final Outlet outlet;
  private final Consumer<Value> finished;
  private final Side left = new Side();
  private final Side right = new Side();

  JoinedRows(Joined operation, Outlet outlet, Consumer<Value> finished) {
    this.operation = operation;
    this.outlet = outlet;
    this.finished = finished;
  }

  RowSink left() {
    return left;
  }

  RowSink right() {
    return right;
  }

  private final class Side implements RowSink {
    private final List<Fields> rows = new ArrayList<>();
    private boolean ended;

    @Override
    public void row(Fields row) {
      rows.add(row);
    }

    @Override
    public void end() throws IOException {
      ended = true;
      if (left.ended && right.ended) {
        join();
      }
    }
  }

  private void join() throws IOException {
    Map<List<Value>, List<Fields>> partners = new HashMap<>();
    right.rows.forEach(row -> partners.computeIfAbsent(key(row), _ -> new ArrayList<>()).add(row));
    var shown = new ShownRows();
    for (var row : left.rows) {
      for (var partner : partners.getOrDefault(key(row), List.of())) {
        var both = row.with(partner);
        shown.add(both);
        outlet.row(both);
      }
    }
    finished.accept(shown.result());
    outlet.end();
  }

  private List<Value> key(Fields row) {
    return operation.on().stream().map(name -> row.find(name).orElse(Value.Absent.ABSENT)).toList();
  }
}
