package dev.thresher.plan;

import dev.thresher.task.StageSpec;
import java.util.Optional;

/**
 * One stage with everything the coordinator's side needs beyond what workers are told.
 *
 * @param size number of tasks, at least 0
 */
public record PlannedStage(
    StageSpec spec,
    long size,
    Dependence dependence,
    RetryPolicy retry,
    OnError onError,
    Combination combination,
    Optional<OutputSpec> output) {

  /** The same, with no file for its result. */
  public PlannedStage withoutOutput() {
    return new PlannedStage(spec, size, dependence, retry, onError, combination, Optional.empty());
  }
}
