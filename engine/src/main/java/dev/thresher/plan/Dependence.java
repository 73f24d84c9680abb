package dev.thresher.plan;

import java.util.List;

/** When tasks of a stage may start. */
public sealed interface Dependence {
  record None() implements Dependence {}

  /** After every task of those earlier stages has ended well. */
  record AllOf(List<Integer> stages) implements Dependence {
    public AllOf {
      stages = List.copyOf(stages);
    }

    public AllOf(int stage) {
      this(List.of(stage));
    }
  }

  /**
   * One task a row of a table. How many these are is told during the run, after every task of those
   * earlier stages has ended well; until then the stage has no size.
   *
   * @param table name of the stage whose rows they are, with tasks or without
   * @param stages with tasks, on which the table depends
   */
  record RowsOf(String table, List<Integer> stages) implements Dependence {
    public RowsOf {
      stages = List.copyOf(stages);
    }
  }

  /** Tasks come during the run, until it is told that no more will. They start as they come. */
  record Submitted() implements Dependence {}
}
