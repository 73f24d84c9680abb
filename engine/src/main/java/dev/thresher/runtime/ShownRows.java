package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import java.util.ArrayList;
import java.util.List;

/** What is shown of a table: how many rows it has, and the first ones. */
final class ShownRows {
  static final int MOST = 1000;

  private final List<Value> first = new ArrayList<>();
  private long rows;

  void add(Fields row) {
    rows++;
    if (first.size() < MOST) {
      first.add(row);
    }
  }

  Fields result() {
    var result = Fields.of("rows", Value.of(rows)).with("table", new Sequence(first));
    return rows > first.size() ? result.with("truncated", Value.of(true)) : result;
  }
}
