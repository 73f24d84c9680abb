package dev.thresher.runtime.site;

import dev.thresher.model.Value.Fields;
import dev.thresher.plan.Combination;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.OnError;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.schedule.ScheduleEvent;
import dev.thresher.task.Backoff;
import dev.thresher.task.Inputs;
import dev.thresher.task.RetryOn;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import dev.thresher.task.WorkerShare;
import java.util.Optional;

/** One stage of the schedule and its tasks. Guarded by its desk. */
final class OpenStage {
  /**
   * Attempts after failures are the caller's side: it submits again. A task that was alone with a
   * worker when that died by itself gets one other worker, which is there already as a rule: so
   * whoever waits is told without waiting for a process to start.
   */
  private static final RetryPolicy RETRY = new RetryPolicy(0, 1, Backoff.DEFAULT, RetryOn.ANY);

  private final PlannedStage planned;
  private final int batchLimit;
  final OpenTasks tasks;
  private long told;
  private boolean closed;

  OpenStage(int number, Terms terms, TaskBody.Closure body) {
    var spec =
        new StageSpec(
            number,
            "calls",
            body,
            Fields.NONE,
            new Inputs.Given(),
            terms.idempotent() ? Semantics.AT_LEAST_ONCE : Semantics.AT_MOST_ONCE,
            terms.deadlineNanos());
    this.planned =
        new PlannedStage(
            spec,
            0,
            new Dependence.Submitted(),
            RETRY,
            OnError.COLLECT,
            new WorkerShare(WorkerShare.UNLIMITED, terms.priority()),
            new Combination.Merged(),
            Optional.empty());
    this.tasks = new OpenTasks(terms.code().objects());
    this.batchLimit = terms.size().batchLimit();
  }

  int number() {
    return planned.spec().stage();
  }

  ScheduleEvent added() {
    return new ScheduleEvent.StageAdded(planned, batchLimit);
  }

  /** The tasks that have come since the last time. */
  Optional<ScheduleEvent> grown() {
    long further = tasks.next() - told;
    told = tasks.next();
    return further == 0
        ? Optional.empty()
        : Optional.of(new ScheduleEvent.TasksAdded(number(), further));
  }

  void close() {
    closed = true;
  }

  /** Nothing will come of it any more. */
  boolean isOver() {
    return closed && tasks.isEmpty();
  }
}
