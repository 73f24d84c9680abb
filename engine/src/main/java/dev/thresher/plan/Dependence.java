package dev.thresher.plan;

import java.util.List;
import java.util.OptionalInt;

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
   * @param stages with tasks, on which the table depends, and others that must have ended well
   * @param growing of these the one that makes the table row by row and whose end, whatever it is,
   *     withholds nothing: tasks start as its rows come, in their order. Empty if the table is
   *     taken as a whole
   */
  record RowsOf(String table, List<Integer> stages, OptionalInt growing) implements Dependence {
    public RowsOf {
      stages = List.copyOf(stages);
    }

    /** The table as a whole. */
    public RowsOf(String table, List<Integer> stages) {
      this(table, stages, OptionalInt.empty());
    }
  }

  /** Tasks come during the run, until it is told that no more will. They start as they come. */
  record Submitted() implements Dependence {}
}
