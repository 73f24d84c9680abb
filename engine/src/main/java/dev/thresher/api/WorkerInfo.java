package dev.thresher.api;

import java.time.Duration;
import java.util.Optional;

/**
 * One worker, as it was when it was asked for.
 *
 * @param state what it is doing
 * @param task key of the task that it runs, or a description; empty if it is idle
 * @param since how long it has been in this state
 * @param finished tasks that ended on it, in whatever way
 */
public record WorkerInfo(
    TaskPlace place, State state, Optional<String> task, Duration since, long finished) {
  /** What a worker is doing. */
  public enum State {
    STARTING,
    IDLE,
    BUSY,
    /** Takes no further task and ends when what it runs is through. */
    DRAINING,
    /** Runs a task that went on after its deadline and an interrupt; its slot has been replaced. */
    ABANDONED
  }
}
