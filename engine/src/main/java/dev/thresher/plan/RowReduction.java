package dev.thresher.plan;

import dev.thresher.plan.Combination.Aggregate;
import dev.thresher.task.TaskBody;
import java.util.List;

/** How many rows become one, over the fixed tree, see {@link ReductionTree}. */
public sealed interface RowReduction {
  record Aggregates(List<Aggregate> aggregates) implements RowReduction {
    public Aggregates {
      aggregates = List.copyOf(aggregates);
    }
  }

  /**
   * A static method of the user's, which makes one value of two.
   *
   * @param column whose values it takes; empty if it takes records, made of the columns of the
   *     names of their components
   */
  record Method(TaskBody.JavaMethod method, String column) implements RowReduction {}
}
