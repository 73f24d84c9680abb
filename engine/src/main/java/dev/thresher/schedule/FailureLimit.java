package dev.thresher.schedule;

import dev.thresher.model.Counted;
import dev.thresher.model.Halt;
import dev.thresher.model.Outcome;
import dev.thresher.plan.OnError;
import dev.thresher.schedule.Decision.End;
import java.util.Optional;

/**
 * Decides when failures end the run: with the first one of a stage that fails fast, or when there
 * are as many as the plan bears.
 *
 * <p>What failed before the run was resumed does not count: whoever resumes it wants the rest.
 */
final class FailureLimit {
  private final Optional<Halt> halt;
  private long failed;
  private Optional<Verdict> verdict = Optional.empty();

  /**
   * @param running what becomes of the tasks that run
   */
  record Verdict(End end, String reason, Halt.Running running) {}

  FailureLimit(Optional<Halt> halt) {
    this.halt = halt;
  }

  /** Why the run is to end; the first reason counts. */
  Optional<Verdict> verdict() {
    return verdict;
  }

  /**
   * A task of the stage has failed for good.
   *
   * @param tasks of the run, as far as they are known
   */
  void count(StageBacklog stage, long index, Outcome outcome, long tasks) {
    failed++;
    if (verdict.isPresent()) {
      return;
    }
    var last =
        "task %d of %s %s"
            .formatted(index, stage.planned().spec().name(), Settlement.describe(outcome));
    if (stage.planned().onError() == OnError.FAIL_FAST) {
      verdict = Optional.of(new Verdict(End.FAILED, last, Halt.Running.STOP));
    } else {
      verdict =
          halt.filter(rule -> rule.isReached(failed, tasks))
              .map(rule -> new Verdict(End.HALTED, reason(rule, tasks, last), rule.running()));
    }
  }

  private String reason(Halt rule, long tasks, String last) {
    return "%d of %s failed, and halt allows fewer than %s; the last one: %s"
        .formatted(failed, Counted.of(tasks, "task"), rule.described(), last);
  }
}
