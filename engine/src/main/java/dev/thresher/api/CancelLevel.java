package dev.thresher.api;

/** How far a cancellation goes when the task has already started. */
public enum CancelLevel {
  /** A task that runs goes on; its result is dropped. {@code cancel(false)}. */
  UNSTARTED,
  /** A task that runs is interrupted. {@code cancel(true)}. */
  INTERRUPT,
  /**
   * A task that runs is ended with the process that runs it; the process is replaced, other tasks
   * go on. Only where a worker is a process: a thread cannot be ended by force.
   */
  FORCE
}
