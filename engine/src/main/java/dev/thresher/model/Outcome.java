package dev.thresher.model;

/**
 * How one task ended. The type alone says whether another attempt could help: never after {@link
 * Completed} or {@link Cancelled}, by the retry policy after {@link Failed} and {@link TimedOut},
 * elsewhere after {@link Lost}.
 */
public sealed interface Outcome {
  record Completed(Payload result) implements Outcome {}

  /** The task's own code failed. */
  record Failed(Failure failure) implements Outcome {}

  /**
   * The deadline passed while it ran.
   *
   * @param limitNanos the deadline, in nanoseconds from its start on the worker
   */
  record TimedOut(long limitNanos) implements Outcome {}

  /** Somebody asked for it to stop, or the run ended before it started. */
  record Cancelled(String reason) implements Outcome {}

  /**
   * Its worker died or was cut off while it ran, as often as the retry budget allows.
   *
   * @param detail what is known of the last death, in words
   */
  record Lost(Incarnation worker, String detail) implements Outcome {}
}
