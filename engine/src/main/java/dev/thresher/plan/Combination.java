package dev.thresher.plan;

import java.util.List;

/** What becomes of the results of a stage's tasks. */
public sealed interface Combination {
  /** One row per task, in task order: the columns of the inputs, then the fields of the result. */
  record Table(List<String> columns) implements Combination {
    /** With whatever columns the first row has. */
    public Table() {
      this(List.of());
    }

    /**
     * @param columns in the order of the output; empty if only the rows tell
     */
    public Table {
      columns = List.copyOf(columns);
    }
  }

  /** The kind's own reducer over the fixed tree, see {@link ReductionTree}. */
  record Merged() implements Combination {}

  /** One row made of the rows of all tasks. */
  record Reduced(RowReduction reduction) implements Combination {}

  /**
   * @param name of the result field
   * @param column what it is taken over: an input column or a result field; empty for {@code COUNT}
   */
  record Aggregate(String name, Function function, String column) {
    /** Sums are over the fixed tree, so they are the same on every backend. */
    public enum Function {
      COUNT,
      SUM,
      MEAN,
      MIN,
      MAX,
      /** The value of the first row, in the order of rows. */
      FIRST,
      LAST
    }
  }
}
