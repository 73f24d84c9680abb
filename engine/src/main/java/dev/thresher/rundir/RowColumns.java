package dev.thresher.rundir;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The columns of a table, in order; rows without a value there have an absent one. */
record RowColumns(List<String> names, Set<String> known) {
  static RowColumns of(List<String> names) {
    return new RowColumns(List.copyOf(names), Set.copyOf(new HashSet<>(names)));
  }

  /** The given ones; if there are none, those of the row. */
  static RowColumns of(List<String> given, Fields firstRow) {
    return of(given.isEmpty() ? List.copyOf(firstRow.entries().keySet()) : given);
  }

  /**
   * @throws IOException if the row has a field that is no column
   */
  List<Value> values(Fields row) throws IOException {
    for (var name : row.entries().keySet()) {
      if (!known.contains(name)) {
        throw new IOException("a row has a field " + name + ", which is none of " + names);
      }
    }
    return names.stream().map(name -> row.find(name).orElse(Absent.ABSENT)).toList();
  }
}
