package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
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
  private final PlannedStage stage;
  private final RowResults rows;
  private final List<Aggregate> aggregates;
  private final boolean overwrite;
  private final ReductionTree<Fields> tree;
  private long count;

  AggregateResults(
      PlannedStage stage, RowResults rows, List<Aggregate> aggregates, boolean overwrite) {
    this.stage = stage;
    this.rows = rows;
    this.aggregates = aggregates;
    this.overwrite = overwrite;
    this.tree = new ReductionTree<>(stage.size(), this::combine);
  }

  @Override
  public void completed(long index, Value result) {
    count++;
    tree.put(index, leaf(rows.row(index, result)));
  }

  @Override
  public void missing(long index) {
    tree.skip(index);
  }

  private Fields leaf(Fields row) {
    var leaf = Fields.NONE;
    for (var aggregate : aggregates) {
      leaf =
          leaf.with(
              aggregate.name(),
              aggregate.function() == Aggregate.Function.COUNT
                  ? Value.of(1)
                  : row.get(aggregate.column()));
    }
    return leaf;
  }

  private Fields combine(Fields left, Fields right) {
    var both = left;
    for (var aggregate : aggregates) {
      var name = aggregate.name();
      both = both.with(name, combine(aggregate.function(), left.get(name), right.get(name)));
    }
    return both;
  }

  private static Value combine(Aggregate.Function function, Value left, Value right) {
    return switch (function) {
      case COUNT, SUM, MEAN -> sum(left, right);
      case MIN -> left.asReal() <= right.asReal() ? left : right;
      case MAX -> left.asReal() >= right.asReal() ? left : right;
    };
  }

  private static Value sum(Value left, Value right) {
    return left instanceof Value.Whole(long a) && right instanceof Value.Whole(long b)
        ? Value.of(Math.addExact(a, b))
        : Value.of(left.asReal() + right.asReal());
  }

  @Override
  public Optional<Value> finish(boolean publish) throws IOException {
    if (!tree.isComplete()) {
      return Optional.empty();
    }
    var combined = tree.result();
    if (combined.isEmpty()) {
      return Optional.empty();
    }
    var result = combined.get();
    for (var aggregate : aggregates) {
      if (aggregate.function() == Aggregate.Function.MEAN) {
        double sum = result.get(aggregate.name()).asReal();
        result = result.with(aggregate.name(), Value.of(sum / count));
      }
    }
    if (publish && stage.output().isPresent()) {
      OutputFile.publish(stage.output().get(), result, overwrite);
    }
    return Optional.of(result);
  }

  @Override
  public void close() {}
}
