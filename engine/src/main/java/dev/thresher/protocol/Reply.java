package dev.thresher.protocol;

import dev.thresher.model.BatchId;
import dev.thresher.model.HeapUse;
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
   * What becomes of the tasks of a batch. Kept by the worker until acknowledged, and sent again on
   * every beat and on every {@link Request.Welcome} until then. Every task of a batch that the
   * worker took is in exactly one of them.
   */
  sealed interface Report extends Reply {
    /** The epoch in which the batch was asked for. */
    long epoch();

    /** Counts the worker's reports from 1, without gaps. */
    long sequence();

    BatchId batch();
  }

  /**
   * Results.
   *
   * @param attempt as in the request
   * @param results of one batch, in any order
   * @param finished nothing of the batch will follow. A hint: without it nothing may follow either,
   *     if what was left has been given back, or the last result was reported before its slot knew
   *     that it was the last. What is settled is told by the results alone
   */
  record Ended(
      long epoch,
      long sequence,
      BatchId batch,
      int attempt,
      List<TaskResult> results,
      boolean finished)
      implements Report {
    public Ended {
      results = List.copyOf(results);
    }
  }

  /**
   * These tasks never started here and never will. Answers {@code Revoke}, with one report for each
   * stretch of tasks or an empty one if nothing was left to give; also follows {@code Drain}, and a
   * {@code RunTasks} that a worker refuses because it drains or the request is older than its
   * memory.
   */
  record Returned(long epoch, long sequence, BatchId batch, Optional<TaskRange> tasks)
      implements Report {}

  /**
   * A sign of life, sent every beat.
   *
   * @param round the highest of the {@link Request.Beat}s that reached the worker; 0 before the
   *     first. A batch that was sent before that one, that is not held, and whose end no report
   *     tells, has not arrived and is sent again
   * @param holding the batches of which the worker has tasks to run or to end
   * @param heap of the worker's JVM, for people; nothing is decided by it
   */
  record Beating(long epoch, long round, List<Running> running, List<BatchId> holding, HeapUse heap)
      implements Reply {
    public Beating {
      running = List.copyOf(running);
      holding = List.copyOf(holding);
    }
  }

  /**
   * A task that runs now.
   *
   * @param forNanos time since its start
   * @param stoppingNanos time since it was told to stop; 0 if it was not
   */
  record Running(TaskId task, int attempt, long forNanos, long stoppingNanos) {}

  /**
   * Answers {@code Drain}: nothing runs here any more, every result has been sent. Repeated every
   * beat until the worker is stopped.
   */
  record Drained() implements Reply {}
}
