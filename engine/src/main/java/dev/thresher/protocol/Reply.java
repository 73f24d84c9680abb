package dev.thresher.protocol;

import dev.thresher.model.BatchId;
import dev.thresher.model.Incarnation;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import java.util.List;
import java.util.Optional;

/** From a worker to the coordinator. */
public sealed interface Reply {
  /**
   * The first word of every incarnation, repeated until it is welcomed.
   *
   * @param pid of the operating-system process that runs the tasks
   * @param slots tasks that it runs at once; {@link #UNLIMITED} on virtual threads
   * @param version of the engine, for a clear refusal when they differ
   */
  record Register(Incarnation worker, long pid, String host, int slots, String version)
      implements Reply {}

  /** The slots of a worker that starts every task at once. */
  int UNLIMITED = Integer.MAX_VALUE;

  /**
   * Results. Kept by the worker, and sent again after it registers again, until acknowledged.
   *
   * @param sequence counts the worker's Ended messages from 1
   * @param attempt as in the request
   * @param finished whether the worker is through with the batch: nothing of it will follow
   */
  record Ended(
      long epoch,
      long sequence,
      BatchId batch,
      int attempt,
      List<TaskResult> results,
      boolean finished)
      implements Reply {
    public Ended {
      results = List.copyOf(results);
    }
  }

  /** Answers {@code Revoke}: these tasks, the tail of the batch, never started and never will. */
  record Returned(BatchId batch, Optional<TaskRange> tasks) implements Reply {}

  /** A sign of life, sent every beat and whenever a task that takes long has started. */
  record Beating(long epoch, List<Running> running) implements Reply {
    public Beating {
      running = List.copyOf(running);
    }
  }

  /**
   * A task that runs now.
   *
   * @param forNanos time since its start
   */
  record Running(TaskId task, int attempt, long forNanos) {}

  /** Answers {@code Drain}: nothing runs here any more, every result has been sent. */
  record Drained() implements Reply {}
}
