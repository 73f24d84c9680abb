package dev.thresher.execute;

import dev.thresher.model.Failure;
import dev.thresher.model.Payload;
import dev.thresher.task.TaskBody;

/** Finds what the tasks of a closure's stage call. */
@FunctionalInterface
public interface Closures {
  /** For workers that are never given any. */
  Closures NONE =
      _ -> {
        throw new IllegalStateException("closures do not run on this worker");
      };

  /** Loads nothing yet. */
  Callee find(TaskBody.Closure body);

  /** What is called by all tasks of one stage, from any of their threads. */
  interface Callee {
    /**
     * Takes the argument out of its payload, calls, and puts the result into one.
     *
     * @param preparing is told if the worker has to be made ready first
     * @throws Exception whatever the caller's code throws
     */
    Payload call(Payload argument, Preparing preparing) throws Exception;

    /** What {@link #call} threw, as the submitter is to see it. */
    Failure failure(Throwable thrown);
  }

  /** What comes before a task and is no part of it: the time between the two is not the task's. */
  interface Preparing {
    void begin();

    void end();
  }
}
