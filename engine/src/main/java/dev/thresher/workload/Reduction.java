package dev.thresher.workload;

import java.util.List;

/** {@code reduce}: what becomes of the results of a stage. */
public sealed interface Reduction {
  /** Nothing was said: merged if the kind divides its own work, otherwise a table. */
  record Unsaid() implements Reduction {}

  /** {@code reduce = merge}: the kind's own way. */
  record Merge() implements Reduction {}

  /** {@code reduce { total = sum(slept) }}. */
  record Aggregates(List<Aggregate> aggregates) implements Reduction {
    public Aggregates {
      aggregates = List.copyOf(aggregates);
    }
  }

  /**
   * @param name of the result field
   * @param column an input column or a field of the result; empty for {@code COUNT}
   */
  record Aggregate(String name, Function function, String column) {}

  enum Function {
    COUNT,
    SUM,
    MEAN,
    MIN,
    MAX,
    FIRST,
    LAST
  }
}
