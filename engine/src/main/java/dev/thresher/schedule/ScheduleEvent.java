package dev.thresher.schedule;

import dev.thresher.model.Incarnation;
import dev.thresher.model.TaskId;
import dev.thresher.model.WorkerId;
import dev.thresher.plan.PlannedStage;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Starts;
import dev.thresher.task.Inputs;

/** What can happen to a run. */
public sealed interface ScheduleEvent {
  /** The backend will fill this place; it counts as capacity that is on its way. */
  record WorkerExpected(WorkerId worker) implements ScheduleEvent {}

  /** A worker said something. */
  record Heard(Incarnation from, Reply reply) implements ScheduleEvent {}

  /**
   * The backend knows that an incarnation has ended or never came up.
   *
   * @param starts what it had started by its end, of the tasks that may start once only
   */
  record WorkerGone(Incarnation worker, Departure departure, Starts starts)
      implements ScheduleEvent {
    /** Nobody can tell what it had started. */
    public WorkerGone(Incarnation worker, Departure departure) {
      this(worker, departure, new Starts.Untold());
    }
  }

  /** Nothing new starts; the run ends when what runs has ended. The first Ctrl-C. */
  record DrainAsked() implements ScheduleEvent {}

  /** Everything stops now. The second Ctrl-C, or the run's deadline. */
  record CancelAsked(String reason) implements ScheduleEvent {}

  /**
   * Rows over which a stage runs are there, after the commits of all tasks that they come from.
   *
   * @param stage with a {@link dev.thresher.plan.Dependence.RowsOf}
   * @param inputs always the same for a stage
   * @param size rows from the first on; never less than before
   * @param whole whether there will be no more. If not, the event comes again; only for a stage
   *     whose table is growing
   */
  record RowsCounted(int stage, Inputs inputs, long size, boolean whole) implements ScheduleEvent {}

  /**
   * A stage whose tasks are submitted during the run, see {@link
   * dev.thresher.plan.Dependence.Submitted}.
   *
   * @param stage its number was never used before
   * @param batchLimit most tasks in one batch, so that their arguments fit into one message
   */
  record StageAdded(PlannedStage stage, int batchLimit) implements ScheduleEvent {}

  /** A stage that was added has more tasks: the next {@code count} indices. */
  record TasksAdded(int stage, long count) implements ScheduleEvent {}

  /** No more tasks will be added to the stage; when all have ended it is forgotten. */
  record StageClosed(int stage) implements ScheduleEvent {}

  /** The task is no longer wanted. Nothing happens to one that has ended. */
  record TaskCancelled(TaskId task, String reason, Reach reach) implements ScheduleEvent {}

  /** How far a cancellation goes when the task has started. Each goes as far as those before it. */
  enum Reach {
    /** It goes on; if it has not started, it never does. */
    UNSTARTED,
    /** It is interrupted; if it does not stop, it costs its worker's life after a grace. */
    RUNNING,
    /** Its worker is ended at once, unless the worker has a life apart from its slots. */
    WORKER
  }

  /**
   * A fresh worker is to take this one's place: at once, or when what it runs has ended. Nobody is
   * charged for it.
   */
  record WorkerUnwanted(Incarnation worker, boolean atOnce, String reason)
      implements ScheduleEvent {}

  /** Neither stages nor tasks will be added; the run ends when all tasks have. */
  record SubmissionsEnded() implements ScheduleEvent {}

  /** Whether what is decided can be written down: while it cannot, nothing new is handed out. */
  record HandOut(boolean allowed) implements ScheduleEvent {}

  /**
   * So much more of what was committed has been combined and written, see {@link UptakeNews}. While
   * too much waits for that, nothing new is handed out.
   */
  record TakenIn(Volume more) implements ScheduleEvent {}

  /** Time has passed. */
  record Ticked() implements ScheduleEvent {}
}
