package dev.thresher.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BackendKind;
import dev.thresher.model.BatchId;
import dev.thresher.model.EngineSettings;
import dev.thresher.model.EngineSettings.DispatcherKind;
import dev.thresher.model.EngineSettings.Processes;
import dev.thresher.model.EngineSettings.Routing;
import dev.thresher.model.EngineSettings.Schedule;
import dev.thresher.model.EngineSettings.Threads;
import dev.thresher.model.HeapUse;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.WorkerId;
import dev.thresher.plan.Combination;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.OnError;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.TaskResult;
import dev.thresher.schedule.Decision.End;
import dev.thresher.schedule.Departure.Blame;
import dev.thresher.schedule.ScheduleEvent.Reach;
import dev.thresher.task.Inputs;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run whose tasks are submitted while it lasts. */
class SubmittedTasksTest {
  private static final long SECOND = 1_000_000_000;
  private static final Incarnation WORKER = new Incarnation(WorkerId.numbered(1), 1);

  private final RunSchedule schedule =
      RunSchedule.accepting(
          new RunId("submitted"), 1, SchedulingLimits.of(settings(), BackendKind.PROCESSES, 0));
  private long now = 5 * SECOND;

  @Test
  void aRunWithoutTasksGoesOnUntilItIsToldThatNoneWillCome() {
    assertThat(on(new ScheduleEvent.Ticked())).doesNotHaveAnyElementsOfTypes(Decision.Finish.class);
    assertThat(on(new ScheduleEvent.SubmissionsEnded()))
        .contains(new Decision.Finish(End.COMPLETED, ""));
  }

  @Test
  void tasksAreHandedOutAsTheyComeAndTheRunEndsAfterTheLast() {
    serve();
    on(new ScheduleEvent.StageAdded(stage(3), 100));
    var first = batch(on(new ScheduleEvent.TasksAdded(3, 1)));
    assertThat(first.tasks()).isEqualTo(new TaskRange(3, 0, 1));
    on(new ScheduleEvent.SubmissionsEnded());
    assertThat(on(ended(1, first, completed(0)))).contains(new Decision.Finish(End.COMPLETED, ""));
  }

  @Test
  void batchesKeepTheLimitOfTheirStage() {
    serve();
    on(new ScheduleEvent.StageAdded(stage(0), 2));
    var first = batch(on(new ScheduleEvent.TasksAdded(0, 1)));
    on(new ScheduleEvent.TasksAdded(0, 1000));
    long done = 1;
    var next = batches(on(ended(1, first, completed(0))));
    for (int sequence = 2; done < 20; sequence++) {
      assertThat(next).allMatch(batch -> batch.tasks().size() <= 2);
      var batch = next.getFirst();
      var results =
          Stream.iterate(batch.tasks().from(), index -> index + 1)
              .limit(batch.tasks().size())
              .map(SubmittedTasksTest::completed)
              .toArray(TaskResult[]::new);
      done += results.length;
      next = batches(on(ended(sequence, batch, results)));
    }
  }

  @Test
  void aTaskThatIsCancelledBeforeAnyWorkerHasItIsNeverSent() {
    on(new ScheduleEvent.StageAdded(stage(0), 100));
    on(new ScheduleEvent.TasksAdded(0, 3));
    assertThat(on(new ScheduleEvent.TaskCancelled(new TaskId(0, 1), "enough", Reach.RUNNING)))
        .contains(new Decision.Withdraw(new TaskId(0, 1), 1, "enough"));
    var sent = batches(serve());
    assertThat(sent).isNotEmpty().noneMatch(batch -> batch.tasks().contains(1));
    assertThat(sent.getFirst().tasks().from()).isZero();
  }

  @Test
  void aTaskThatIsCancelledTwiceIsWithdrawnOnce() {
    on(new ScheduleEvent.StageAdded(stage(0), 100));
    on(new ScheduleEvent.TasksAdded(0, 3));
    on(new ScheduleEvent.TaskCancelled(new TaskId(0, 2), "enough", Reach.RUNNING));
    assertThat(on(new ScheduleEvent.TaskCancelled(new TaskId(0, 2), "enough", Reach.RUNNING)))
        .isEmpty();
  }

  @Test
  void aCancelledTaskThatDoesNotStopCostsItsWorkersLifeAfterTheGrace() {
    serve();
    on(new ScheduleEvent.StageAdded(stage(0), 100));
    var batch = batch(on(new ScheduleEvent.TasksAdded(0, 1)));
    var task = new TaskId(0, 0);
    assertThat(on(new ScheduleEvent.TaskCancelled(task, "enough", Reach.RUNNING)))
        .contains(
            new Decision.Send(WORKER, new Request.CancelTask(batch.batch(), 0, "enough", true)));
    assertThat(on(beating(batch.batch(), task, SECOND)))
        .doesNotHaveAnyElementsOfTypes(Decision.Kill.class);
    var decisions = on(beating(batch.batch(), task, 10 * SECOND));
    assertThat(decisions).hasAtLeastOneElementOfType(Decision.Kill.class);
    assertThat(decisions)
        .contains(
            new Decision.Commit(
                0, 1, WORKER, List.of(new TaskResult(0, new Outcome.Cancelled("enough"), 0))));
  }

