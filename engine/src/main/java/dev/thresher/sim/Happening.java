package dev.thresher.sim;

import dev.thresher.model.BatchId;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Reply;
import dev.thresher.schedule.Decision.End;
import dev.thresher.schedule.Departure;
import dev.thresher.schedule.RunProgress;
import dev.thresher.schedule.ScheduleEvent.Reach;
import dev.thresher.schedule.Volume;

/** One line of the external history of a run: what an observer of all machines could see. */
public sealed interface Happening {
  long at();

  /** The worker runs and will register. */
  record Came(long at, Incarnation worker) implements Happening {}

  /** The worker's process has ended; the coordinator does not know yet. */
  record Died(long at, Incarnation worker, Departure.Blame blame) implements Happening {}

  /** The coordinator learns of it. */
  record ToldGone(long at, Incarnation worker) implements Happening {}

  /** Nothing happens on that worker until {@code until}; without a worker: on the coordinator. */
  record Froze(long at, String who, long until) implements Happening {}

  /** The coordinator gave the incarnation up. */
  record Killed(long at, Incarnation worker, String reason) implements Happening {}

  record Welcomed(long at, Incarnation worker) implements Happening {}

  record Dispatched(long at, Incarnation worker, BatchId batch, TaskRange tasks, int attempt)
      implements Happening {}

  /** The first copy of a batch has arrived. */
  record Arrived(long at, Incarnation worker, BatchId batch, TaskRange tasks)
      implements Happening {}

  /** The task's code begins. */
  record Began(long at, Incarnation worker, TaskId task, int attempt) implements Happening {}

  /** The task's code is through, on its worker. */
  record Ended(long at, Incarnation worker, TaskId task, int attempt, Outcome outcome)
      implements Happening {}

  /** The worker says something about a batch, for the first time or again. */
  record Reported(long at, Incarnation worker, Reply.Report report) implements Happening {}

  record Acknowledged(long at, Incarnation worker, long sequence) implements Happening {}

  record Committed(long at, TaskId task, int attempt, Incarnation by, Outcome outcome)
      implements Happening {}

  /** So much more of what was committed has been combined and written. */
  record TakenIn(long at, Volume more) implements Happening {}

  /** The task was cancelled while no worker had it. */
  record Withdrawn(long at, TaskId task, int attempt, String reason) implements Happening {}

  /** The next tasks of a stage that grows. */
  record Submitted(long at, int stage, long from, long until) implements Happening {}

  /** The coordinator learns that the task is cancelled by itself. */
  record Unwanted(long at, TaskId task, Reach reach) implements Happening {}

  /** The coordinator learns that no stage or task will come any more. */
  record SubmissionsEnded(long at) implements Happening {}

  record Retried(long at, TaskId task, int attempt, Outcome outcome) implements Happening {}

  record SentFor(long at, Incarnation worker, long pauseNanos) implements Happening {}

  record DrainAsked(long at) implements Happening {}

  record CancelAsked(long at) implements Happening {}

  record Finished(long at, End end, String detail, RunProgress progress) implements Happening {}
}
