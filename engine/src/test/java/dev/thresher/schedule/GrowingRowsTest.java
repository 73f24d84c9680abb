package dev.thresher.schedule;

import static dev.thresher.schedule.ScheduledRun.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Failure;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskRange;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.OnError;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.protocol.TaskResult;
import dev.thresher.schedule.Decision.End;
import dev.thresher.task.Inputs;
import dev.thresher.task.WorkerShare;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A stage over the rows of another one that still runs. */
class GrowingRowsTest {
  private static final Inputs ROWS = new Inputs.Spooled("/rows", List.of("a"));

  private final ScheduledRun run =
      new ScheduledRun(new Plan("test", List.of(maker(2), over(1, 0))));

  @Test
  void tasksStartAsTheirRowsComeAndNoneBefore() {
    run.join(1, 1);
    run.join(2, 1);
    assertThat(run.heldOf(1)).isEmpty();
    run.completes(run.held().getFirst());
    run.happens(new ScheduleEvent.RowsCounted(1, ROWS, 1, false));
    assertThat(run.heldOf(1)).containsExactly(new TaskRange(1, 0, 1));
    assertThat(run.heldOf(0)).as("the stage before still runs").isNotEmpty();
  }

  @Test
  void itIsNotOverBeforeAllRowsAreThere() {
    run.join(1, 1);
    run.completes(run.held().getFirst());
    run.happens(new ScheduleEvent.RowsCounted(1, ROWS, 1, false));
    completeAll();
    assertThat(run.isFinished()).isFalse();
    run.happens(new ScheduleEvent.RowsCounted(1, ROWS, 2, true));
    completeAll();
    assertThat(run.decisions().getLast()).isEqualTo(new Decision.Finish(End.COMPLETED, ""));
  }

  @Test
  void itEndsWhenItTurnsOutThatThereAreNoMoreRows() {
    run.join(1, 1);
    completeAll();
    run.happens(new ScheduleEvent.RowsCounted(1, ROWS, 0, true));
    assertThat(run.isFinished()).isTrue();
  }

  @Test
  void otherStagesThatItWaitsForMustHaveEnded() {
    var waiting =
        new ScheduledRun(
            new Plan("test", List.of(maker(1), stage(1, 1, WorkerShare.USUAL), over(2, 0, 1))));
    waiting.join(1, 1);
    waiting.completes(waiting.held().getFirst());
    waiting.happens(new ScheduleEvent.RowsCounted(2, ROWS, 1, true));
    assertThat(waiting.heldOf(2)).isEmpty();
    waiting.completes(waiting.held().getFirst());
    assertThat(waiting.heldOf(2)).hasSize(1);
  }

  @Test
  void itIsWithheldIfTheStageThatWouldMakeItsRowsIs() {
    var made = stage(1, 1, new Dependence.AllOf(0), RetryPolicy.DEFAULT, WorkerShare.USUAL);
    var broken =
        new ScheduledRun(
            new Plan("test", List.of(stage(0, 1, WorkerShare.USUAL), skipping(made), over(2, 1))));
    broken.join(1, 1);
    broken.ends(broken.held().getFirst(), new Outcome.Failed(Failure.of("E", "x")));
    assertThat(broken.decisions().getLast())
        .isEqualTo(
            new Decision.Finish(
                End.FAILED, "1 of 2 tasks failed; not started because of that: stage-1, stage-2"));
  }

  @Test
  void afterAResumeItGoesOnWhenTheRowsOfAllThatHadBegunAreThereAgain() {
    var before = new Recovered(List.of(stageWith(0, 2), stageWith(2, 3)));
    var resumed = new ScheduledRun(new Plan("test", List.of(maker(9), over(1, 0))), before);
    resumed.join(1, 4);
    resumed.happens(new ScheduleEvent.RowsCounted(1, ROWS, 2, false));
    assertThat(resumed.heldOf(1)).isEmpty();
    resumed.happens(new ScheduleEvent.RowsCounted(1, ROWS, 4, false));
    while (!resumed.heldOf(1).isEmpty()) {
      resumed.completes(resumed.held().getFirst());
    }
    assertThat(committed(resumed, 1)).containsExactlyInAnyOrder(0L, 1L, 3L);
  }

  private static Recovered.Stage stageWith(long from, long until) {
    var completed = new Intervals();
    completed.add(from, until);
    return new Recovered.Stage(completed, new Intervals(), new TreeMap<>());
  }

  private static Stream<Long> committed(ScheduledRun run, int stage) {
    return run.decisions().stream()
        .filter(decision -> decision instanceof Decision.Commit commit && commit.stage() == stage)
        .flatMap(decision -> ((Decision.Commit) decision).results().stream())
        .map(TaskResult::index);
  }

  private void completeAll() {
    while (!run.held().isEmpty()) {
      run.completes(run.held().getFirst());
    }
  }

  /** Over the rows of the first of these, after the others. */
  private static PlannedStage over(int number, Integer... earlier) {
    var rows = new Dependence.RowsOf("table", List.of(earlier), OptionalInt.of(earlier[0]));
    return stage(number, 0, rows, RetryPolicy.DEFAULT, WorkerShare.USUAL);
  }

  private static PlannedStage maker(long size) {
    return skipping(stage(0, size, WorkerShare.USUAL));
  }

  private static PlannedStage skipping(PlannedStage stage) {
    return new PlannedStage(
        stage.spec(),
        stage.size(),
        stage.dependence(),
        stage.retry(),
        OnError.SKIP,
        stage.share(),
        stage.combination(),
        stage.output());
  }
}