  @Test
  void aTaskThatHasNotBeenAskedToStopCostsNoLifeHoweverLongItWasCancelledBefore() {
    serve();
    on(new ScheduleEvent.StageAdded(stage(0), 100));
    var batch = batch(on(new ScheduleEvent.TasksAdded(0, 1)));
    on(new ScheduleEvent.TaskCancelled(new TaskId(0, 0), "enough", Reach.RUNNING));
    now += 1000 * SECOND;
    assertThat(on(beating(batch.batch(), new TaskId(0, 0), 0)))
        .doesNotHaveAnyElementsOfTypes(Decision.Kill.class)
        .contains(
            new Decision.Send(WORKER, new Request.CancelTask(batch.batch(), 0, "enough", true)));
  }

  @Test
  void aRunningTaskWhoseResultIsOfNoInterestIsLeftAlone() {
    serve();
    on(new ScheduleEvent.StageAdded(stage(0), 100));
    var batch = batch(on(new ScheduleEvent.TasksAdded(0, 1)));
    var task = new TaskId(0, 0);
    assertThat(on(new ScheduleEvent.TaskCancelled(task, "enough", Reach.UNSTARTED)))
        .contains(
            new Decision.Send(WORKER, new Request.CancelTask(batch.batch(), 0, "enough", false)));
    now += 10 * SECOND;
    assertThat(on(beating(batch.batch(), task, 0)))
        .doesNotHaveAnyElementsOfTypes(Decision.Kill.class);
  }

  @Test
  void aTaskThatIsEndedByForceCostsItsWorkersLifeAtTheNextBeat() {
    serve();
    on(new ScheduleEvent.StageAdded(stage(0), 100));
    var batch = batch(on(new ScheduleEvent.TasksAdded(0, 1)));
    var task = new TaskId(0, 0);
    on(new ScheduleEvent.TaskCancelled(task, "enough", Reach.RUNNING));
    on(new ScheduleEvent.TaskCancelled(task, "at once", Reach.WORKER));
    assertThat(on(beating(batch.batch(), task, 0))).hasAtLeastOneElementOfType(Decision.Kill.class);
  }

  @Test
  void aClosedStageIsForgottenWhenItsTasksHaveEnded() {
    serve();
    on(new ScheduleEvent.StageAdded(stage(0), 100));
    var batch = batch(on(new ScheduleEvent.TasksAdded(0, 1)));
    on(new ScheduleEvent.StageClosed(0));
    on(ended(1, batch, completed(0)));
    // Its number is free again only because nothing of it is kept.
    on(new ScheduleEvent.StageAdded(stage(0), 100));
    assertThat(batch(on(new ScheduleEvent.TasksAdded(0, 1))).tasks().from()).isZero();
  }

  @Test
  void tasksOfEqualPriorityStartInTheOrderOfTheirSubmissionWhicheverTheirStage() {
    on(new ScheduleEvent.StageAdded(stage(0), 1));
    on(new ScheduleEvent.StageAdded(stage(1), 1));
    on(new ScheduleEvent.TasksAdded(1, 1));
    on(new ScheduleEvent.TasksAdded(0, 1));
    on(new ScheduleEvent.TasksAdded(1, 1));
    assertThat(batches(serve()))
        .extracting(batch -> batch.tasks().first())
        .containsExactly(new TaskId(1, 0), new TaskId(0, 0), new TaskId(1, 1));
  }

  @Test
  void workersForgetAStageThatIsClosedWhenItsLastTaskHasEndedAndNotBefore() {
    serve();
    on(new ScheduleEvent.StageAdded(stage(0), 1));
    on(new ScheduleEvent.StageAdded(stage(1), 1));
    var both = batches(on(new ScheduleEvent.TasksAdded(0, 2)));
    var told = new Decision.Send(WORKER, new Request.ForgetStage(0));
    assertThat(on(new ScheduleEvent.StageClosed(1))).as("no worker knows that one").isEmpty();
    assertThat(on(new ScheduleEvent.StageClosed(0))).doesNotContain(told);
    assertThat(on(ended(1, both.getFirst(), completed(0)))).doesNotContain(told);
    var last = on(ended(2, both.getLast(), completed(1)));
    assertThat(last).contains(told);
    assertThat(on(new ScheduleEvent.Ticked())).doesNotContain(told);
  }

