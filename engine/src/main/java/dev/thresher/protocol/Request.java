package dev.thresher.protocol;

import dev.thresher.model.BatchId;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Payload;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskRange;
import dev.thresher.task.StageSpec;
import java.util.List;

/** From the coordinator to one worker. */
public sealed interface Request {
  /**
   * Answers {@link Reply.Register}. Sent again whenever the same incarnation registers again.
   *
   * @param epoch of the coordinator; a worker ignores requests of a lower one
   * @param leaseNanos a worker that has not heard from the coordinator for so long starts nothing
   *     new; 0 means that there is no lease
   */
  record Welcome(RunId run, long epoch, Incarnation you, long leaseNanos) implements Request {}

  /**
   * Describes a stage; precedes its first batch. The same stage number always means the same spec.
   * A batch of a stage that the worker does not know is not taken; it is sent again, after its
   * stage, once a beat shows that it is not held.
   */
  record Define(StageSpec stage) implements Request {}

  /**
   * All tasks of the stage have ended and no batch of it will come: what the worker knows of it,
   * the objects of its tasks among that, is of no use any more. Never sent again; where it gets
   * lost, the worker knows more than it needs.
   */
  record ForgetStage(int stage) implements Request {}

  /**
   * Run these tasks. Sent again, unchanged, if it seems lost: a batch that the worker has taken
   * once is never taken twice.
   *
   * @param attempt of every task in the batch, from 1
   * @param spread whether each task is for a slot of its own, and waits until one is free; else one
   *     slot has them all, unless more are free
   * @param arguments by position in the range; empty if the worker makes them from the stage's
   *     inputs
   */
  record RunTasks(
      long epoch,
      BatchId batch,
      TaskRange tasks,
      int attempt,
      boolean spread,
      List<Payload> arguments)
      implements Request {
    public RunTasks {
      arguments = List.copyOf(arguments);
    }

    /** The same, with what the tasks are given. */
    public RunTasks with(List<Payload> given) {
      return new RunTasks(epoch, batch, tasks, attempt, spread, given);
    }
  }

  /**
   * Give back the tasks of the batch with an index of {@code from} or above that have not started.
   * Answered by {@link Reply.Returned}, also if nothing is left to give.
   */
  record Revoke(BatchId batch, long from) implements Request {}

  /**
   * Stop these tasks: those that have not started never start, running ones are interrupted. Each
   * ends with an {@link Reply.Ended}, unless it had ended before.
   */
  record Cancel(BatchId batch, String reason) implements Request {}

  /**
   * This one task of the batch is no longer wanted; the others go on. It ends with an {@link
   * Reply.Ended}, unless it had ended before: cancelled if it had not started or is interrupted, as
   * it would have otherwise.
   *
   * @param interrupt whether a task that runs is interrupted
   */
  record CancelTask(BatchId batch, long index, String reason, boolean interrupt)
      implements Request {}

  /**
   * Every report up to and including this sequence number has been dealt with, its results
   * committed; the worker may forget them.
   */
  record Acknowledge(long epoch, long sequence) implements Request {}

  /**
   * A sign of life; renews the lease.
   *
   * @param round counts the coordinator's beats from 1; the worker names the highest it heard in
   *     its own
   */
  record Beat(long epoch, long round) implements Request {}

  /**
   * Start nothing more, give back what has not started, finish what runs, answer {@code Drained}.
   */
  record Drain() implements Request {}

  /** End now; running tasks are interrupted and their outcome is of no interest. */
  record Stop() implements Request {}
}
