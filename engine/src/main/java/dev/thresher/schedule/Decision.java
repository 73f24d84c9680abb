package dev.thresher.schedule;

import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskId;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.TaskResult;
import java.time.Duration;
import java.util.List;

/** What the coordinator does next. Performed in order. */
public sealed interface Decision {
  record Send(Incarnation to, Request request) implements Decision {}

  /**
   * These tasks have ended, for good: each task of the run appears in exactly one Commit or
   * Withdraw.
   *
   * @param results in order of index
   */
  record Commit(int stage, int attempt, Incarnation by, List<TaskResult> results)
      implements Decision {}

  /**
   * The task was cancelled while no worker had it; that is its end, and no Commit tells it.
   *
   * @param attempt the one that will not be
   */
  record Withdraw(TaskId task, int attempt, String reason) implements Decision {}

  /** For the record: this attempt counts no more and another one follows. */
  record Retry(TaskId task, int attempt, Outcome outcome) implements Decision {}

  /** Fill the worker's place with a new incarnation of this number, after a pause. */
  record Replace(WorkerId worker, int number, Duration pause) implements Decision {}

  /** End this incarnation by force: it holds a task that does not stop, or its lease is over. */
  record Kill(Incarnation worker, String reason) implements Decision {}

  /** Every task has ended, or will never: the last decision of a run. */
  record Finish(End end, String detail) implements Decision {}

  /** How a run ends; the exit code follows from it. */
  enum End {
    /** Submitted tasks may have failed: whoever submitted them knows. */
    COMPLETED,
    /** Some task of the plan failed for good. */
    FAILED,
    /** As many tasks failed as the plan bears. */
    HALTED,
    DRAINED,
    CANCELLED,
    /** The deadline of the whole run has passed. */
    OVERDUE,
    /** Tasks are left and no worker will come. */
    STALLED
  }
}
