package dev.thresher.workload;

import dev.thresher.model.Value;
import dev.thresher.task.Column;
import dev.thresher.workload.hocon.Node.Scalar;
import dev.thresher.workload.hocon.Numbers;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Where in a column of {@code each} a value stands that is written somewhere else. */
final class ColumnPlaces {
  private final Column column;
  private final FileLookup files;
  private final Map<Value, List<Long>> listed = new HashMap<>();

  ColumnPlaces(Column column, FileLookup files) {
    this.column = column;
    this.files = files;
    if (column instanceof Column.Listed(var _, var values)) {
      for (int i = 0; i < values.size(); i++) {
        listed.computeIfAbsent(values.get(i), _ -> new ArrayList<>()).add((long) i);
      }
    }
  }

  /** Ascending; empty if it is none of the column's values. */
  List<Long> of(Scalar written) {
    return switch (column) {
      case Column.Listed _ -> {
        var places = new TreeSet<Long>();
        meanings(written).forEach(value -> places.addAll(listed.getOrDefault(value, List.of())));
        yield List.copyOf(places);
      }
      case Column.WholeRange(var _, long from, long step, long _) ->
          step(written, BigDecimal.valueOf(from), BigDecimal.valueOf(step));
      case Column.DecimalRange(var _, var from, var step, long _) -> step(written, from, step);
    };
  }

  /** All that a column may have made of the same text, depending on what its task takes. */
  private Set<Value> meanings(Scalar scalar) {
    var meanings = new LinkedHashSet<Value>();
    meanings.add(scalar.value());
    meanings.add(Value.of(scalar.written()));
    Numbers.whole(scalar.written())
        .ifPresent(whole -> {
          meanings.add(Value.of(whole));
          meanings.add(Value.of((double) whole));
        });
    try {
      meanings.add(Value.of(files.resolve(scalar.written(), scalar.origin()).toString()));
    } catch (InvalidPathException noFile) {
      // then it means none
    }
    return meanings;
  }

  private List<Long> step(Scalar scalar, BigDecimal from, BigDecimal step) {
    if (!(scalar.value() instanceof Value.Whole) && !(scalar.value() instanceof Value.Real)) {
      return List.of();
    }
    var number = new BigDecimal(scalar.written());
    if (Math.abs((long) number.scale()) > 1_000) {
      return List.of(); // exact arithmetic would be slow, and no range reaches there
    }
    var parts = number.subtract(from).divideAndRemainder(step);
    boolean isThere =
        parts[1].signum() == 0
            && parts[0].signum() >= 0
            && parts[0].compareTo(BigDecimal.valueOf(column.size())) < 0;
    return isThere ? List.of(parts[0].longValueExact()) : List.of();
  }
}
