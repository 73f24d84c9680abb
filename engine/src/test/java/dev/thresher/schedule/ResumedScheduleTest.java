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
import dev.thresher.model.Value.Fields;
import dev.thresher.model.WorkerId;
import dev.thresher.plan.Combination;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.OnError;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.TaskResult;
import dev.thresher.schedule.Decision.End;
import dev.thresher.task.Inputs;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is handed out of a run whose tasks have ended in part before. */
class ResumedScheduleTest {
  private static final Incarnation WORKER = new Incarnation(WorkerId.numbered(1), 1);
  private static final long EPOCH = 4;

  private final Intervals completed = new Intervals();
  private final Intervals failed = new Intervals();
  private final TreeMap<Long, Recovered.Tried> tried = new TreeMap<>();
  private long now = 1;

  private RunSchedule resumed(OnError onError) {
    var stage = new Recovered.Stage(completed, failed, tried);
    return RunSchedule.resume(
        plan(onError), new RunId("r"), EPOCH, limits(), new Recovered(List.of(stage)));
  }

  private static Plan plan(OnError onError) {
    var spec =
        new StageSpec(
            0,
            "s",
            new TaskBody.Builtin("k", 1),
            Fields.NONE,
            new Inputs.Single(),
            Semantics.AT_LEAST_ONCE,
            0);
    return new Plan(
        "p",
        List.of(
            new PlannedStage(
                spec,
                20,
                new Dependence.None(),
                RetryPolicy.DEFAULT,
                onError,
                new Combination.Table(),
                Optional.empty())));
  }

  private static SchedulingLimits limits() {
    var settings =
        new EngineSettings(
            new Threads(DispatcherKind.FIXED, 0),
            new Processes(
                1,
                0,
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                Duration.ofSeconds(1),
                5,
                Duration.ofSeconds(60)),
            new Schedule(Duration.ofMillis(5), 4096, 2, 65536, Routing.LEAST_LOADED));
    return SchedulingLimits.of(settings, BackendKind.THREADS, 0);
  }

  /** Lets one worker do everything; gives the attempts by index. */
  private TreeMap<Long, Integer> runToTheEnd(RunSchedule schedule) {
    var attempts = new TreeMap<Long, Integer>();
    var due = new ArrayList<Decision>(hear(schedule, new Reply.Register(WORKER, 1, "h", 1, "v")));
    long sequence = 0;
    while (!due.isEmpty()) {
      if (due.removeFirst() instanceof Decision.Send(_, Request.RunTasks batch)) {
        LongStream.range(batch.tasks().from(), batch.tasks().until())
            .forEach(index -> attempts.put(index, batch.attempt()));
        due.addAll(hear(schedule, ended(EPOCH, ++sequence, batch)));
      }
    }
    return attempts;
  }

  private List<Decision> hear(RunSchedule schedule, Reply reply) {
    return schedule.on(new ScheduleEvent.Heard(WORKER, reply), now++);
  }

  private static Reply ended(long epoch, long sequence, Request.RunTasks batch) {
    var results =
        LongStream.range(batch.tasks().from(), batch.tasks().until())
            .mapToObj(index ->
                new TaskResult(index, new Outcome.Completed(new Payload.Reference("x")), 1))
            .toList();
    return new Reply.Ended(epoch, sequence, batch.batch(), batch.attempt(), results, true);
  }

  @Test
  void whatHasEndedDoesNotRunAgainAndEverythingElseDoes() {
    completed.add(0, 3);
    completed.add(7, 9);
    failed.add(5, 6);
    assertThat(runToTheEnd(resumed(OnError.COLLECT)).keySet())
        .containsExactly(3L, 4L, 6L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L);
  }

  @Test
  void attemptsGoOnWhereTheyWere() {
    completed.add(4, 6);
    tried.put(2L, new Recovered.Tried(2, 0));
    tried.put(9L, new Recovered.Tried(1, 0));
    var attempts = runToTheEnd(resumed(OnError.COLLECT));
    assertThat(attempts).hasSize(18).containsEntry(2L, 3).containsEntry(9L, 2).containsEntry(3L, 1);
  }

  @Test
  void nothingIsLeftOfARunThatWasThrough() {
    completed.add(0, 20);
    assertThat(resumed(OnError.COLLECT).on(new ScheduleEvent.Ticked(), now))
        .contains(new Decision.Finish(End.COMPLETED, ""));
  }

  @Test
  void whatFailedBeforeDoesNotKeepTheRestFromRunning() {
    completed.add(0, 5);
    failed.add(7, 8);
    var schedule = resumed(OnError.FAIL_FAST);
    assertThat(schedule.on(new ScheduleEvent.Ticked(), now)).isEmpty();
    assertThat(batchIn(hear(schedule, new Reply.Register(WORKER, 1, "h", 1, "v")))).isNotNull();
  }

  @Test
  void aRunWhoseLastTaskHasFailedBeforeHasFailed() {
    completed.add(0, 7);
    completed.add(8, 20);
    failed.add(7, 8);
    assertThat(resumed(OnError.FAIL_FAST).on(new ScheduleEvent.Ticked(), now))
        .contains(new Decision.Finish(End.FAILED, "1 of 20 tasks failed"));
  }

  @Test
  void reportsOfAnotherLifeAreNeitherTakenNorCounted() {
    var schedule = resumed(OnError.COLLECT);
    var decisions = hear(schedule, new Reply.Register(WORKER, 1, "h", 1, "v"));
    var batch = batchIn(decisions);
    var stranger =
        new Request.RunTasks(EPOCH - 1, new BatchId(1), batch.tasks(), 1, false, List.of());
    assertThat(hear(schedule, ended(EPOCH - 1, 1, stranger))).isEmpty();
    assertThat(schedule.progress().staleResults()).isEqualTo(batch.tasks().size());
    assertThat(hear(schedule, ended(EPOCH, 1, batch))).anyMatch(Decision.Commit.class::isInstance);
  }

  @Test
  void nothingIsHandedOutWhileResultsCannotBeTakenIn() {
    var schedule = resumed(OnError.COLLECT);
    schedule.on(new ScheduleEvent.HandOut(false), now++);
    assertThat(hear(schedule, new Reply.Register(WORKER, 1, "h", 1, "v")))
        .noneMatch(ResumedScheduleTest::isBatch);
    assertThat(schedule.on(new ScheduleEvent.HandOut(true), now++))
        .anyMatch(ResumedScheduleTest::isBatch);
  }

  private static boolean isBatch(Decision decision) {
    return decision instanceof Decision.Send(_, Request.RunTasks _);
  }

  private static Request.RunTasks batchIn(List<Decision> decisions) {
    return decisions.stream()
        .filter(ResumedScheduleTest::isBatch)
        .map(decision -> (Request.RunTasks) ((Decision.Send) decision).request())
        .findFirst()
        .orElseThrow();
  }
}
