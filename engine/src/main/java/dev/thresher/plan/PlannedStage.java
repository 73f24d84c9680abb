package dev.thresher.plan;

import dev.thresher.task.Inputs;
import dev.thresher.task.StageSpec;
import dev.thresher.task.WorkerShare;
import java.util.Optional;

/**
 * One stage with everything the coordinator's side needs beyond what workers are told.
 *
 * @param size number of tasks, at least 0; 0 until it is told, see {@link Dependence.RowsOf}
 */
public record PlannedStage(
    StageSpec spec,
    long size,
    Dependence dependence,
    RetryPolicy retry,
    OnError onError,
    WorkerShare share,
    Combination combination,
    Optional<OutputSpec> output) {
  /** With all the workers that it can get. */
  public PlannedStage(
      StageSpec spec,
      long size,
      Dependence dependence,
      RetryPolicy retry,
      OnError onError,
      Combination combination,
      Optional<OutputSpec> output) {
    this(spec, size, dependence, retry, onError, WorkerShare.USUAL, combination, output);
  }

  /** The same with more tasks, see {@link Dependence.Submitted}. */
  public PlannedStage with(long further) {
    return new PlannedStage(
        spec, Math.addExact(size, further), dependence, retry, onError, share, combination, output);
  }

  /** The same with its output elsewhere. */
  PlannedStage withOutput(Optional<OutputSpec> elsewhere) {
    return new PlannedStage(spec, size, dependence, retry, onError, share, combination, elsewhere);
  }

  /** The same over rows that are known now. */
  public PlannedStage over(Inputs inputs, long size) {
    var known =
        new StageSpec(
            spec.stage(),
            spec.name(),
            spec.body(),
            spec.constants(),
            inputs,
            spec.semantics(),
            spec.deadlineNanos());
    return new PlannedStage(known, size, dependence, retry, onError, share, combination, output);
  }
}
