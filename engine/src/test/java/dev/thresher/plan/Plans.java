package dev.thresher.plan;

import dev.thresher.model.Value.Fields;
import dev.thresher.task.Inputs;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import java.util.List;
import java.util.Optional;

/** Plans of tests that never run. */
public final class Plans {
  private Plans() {}

  /** Four tasks of one stage called {@code add}. */
  public static Plan sums(Optional<OutputSpec> output) {
    return new Plan(
        "sums",
        List.of(
            stage(0, "add", new TaskBody.Builtin("primes", 1), new Inputs.Single(), 4, output)));
  }

  public static Plan sums() {
    return sums(Optional.empty());
  }

  public static PlannedStage stage(
      int number,
      String name,
      TaskBody body,
      Inputs inputs,
      long size,
      Optional<OutputSpec> output) {
    return new PlannedStage(
        new StageSpec(number, name, body, Fields.NONE, inputs, Semantics.AT_LEAST_ONCE, 0),
        size,
        new Dependence.None(),
        RetryPolicy.DEFAULT,
        OnError.COLLECT,
        new Combination.Merged(),
        output);
  }

  /** One task a row of another stage. */
  public static PlannedStage over(String table, PlannedStage stage) {
    return new PlannedStage(
        stage.spec(),
        0,
        new Dependence.RowsOf(table, List.of(0)),
        stage.retry(),
        stage.onError(),
        stage.combination(),
        stage.output());
  }
}
