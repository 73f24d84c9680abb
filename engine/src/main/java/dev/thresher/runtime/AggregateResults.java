package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.plan.Combination.Aggregate;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.ReductionTree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One row of aggregates; each sum is over the fixed tree, so its rounding does not depend on
 * arrival.
 */
final class AggregateResults implements StageResults {
  private final RowResults rows;
  private final Outlet outlet;
  private final Aggregation aggregation;
  private final ReductionTree<Aggregation.Parts> tree;

  AggregateResults(PlannedStage stage, RowResults rows, List<Aggregate> aggregates, Outlet outlet) {
    this.rows = rows;
    this.outlet = outlet;
    this.aggregation = new Aggregation(stage.spec().name(), aggregates);
    this.tree = ReductionTree.growing(aggregation::combine);
  }

  @Override
  public void completed(long index, Value result) {
    tree.put(index, aggregation.of(rows.row(index, result)));
  }

  @Override
  public void missing(long index) {
    tree.skip(index);
  }

  @Override
  public Optional<Value> finish() throws IOException {
    var result = tree.result().map(aggregation::finish);
    if (result.isPresent()) {
      outlet.whole(result.get());
    }
    return result.map(Value.class::cast);
  }
}
