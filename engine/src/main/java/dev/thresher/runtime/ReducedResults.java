package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.ReductionTree;
import java.io.IOException;
import java.util.Optional;

/**
 * One row of all; it is made over the fixed tree, so it does not depend on arrival, roundings
 * included.
 */
final class ReducedResults<P> implements StageResults {
  private final RowResults rows;
  private final Outlet outlet;
  private final RowFold<P> fold;
  private final ReductionTree<P> tree;

  ReducedResults(PlannedStage stage, RowResults rows, RowFold<P> fold, Outlet outlet) {
    this.rows = rows;
    this.outlet = outlet;
    this.fold = fold;
    this.tree = ReductionTree.growing(fold::combine);
  }

  @Override
  public void completed(long index, Value result) {
    tree.put(index, fold.of(rows.row(index, result)));
  }

  @Override
  public void missing(long index) {
    tree.skip(index);
  }

  @Override
  public Optional<Value> finish() throws IOException {
    var result = tree.result().map(fold::finish);
    if (result.isPresent()) {
      outlet.whole(result.get());
    }
    return result.map(Value.class::cast);
  }
}
