package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.ReductionTree;
import dev.thresher.task.TaskKind;
import java.io.IOException;
import java.util.Optional;

/** Partial results of a kind, combined by its reducer over the fixed tree. */
final class MergedResults implements StageResults {
  private final PlannedStage stage;
  private final TaskKind kind;
  private final Outlet outlet;
  private final ReductionTree<Value> tree;

  MergedResults(PlannedStage stage, TaskKind kind, Outlet outlet) {
    this.stage = stage;
    this.kind = kind;
    this.outlet = outlet;
    this.tree = ReductionTree.growing(kind.reducer()::combine);
  }

  @Override
  public void completed(long index, Value result) {
    tree.put(index, result);
  }

  @Override
  public void missing(long index) {
    tree.skip(index);
  }

  @Override
  public Optional<Value> finish() throws IOException {
    var finished =
        tree.result().map(combined -> kind.reducer().finish(combined, stage.spec().constants()));
    if (finished.isPresent()) {
      outlet.whole(finished.get());
    }
    return finished;
  }
}
