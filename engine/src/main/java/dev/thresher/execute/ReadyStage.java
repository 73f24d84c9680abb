package dev.thresher.execute;

import dev.thresher.model.Failure;
import dev.thresher.model.Payload;
import dev.thresher.protocol.Request.RunTasks;

/** A stage with its code found, once per worker. Used by all of its slots. */
interface ReadyStage {
  /** Does the work of one task, on the calling thread. */
  Payload run(RunTasks batch, RunningTask task) throws Exception;

  /** What {@link #run} threw, for whoever waits for the task. */
  Failure failure(Throwable thrown);

  /** Gives back what its code holds, if that is anything. */
  void close();
}
