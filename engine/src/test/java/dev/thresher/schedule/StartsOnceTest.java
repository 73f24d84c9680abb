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
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.Starts;
import dev.thresher.protocol.TaskResult;
import dev.thresher.schedule.Departure.Blame;
import dev.thresher.schedule.ScheduleEvent.Reach;
import dev.thresher.task.Inputs;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What becomes of tasks that may start once only when their worker is lost. */
class StartsOnceTest {
  private static final long SECOND = 1_000_000_000;
  private static final Incarnation W1 = new Incarnation(WorkerId.numbered(1), 1);
  private static final Departure KILLED = new Departure(Blame.OUTSIDE, "killed by signal 9");

  private RunSchedule schedule = schedule(BackendKind.PROCESSES);
  private long now = SECOND;
  private long reports;

  @Test
  void theyGoOutInBatchesAheadOfTime() {
    assertThat(batchAfterTheFirst().tasks().size()).isGreaterThan(1);
  }

  @Test
  void theyGoOutOneByOneToAnIdleSlotWhereItCannotBeToldWhatHasStarted() {
    schedule = schedule(BackendKind.CLUSTER);
    assertThat(batchAfterTheFirst().tasks().size()).isEqualTo(1);
  }

  @Test
  void thoseThatHadStartedEndAsLostAndTheOthersWaitAgainInTheirFirstAttempt() {
    var batch = batchAfterTheFirst();
    long from = batch.tasks().from();
    var decisions = on(gone(told(batch.batch(), from)));
    assertThat(lost(decisions)).containsExactly(from);
    var again = serve(new Incarnation(W1.worker(), 2));
    assertThat(again.getFirst().tasks().from()).isEqualTo(from + 1);
    assertThat(again.getFirst().attempt()).isEqualTo(1);
  }

  @Test
  void ofABatchThatNeverStartedNothingIsLost() {
    var batch = batchAfterTheFirst();
    assertThat(lost(on(gone(new Starts.Told(Map.of()))))).isEmpty();
    assertThat(serve(new Incarnation(W1.worker(), 2)).getFirst().tasks().from())
        .isEqualTo(batch.tasks().from());
  }

  @Test
  void ifNobodyCanTellAllThatWereSentEndAsLost() {
    batchAfterTheFirst();
    assertThat(lost(on(gone(new Starts.Untold())))).hasSizeGreaterThan(1);
  }

  @Test
  void aWorkerThatIsToBeEndedDecidesNothingUntilItIsGone() {
    var batch = batchAfterTheFirst();
    var killed = silence();
    assertThat(killed).hasAtLeastOneElementOfType(Decision.Kill.class);
    assertThat(lost(killed)).isEmpty();
    long from = batch.tasks().from();
    assertThat(lost(on(gone(told(batch.batch(), from))))).containsExactly(from);
  }

  @Test
  void ifTheEndOfAWorkerIsNeverToldAllThatItHeldEndAsLostAfterAWhile() {
    batchAfterTheFirst();
    silence();
    now += 11 * SECOND;
    assertThat(lost(on(new ScheduleEvent.Ticked()))).hasSizeGreaterThan(1);
  }

  @Test
  void oneThatIsCancelledWhileItIsUndecidedNeverStarts() {
    var batch = batchAfterTheFirst();
    silence();
    long from = batch.tasks().from();
    on(new ScheduleEvent.TaskCancelled(new TaskId(0, from), "enough", Reach.RUNNING));
    assertThat(on(gone(new Starts.Told(Map.of()))))
        .contains(
            new Decision.Commit(
                0, 1, W1, List.of(new TaskResult(from, new Outcome.Cancelled("enough"), 0))));
    assertThat(serve(new Incarnation(W1.worker(), 2)).getFirst().tasks().from())
        .isEqualTo(from + 1);
  }

  /** In steps: a coordinator that has slept for long blames nobody for having been silent. */
  private List<Decision> silence() {
    var decisions = new ArrayList<Decision>();
    for (int i = 0; i < 5; i++) {
      now += 5 * SECOND;
      decisions.addAll(on(new ScheduleEvent.Ticked()));
    }
    return decisions;
  }

  /** The first batches are small, as nothing is known of the tasks yet. */
  private RunTasks batchAfterTheFirst() {
    on(new ScheduleEvent.WorkerExpected(W1.worker()));
    var sent = new ArrayList<>(serve(W1));
    for (int i = 0; i < 20; i++) {
      var first = sent.removeFirst();
      sent.addAll(batches(on(completed(first))));
    }
    return sent.getFirst();
  }

  private List<RunTasks> serve(Incarnation worker) {
    var register = new Reply.Register(worker, 1, "localhost", 1, "test");
    return batches(on(new ScheduleEvent.Heard(worker, register)));
  }

  private List<Decision> on(ScheduleEvent event) {
    return schedule.on(event, now);
  }

  private ScheduleEvent completed(RunTasks batch) {
    var results =
        LongStream.range(batch.tasks().from(), batch.tasks().until())
            .mapToObj(index ->
                new TaskResult(index, new Outcome.Completed(new Payload.Reference("done")), 1000))
            .toList();
    return new ScheduleEvent.Heard(
        W1, new Reply.Ended(1, ++reports, batch.batch(), 1, results, true));
  }

  private static ScheduleEvent gone(Starts starts) {
    return new ScheduleEvent.WorkerGone(W1, KILLED, starts);
  }

  private static Starts told(BatchId batch, long index) {
    return new Starts.Told(Map.of(batch, List.of(new TaskRange(0, index, index + 1))));
  }

  private static List<Long> lost(List<Decision> decisions) {
    return decisions.stream()
        .filter(Decision.Commit.class::isInstance)
        .flatMap(commit -> ((Decision.Commit) commit).results().stream())
        .filter(result -> result.outcome() instanceof Outcome.Lost)
        .map(TaskResult::index)
        .toList();
  }

  private static List<RunTasks> batches(List<Decision> decisions) {
    return decisions.stream()
        .filter(decision -> decision instanceof Decision.Send(var _, RunTasks _))
        .map(decision -> (RunTasks) ((Decision.Send) decision).request())
        .toList();
  }

  private static RunSchedule schedule(BackendKind backend) {
    var minute = Duration.ofMinutes(1);
    var settings =
        new EngineSettings(
            new Threads(DispatcherKind.FIXED, 0),
            new Processes(1, 0, minute, Duration.ofSeconds(15), Duration.ofSeconds(1), 5, minute),
            new Schedule(Duration.ofMillis(5), 64, 2, 100_000, Routing.LEAST_LOADED));
    var stage =
        new PlannedStage(
            new StageSpec(
                0,
                "once",
                new TaskBody.Builtin("sleep", 1),
                Fields.NONE,
                new Inputs.Single(),
                Semantics.AT_MOST_ONCE,
                0),
            100_000,
            new Dependence.None(),
            RetryPolicy.DEFAULT,
            OnError.COLLECT,
            new Combination.Table(),
            Optional.empty());
    return RunSchedule.of(
        new Plan("once", List.of(stage)),
        new RunId("r"),
        1,
        SchedulingLimits.of(settings, backend, 0));
  }
}
