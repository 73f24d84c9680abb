package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One row of each group of rows, in the order of the groups' first rows. Holds one state a group,
 * the logarithm of its rows in size.
 */
final class GroupedRows<P> implements RowSink {
  private final List<String> by;
  private final RowFold<P> fold;
  private final Outlet outlet;
  private final Consumer<Value> finished;
  private final Map<List<Value>, OrderedTree<P>> groups = new LinkedHashMap<>();

  /**
   * @param by columns whose values tell groups apart
   * @param finished is told the result, for display
   */
  GroupedRows(List<String> by, RowFold<P> fold, Outlet outlet, Consumer<Value> finished) {
    this.by = by;
    this.fold = fold;
    this.outlet = outlet;
    this.finished = finished;
  }

  @Override
  public void row(Fields row) {
    var key = by.stream().map(name -> value(row, name)).toList();
    groups.computeIfAbsent(key, _ -> new OrderedTree<>(fold::combine)).add(fold.of(row));
  }

  private static Value value(Fields row, String name) {
    return row.find(name).orElse(Value.Absent.ABSENT);
  }

  @Override
  public void end() throws IOException {
    if (by.isEmpty()) {
      endOfAll();
    } else {
      endOfGroups();
    }
    outlet.end();
  }

  private void endOfAll() throws IOException {
    var all = groups.values().stream().findFirst().map(OrderedTree::result).map(fold::finish);
    var result = all.or(fold::finishNothing);
    if (result.isPresent()) {
      outlet.whole(result.get());
      finished.accept(result.get());
    }
  }

  private void endOfGroups() throws IOException {
    var shown = new ShownRows();
    for (var group : groups.entrySet()) {
      var row = keyOf(group.getKey()).with(fold.finish(group.getValue().result()));
      shown.add(row);
      outlet.row(row);
    }
    finished.accept(shown.result());
  }

  private Fields keyOf(List<Value> values) {
    var key = new LinkedHashMap<String, Value>();
    for (int i = 0; i < values.size(); i++) {
      key.put(by.get(i), values.get(i));
    }
    return new Fields(key);
  }
}
