package dev.thresher.protocol;

import dev.thresher.model.BatchId;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskRange;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.StageSpec;
import java.util.List;

/** From the coordinator to one worker. */
public sealed interface Request {
  /**
   * Answers {@link Reply.Register}. Sent again whenever the same incarnation registers again.
   *
   * @param epoch of the coordinator; a worker ignores requests of a lower one
   * @param leaseNanos a worker that has not heard from the coordinator for so long starts nothing
   *     new
   */
  record Welcome(RunId run, long epoch, Incarnation you, long leaseNanos) implements Request {}

  /**
   * Describes a stage; precedes its first batch. The same stage number always means the same spec.
   */
  record Define(StageSpec stage) implements Request {}

  /**
   * Run these tasks.
   *
   * @param attempt of every task in the batch, from 1
   * @param rows arguments by position in the range; empty if the worker makes them from the stage's
   *     inputs
   */
  record RunTasks(long epoch, BatchId batch, TaskRange tasks, int attempt, List<Fields> rows)
      implements Request {
    public RunTasks {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Give back up to {@code count} tasks of the batch that have not started, the last ones first.
   * Answered by {@link Reply.Returned}, also if nothing is left to give.
   */
  record Revoke(BatchId batch, long count) implements Request {}

  /**
   * Stop these tasks: those that have not started never start, running ones are interrupted. Each
   * ends with an {@link Reply.Ended}, unless it had ended before.
   */
  record Cancel(BatchId batch, String reason) implements Request {}

  /** The coordinator has committed every result up to and including this sequence number. */
  record Acknowledge(long epoch, long sequence) implements Request {}

  /** A sign of life; renews the lease. */
  record Beat(long epoch) implements Request {}

  /**
   * Start nothing more, give back what has not started, finish what runs, answer {@code Drained}.
   */
  record Drain() implements Request {}

  /** End now; running tasks are interrupted and their outcome is of no interest. */
  record Stop() implements Request {}
}
