package dev.thresher.plan;

import java.time.Duration;

/**
 * How often a task may be tried again, by who was at fault.
 *
 * @param afterFailure further attempts after the task's own failure or deadline
 * @param afterLoss further attempts after a worker was lost under it; drains and kills from outside
 *     cost nothing
 * @param backoff pause before the first further attempt after a failure; doubles each time, at most
 *     a minute
 */
public record RetryPolicy(int afterFailure, int afterLoss, Duration backoff) {
  public static final RetryPolicy DEFAULT = new RetryPolicy(0, 3, Duration.ofSeconds(1));
}