  @Test
  void aWorkerThatIsToGoFinishesWhatItRunsAndIsReplaced() {
    serve();
    on(new ScheduleEvent.StageAdded(stage(0), 100));
    var batch = batch(on(new ScheduleEvent.TasksAdded(0, 1)));
    assertThat(on(new ScheduleEvent.WorkerUnwanted(WORKER, false, "old age")))
        .contains(new Decision.Send(WORKER, new Request.Drain()));
    assertThat(batches(on(new ScheduleEvent.TasksAdded(0, 5)))).isEmpty();
    on(ended(1, batch, completed(0)));
    assertThat(on(new ScheduleEvent.Heard(WORKER, new Reply.Drained())))
        .contains(new Decision.Kill(WORKER, "old age"));
    assertThat(on(new ScheduleEvent.WorkerGone(WORKER, new Departure(Blame.OUTSIDE, "ended"))))
        .contains(new Decision.Replace(WORKER.worker(), 2, Duration.ZERO));
  }

  @Test
  void whatAWorkerHeldThatIsEndedAtOnceStartsAgainUncharged() {
    serve();
    on(new ScheduleEvent.StageAdded(stage(0), 100));
    on(new ScheduleEvent.TasksAdded(0, 1));
    assertThat(on(new ScheduleEvent.WorkerUnwanted(WORKER, true, "asked for")))
        .contains(new Decision.Kill(WORKER, "asked for"))
        .doesNotHaveAnyElementsOfTypes(Decision.Commit.class);
    on(new ScheduleEvent.WorkerGone(WORKER, new Departure(Blame.OUTSIDE, "ended")));
    var next = new Incarnation(WORKER.worker(), 2);
    var again =
        batches(
            on(new ScheduleEvent.Heard(next, new Reply.Register(next, 2, "localhost", 1, "test"))));
    assertThat(again).hasSize(1);
    assertThat(again.getFirst().attempt()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWorkerThatIsStillStartingIsEndedAndReplacedToo(boolean atOnce) {
    on(new ScheduleEvent.WorkerExpected(WORKER.worker()));
    assertThat(on(new ScheduleEvent.WorkerUnwanted(WORKER, atOnce, "asked for")))
        .contains(new Decision.Kill(WORKER, "asked for"));
    assertThat(serve()).as("too late").contains(new Decision.Send(WORKER, new Request.Stop()));
    assertThat(on(new ScheduleEvent.WorkerGone(WORKER, new Departure(Blame.OUTSIDE, "ended"))))
        .contains(new Decision.Replace(WORKER.worker(), 2, Duration.ZERO));
  }

  private List<Decision> on(ScheduleEvent event) {
    return schedule.on(event, now);
  }

  private List<Decision> serve() {
    return on(
        new ScheduleEvent.Heard(WORKER, new Reply.Register(WORKER, 1, "localhost", 1, "test")));
  }

  private static ScheduleEvent ended(long sequence, RunTasks batch, TaskResult... results) {
    return new ScheduleEvent.Heard(
        WORKER, new Reply.Ended(1, sequence, batch.batch(), 1, List.of(results), true));
  }

  private ScheduleEvent beating(BatchId holding, TaskId task, long stoppingNanos) {
    return new ScheduleEvent.Heard(
        WORKER,
        new Reply.Beating(
            1,
            1,
            List.of(new Reply.Running(task, 1, 20 * SECOND, stoppingNanos)),
            List.of(holding),
            HeapUse.UNKNOWN));
  }

  private static TaskResult completed(long index) {
    return new TaskResult(index, new Outcome.Completed(new Payload.Reference("done")), 1000);
  }

  private static RunTasks batch(List<Decision> decisions) {
    return batches(decisions).getFirst();
  }

  private static List<RunTasks> batches(List<Decision> decisions) {
    return decisions.stream()
        .filter(decision -> decision instanceof Decision.Send(var _, RunTasks _))
        .map(decision -> (RunTasks) ((Decision.Send) decision).request())
        .toList();
  }

  private static PlannedStage stage(int number) {
    return new PlannedStage(
        new StageSpec(
            number,
            "calls",
            new TaskBody.Builtin("sleep", 1),
            Fields.NONE,
            new Inputs.Single(),
            Semantics.AT_LEAST_ONCE,
            0),
        0,
        new Dependence.Submitted(),
        RetryPolicy.DEFAULT,
        OnError.COLLECT,
        new Combination.Merged(),
        Optional.empty());
  }

  private static EngineSettings settings() {
    return new EngineSettings(
        new Threads(DispatcherKind.FIXED, 0),
        new Processes(
            1,
            0,
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            Duration.ofMillis(250),
            5,
            Duration.ofMinutes(1)),
        new Schedule(Duration.ofMillis(5), 4096, 3, 100_000, Routing.LEAST_LOADED));
  }
}
