package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Combination.Aggregate;
import dev.thresher.plan.Combination.Aggregate.Function;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What a few aggregates make of rows. A row without a value in a column does not count for the
 * aggregates of that column.
 */
record Aggregation(List<Aggregate> aggregates) {
  /** One aggregate over some rows; absent over none. */
  private record Part(Value value, long count) {
    static final Part NONE = new Part(Value.Absent.ABSENT, 0);
  }

  /** All aggregates over some rows. */
  record Parts(List<Part> parts) {}

  /**
   * @throws IllegalArgumentException naming the aggregate, if a value is of no use to it
   */
  Parts of(Fields row) {
    return new Parts(aggregates.stream().map(aggregate -> part(aggregate, row)).toList());
  }

  Parts ofNothing() {
    return new Parts(
        aggregates.stream()
            .map(one -> one.function() == Function.COUNT ? new Part(Value.of(0), 0) : Part.NONE)
            .toList());
  }

  private static Part part(Aggregate aggregate, Fields row) {
    if (aggregate.function() == Function.COUNT) {
      return new Part(Value.of(1), 1);
    }
    var value = row.find(aggregate.column()).orElse(Value.Absent.ABSENT);
    if (value instanceof Value.Absent) {
      return Part.NONE;
    }
    switch (aggregate.function()) {
      case SUM, MEAN, MIN, MAX -> checkNumber(aggregate, value);
      case COUNT, FIRST, LAST -> {}
    }
    return new Part(value, 1);
  }

  private static void checkNumber(Aggregate aggregate, Value value) {
    if (!(value instanceof Value.Whole) && !(value instanceof Value.Real)) {
      throw new IllegalArgumentException(
          "%s needs numbers, but a row has %s = %s"
              .formatted(
                  aggregate.name(), aggregate.column(), dev.thresher.model.JsonText.of(value)));
    }
  }

  /** Left before right; associative up to rounding. */
  Parts combine(Parts left, Parts right) {
    var both = new Part[aggregates.size()];
    for (int i = 0; i < both.length; i++) {
      both[i] = combine(aggregates.get(i).function(), left.parts.get(i), right.parts.get(i));
    }
    return new Parts(List.of(both));
  }

  private static Part combine(Function function, Part left, Part right) {
    if (left.count == 0 || right.count == 0) {
      return left.count == 0 ? right : left;
    }
    var value =
        switch (function) {
          case COUNT, SUM, MEAN -> sum(left.value, right.value);
          case MIN -> left.value.asReal() <= right.value.asReal() ? left.value : right.value;
          case MAX -> left.value.asReal() >= right.value.asReal() ? left.value : right.value;
          case FIRST -> left.value;
          case LAST -> right.value;
        };
    return new Part(value, left.count + right.count);
  }

  private static Value sum(Value left, Value right) {
    return left instanceof Value.Whole(long a) && right instanceof Value.Whole(long b)
        ? Value.of(Math.addExact(a, b))
        : Value.of(left.asReal() + right.asReal());
  }

  Fields finish(Parts combined) {
    var fields = new LinkedHashMap<String, Value>();
    for (int i = 0; i < aggregates.size(); i++) {
      var part = combined.parts.get(i);
      boolean isMean = aggregates.get(i).function() == Function.MEAN && part.count > 0;
      fields.put(
          aggregates.get(i).name(),
          isMean ? Value.of(part.value.asReal() / part.count) : part.value);
    }
    return new Fields(fields);
  }
}
