package dev.thresher.plan;

import dev.thresher.model.Outcome;
import dev.thresher.task.Backoff;
import dev.thresher.task.RetryOn;
import java.time.Duration;

/**
 * How often a task may be tried again, by who was at fault.
 *
 * @param afterFailure further attempts after the task's own failure or deadline
 * @param afterLoss further attempts after a worker was lost under it; drains and kills from outside
 *     cost nothing
 * @param backoff before each further attempt after a failure; after a loss there is no pause
 * @param on which failures
 */
public record RetryPolicy(int afterFailure, int afterLoss, Backoff backoff, RetryOn on) {
  public static final RetryPolicy DEFAULT = new RetryPolicy(0, 3, Backoff.DEFAULT, RetryOn.ANY);

  /**
   * After every failure.
   *
   * @param initial first pause; doubles each time
   */
  public RetryPolicy(int afterFailure, int afterLoss, Duration initial) {
    this(afterFailure, afterLoss, Backoff.doublingFrom(initial), RetryOn.ANY);
  }

  /**
   * Whether an attempt that ended like this is followed by another one.
   *
   * @param failures earlier attempts of the task that ended in its own failure or at its deadline
   */
  public boolean retries(Outcome outcome, int failures) {
    return failures < afterFailure && on.covers(outcome);
  }
}
