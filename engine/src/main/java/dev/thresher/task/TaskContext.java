package dev.thresher.task;

import dev.thresher.model.TaskId;

/** What a running task can know of its surroundings. Used by the one thread that runs the task. */
public interface TaskContext {
  TaskId task();

  /** 1 for the first attempt. */
  int attempt();

  /** Whether somebody wants this attempt to stop; long computations ask every few milliseconds. */
  boolean isCancelled();

  /**
   * Whether the task may begin anew, here or elsewhere: not if it is to start once at most. Asked
   * by code that would begin it anew by itself, as no failure of the task is.
   */
  boolean mayStartAgain();

  /**
   * @throws InterruptedException if {@link #isCancelled}
   */
  default void stopIfCancelled() throws InterruptedException {
    if (isCancelled()) {
      throw new InterruptedException("task " + task() + " was cancelled");
    }
  }
}
