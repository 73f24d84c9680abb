package dev.thresher.api;

/** How far a task has come. */
public enum TaskPhase {
  /** Waits in this executor. */
  QUEUED,
  /** Has been handed to a worker process and waits there. */
  DISPATCHED,
  /** Its code runs. */
  RUNNING,
  /** Its deadline has passed, it has been interrupted, and will be tried again once it has left. */
  STOPPING,
  /** An attempt has failed; it waits for the next one. */
  PAUSED,
  /** {@code shutdownNow} returned it; it ends if somebody runs or cancels it. */
  WITHDRAWN,
  /** It returned. */
  COMPLETED,
  /** It threw. */
  FAILED,
  TIMED_OUT,
  CANCELLED,
  /** Its worker died, and it may not start again. */
  LOST;

  public boolean isEnded() {
    return compareTo(COMPLETED) >= 0;
  }
}
