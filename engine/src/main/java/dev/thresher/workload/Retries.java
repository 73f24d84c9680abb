package dev.thresher.workload;

import dev.thresher.task.Backoff;
import dev.thresher.task.RetryOn;

/**
 * Further attempts after a task's own failure, in the user's words.
 *
 * @param times at most, for each task
 */
public record Retries(int times, Backoff backoff, RetryOn on) {
  /** Whatever the failure, with the usual pauses. */
  static Retries of(int times) {
    return new Retries(times, Backoff.DEFAULT, RetryOn.ANY);
  }
}
