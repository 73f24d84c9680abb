package dev.thresher.schedule;

import dev.thresher.model.BatchId;
import dev.thresher.model.Failure;
import dev.thresher.model.HeapUse;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import dev.thresher.model.WorkerId;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.TaskResult;
import dev.thresher.schedule.ScheduleEvent.Reach;
import dev.thresher.task.WorkerShare;
import java.util.List;
import java.util.Optional;

/** A schedule whose tasks are submitted, with the words in which workers speak to it. */
final class SubmittedRun {
  static final long SECOND = 1_000_000_000;
  static final String REASON = "enough";

  private final RunSchedule schedule =
      RunSchedule.accepting(new RunId("submitted"), 1, ScheduledRun.limits());
  private long now = 5 * SECOND;

  static Incarnation worker(int place) {
    return new Incarnation(WorkerId.numbered(place), 1);
  }

  List<Decision> on(ScheduleEvent event) {
    return schedule.on(event, now);
  }

  RunProgress progress() {
    return schedule.progress();
  }

  void pass(long nanos) {
    now += nanos;
  }

  List<Decision> serve(int place, int slots) {
    return serve(worker(place), slots);
  }

  List<Decision> serve(Incarnation worker, int slots) {
    var register = new Reply.Register(worker, 1, "localhost", slots, "test");
    return on(new ScheduleEvent.Heard(worker, register));
  }

  /** Adds stage 0, of which all tasks are there at once. */
  List<Decision> submit(long tasks, RetryPolicy retry) {
    var stage = ScheduledRun.stage(0, 0, new Dependence.Submitted(), retry, WorkerShare.USUAL);
    on(new ScheduleEvent.StageAdded(stage, 100));
    return on(new ScheduleEvent.TasksAdded(0, tasks));
  }

  List<Decision> cancel(long index) {
    return cancel(index, Reach.RUNNING);
  }

  List<Decision> cancel(long index, Reach reach) {
    return on(new ScheduleEvent.TaskCancelled(new TaskId(0, index), REASON, reach));
  }

  List<Decision> report(int place, long sequence, RunTasks batch, TaskResult... results) {
    return on(
        hear(
            place,
            new Reply.Ended(1, sequence, batch.batch(), batch.attempt(), List.of(results), false)));
  }

  List<Decision> giveBack(int place, long sequence, RunTasks batch, long from, long until) {
    var tasks = Optional.of(new TaskRange(batch.tasks().stage(), from, until));
    return on(hear(place, new Reply.Returned(1, sequence, batch.batch(), tasks)));
  }

  List<Decision> beat(int place, long round, List<Reply.Running> running, BatchId... holding) {
    return on(hear(place, new Reply.Beating(1, round, running, List.of(holding), HeapUse.UNKNOWN)));
  }

  List<Decision> lose(int place, Departure.Blame blame) {
    return lose(worker(place), blame);
  }

  List<Decision> lose(Incarnation worker, Departure.Blame blame) {
    return on(new ScheduleEvent.WorkerGone(worker, new Departure(blame, "is gone")));
  }

  private static ScheduleEvent hear(int place, Reply reply) {
    return new ScheduleEvent.Heard(worker(place), reply);
  }

  static TaskResult completed(long index) {
    return new TaskResult(index, new Outcome.Completed(new Payload.Reference("done")), 1000);
  }

  static TaskResult failed(long index) {
    return new TaskResult(index, new Outcome.Failed(Failure.of("Bad", "luck")), 1000);
  }

  static Decision.Withdraw withdrawn(long index, int attempt) {
    return new Decision.Withdraw(new TaskId(0, index), attempt, REASON);
  }

  /** How these tasks ended, of those that a commit tells. */
  static List<Outcome> outcomes(List<Decision> decisions, long index) {
    return decisions.stream()
        .filter(Decision.Commit.class::isInstance)
        .flatMap(decision -> ((Decision.Commit) decision).results().stream())
        .filter(result -> result.index() == index)
        .map(TaskResult::outcome)
        .toList();
  }

  static List<RunTasks> batches(List<Decision> decisions) {
    return decisions.stream()
        .filter(decision -> decision instanceof Decision.Send(var _, RunTasks _))
        .map(decision -> (RunTasks) ((Decision.Send) decision).request())
        .toList();
  }
}
