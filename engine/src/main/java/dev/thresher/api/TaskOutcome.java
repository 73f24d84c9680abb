package dev.thresher.api;

import org.jspecify.annotations.Nullable;

/**
 * How one task ended, as a value. {@code map} gives one per item where a failure must not end the
 * whole.
 *
 * <p>Immutable. Values and throwables are those of the task: on threads the very objects, on
 * processes copies.
 */
public sealed interface TaskOutcome<T> {
  /** The task returned; {@code null} if it returned null. */
  record Completed<T>(@Nullable T value) implements TaskOutcome<T> {}

  /**
   * The task threw, or its result could not travel.
   *
   * @param cause what it threw: on threads the very object; from a process the same class if this
   *     JVM has it and it can travel, otherwise a {@link RemoteTaskException}
   */
  record Failed<T>(Throwable cause, TaskOrigin origin) implements TaskOutcome<T> {}

  /** Its deadline passed while it ran. */
  record TimedOut<T>(TaskTimeout cause) implements TaskOutcome<T> {}

  /** Somebody asked for it to stop, or the executor ended before it started. */
  record Cancelled<T>(String reason) implements TaskOutcome<T> {}

  /** Its worker died as often as the task may start again. */
  record Lost<T>(WorkerLost cause) implements TaskOutcome<T> {}

  /**
   * The value of a completed task.
   *
   * @throws TaskFailedException if it ended otherwise; the cause says how
   */
  default @Nullable T value() {
    return switch (this) {
      case Completed<T>(var value) -> value;
      case Failed<T>(var cause, var origin) -> throw new TaskFailedException(cause, origin);
      case TimedOut<T>(var cause) -> throw cause;
      case Cancelled<T>(var reason) -> throw new java.util.concurrent.CancellationException(reason);
      case Lost<T>(var cause) -> throw cause;
    };
  }
}
