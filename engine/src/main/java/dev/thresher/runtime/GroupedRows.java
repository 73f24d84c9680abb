package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Derivation.Operation.Grouped;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Aggregates of groups of rows, in the order of the groups' first rows. Holds one state a group,
 * the logarithm of its rows in size.
 */
final class GroupedRows implements RowSink {
  private final Grouped operation;
  private final Aggregation aggregation;
  private final Outlet outlet;
  private final Consumer<Value> finished;
  private final Map<List<Value>, OrderedTree<Aggregation.Parts>> groups = new LinkedHashMap<>();

  /**
   * @param stage whose groups they are, for messages
   * @param finished is told the result, for display
   */
  GroupedRows(String stage, Grouped operation, Outlet outlet, Consumer<Value> finished) {
    this.operation = operation;
    this.aggregation = new Aggregation(stage, operation.aggregates());
    this.outlet = outlet;
    this.finished = finished;
  }

  @Override
  public void row(Fields row) {
    var key = operation.by().stream().map(name -> value(row, name)).toList();
    groups
        .computeIfAbsent(key, _ -> new OrderedTree<>(aggregation::combine))
        .add(aggregation.of(row));
  }

  private static Value value(Fields row, String name) {
    return row.find(name).orElse(Value.Absent.ABSENT);
  }

  @Override
  public void end() throws IOException {
    if (operation.by().isEmpty()) {
      endOfAll();
    } else {
      endOfGroups();
    }
    outlet.end();
  }

  private void endOfAll() throws IOException {
    Optional<OrderedTree<Aggregation.Parts>> all = groups.values().stream().findFirst();
    var result = aggregation.finish(all.map(OrderedTree::result).orElse(aggregation.ofNothing()));
    outlet.whole(result);
    finished.accept(result);
  }

  private void endOfGroups() throws IOException {
    var shown = new ShownRows();
    for (var group : groups.entrySet()) {
      var row = keyOf(group.getKey()).with(aggregation.finish(group.getValue().result()));
      shown.add(row);
      outlet.row(row);
    }
    finished.accept(shown.result());
  }

  private Fields keyOf(List<Value> values) {
    var key = new LinkedHashMap<String, Value>();
    for (int i = 0; i < values.size(); i++) {
      key.put(operation.by().get(i), values.get(i));
    }
    return new Fields(key);
  }
}
