package dev.thresher.api;

import java.time.Duration;
import java.util.Optional;

/**
 * What a caller wants of one task. Immutable; begin with {@link #DEFAULT}.
 *
 * @param deadline how long one attempt may run, counted from its true start on the worker, not from
 *     its submission
 * @param retry after failures and deadlines
 * @param priority tasks of a higher one start first; equal ones in the order of submission; 0 by
 *     default. What runs is never interrupted for it
 * @param idempotent whether it may start again after its worker was lost; true by default. If
 *     false, a loss ends it with {@link WorkerLost}
 * @param key a name of the caller's, shown in status, logs and messages
 */
public record TaskOptions(
    Optional<Duration> deadline,
    Retry retry,
    int priority,
    boolean idempotent,
    Optional<String> key) {
  public static final TaskOptions DEFAULT =
      new TaskOptions(Optional.empty(), Retry.NONE, 0, true, Optional.empty());

  public TaskOptions {
    deadline.ifPresent(limit -> {
      if (!limit.isPositive()) {
        throw new IllegalArgumentException("deadline must be > 0, but is " + limit);
      }
    });
  }

  public TaskOptions withDeadline(Duration limit) {
    return new TaskOptions(Optional.of(limit), retry, priority, idempotent, key);
  }

  public TaskOptions withRetry(Retry other) {
    return new TaskOptions(deadline, other, priority, idempotent, key);
  }

  public TaskOptions withPriority(int other) {
    return new TaskOptions(deadline, retry, other, idempotent, key);
  }

  public TaskOptions withIdempotent(boolean other) {
    return new TaskOptions(deadline, retry, priority, other, key);
  }

  public TaskOptions withKey(String other) {
    return new TaskOptions(deadline, retry, priority, idempotent, Optional.of(other));
  }
}
