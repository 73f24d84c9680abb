package dev.thresher.schedule;

import static dev.thresher.schedule.ScheduledRun.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.TaskRange;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.Plan;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.task.WorkerShare;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a stage gets of the workers: how many slots at once, and how early. */
class WorkerShareTest {
  private static final WorkerShare ONE = new WorkerShare(1, 0);
  private static final WorkerShare TWO = new WorkerShare(2, 0);

  @Test
  void atMostSoManyWorkersWithOneSlotHoldItsTasks() {
    var run = run(stage(0, 100, TWO));
    for (int number = 1; number <= 5; number++) {
      run.join(number, 1);
    }
    for (int round = 0; round < 100 && !run.isFinished(); round++) {
      assertThat(run.held().stream().map(ScheduledRun.Held::worker).distinct())
          .hasSizeBetween(1, 2);
      run.completes(run.held().getFirst());
    }
    assertThat(run.isFinished()).isTrue();
  }

  @Test
  void aWorkerWithOneSlotIsGivenTasksAheadForTheyRunOneAfterTheOther() {
    var run = run(stage(0, 100, ONE));
    run.join(1, 1);
    assertThat(run.held()).hasSize(2);
    run.completes(run.held().getFirst());
    assertThat(run.heldOf(0)).anyMatch(tasks -> tasks.size() > 1);
  }

  @Test
  void aWorkerThatMayNotUseAllItsSlotsHoldsNoMoreThanMayRun() {
    var run = run(stage(0, 10, TWO));
    run.join(1, 4);
    assertThat(tasks(run)).isEqualTo(2);
    run.completes(run.held().getFirst());
    assertThat(tasks(run)).isEqualTo(2);
  }

  @Test
  void aWorkerWithoutALimitHoldsNoMoreThanMayRun() {
    var run = run(stage(0, 1000, new WorkerShare(7, 0)));
    run.join(1, Reply.UNLIMITED);
    assertThat(tasks(run)).isEqualTo(7);
    run.completes(run.held().getFirst());
    assertThat(tasks(run)).isEqualTo(7);
  }

  @Test
  void slotsThatOneStageMayNotHaveGoToTheNext() {
    var run = run(stage(0, 100, ONE), stage(1, 100, WorkerShare.USUAL));
    run.join(1, 1);
    run.join(2, 1);
    assertThat(run.held())
        .filteredOn(held -> held.worker().worker().name().equals("w1"))
        .allMatch(held -> held.request().tasks().stage() == 0);
    assertThat(run.held())
        .filteredOn(held -> held.worker().worker().name().equals("w2"))
        .isNotEmpty()
        .allMatch(held -> held.request().tasks().stage() == 1);
  }

  @Test
  void nothingIsTakenBackForWorkersThatMayNotRunIt() {
    var run = run(stage(0, 100, ONE));
    run.join(1, 1);
    run.join(2, 1);
    run.completes(run.held().getFirst());
    assertThat(run.decisions())
        .noneMatch(decision -> decision instanceof Decision.Send(var _, Request.Revoke _));
  }

  @Test
  void aLostWorkerGivesItsShareBack() {
    var run = run(stage(0, 3, ONE));
    var first = run.join(1, 1);
    var second = run.join(2, 1);
    run.happens(
        new ScheduleEvent.WorkerGone(
            first, new Departure(Departure.Blame.OUTSIDE, "killed by the test")));
    assertThat(run.held()).anyMatch(held -> held.worker().equals(second));
  }

  @Test
  void theStageWithTheHighestPriorityGoesFirstAndEqualOnesInPlanOrder() {
    var run = run(stage(0, 2, prior(-1)), stage(1, 2, prior(5)), stage(2, 2, prior(5)));
    run.join(1, 1);
    while (!run.isFinished()) {
      run.completes(run.held().getFirst());
    }
    var order =
        run.decisions().stream()
            .filter(Decision.Commit.class::isInstance)
            .map(decision -> ((Decision.Commit) decision).stage())
            .distinct();
    assertThat(order).containsExactly(1, 2, 0);
  }

  @Test
  void aTaskOfALimitedStageDoesNotWaitBehindAnotherStagesTask() {
    var run = run(stage(0, 1, WorkerShare.USUAL), stage(1, 10, ONE));
    run.join(1, 1);
    assertThat(run.heldOf(0)).hasSize(1);
    assertThat(run.heldOf(1)).as("behind the task of stage 0").isEmpty();
    run.join(2, 1);
    assertThat(run.heldOf(1)).isNotEmpty();
  }

  @Test
  void aLimitedStageGetsTheNextIdleSlotThoughTheNextStageHasTasksForIt() {
    var run =
        run(
            stage(0, 1, WorkerShare.USUAL),
            stage(1, 10, new Dependence.AllOf(0), RetryPolicy.DEFAULT, ONE),
            stage(2, 100, WorkerShare.USUAL));
    run.join(1, 1);
    run.join(2, 1);
    run.completes(run.held().getFirst());
    while (run.heldOf(1).isEmpty()) {
      run.completes(run.held().getFirst());
    }
    assertThat(settled(run, 2)).as("of the 100 tasks of stage 2").isLessThan(10);
  }

  @Test
  void whereStagesDifferInPriorityALongTaskIsGivenToAnIdleSlotOnly() {
    var run =
        run(
            stage(0, 1, prior(0)),
            stage(1, 10, new Dependence.AllOf(0), RetryPolicy.DEFAULT, prior(1)),
            stage(2, 100, prior(0)));
    run.join(1, 1);
    run.join(2, 1);
    assertThat(run.held()).hasSize(2);
    run.completes(run.held().getFirst(), Duration.ofSeconds(1));
    run.completes(run.held().getFirst(), Duration.ofSeconds(1));
    assertThat(run.held()).hasSize(2).allMatch(held -> held.request().tasks().stage() == 1);
  }

  @Test
  void shortTasksAreGivenAheadWhateverThePriorities() {
    var run = run(stage(0, 1000, prior(1)), stage(1, 1000, prior(0)));
    run.join(1, 1);
    run.completes(run.held().getFirst());
    assertThat(run.heldOf(0)).hasSizeGreaterThan(1);
  }

  private static long settled(ScheduledRun run, int stage) {
    return run.decisions().stream()
        .filter(Decision.Commit.class::isInstance)
        .map(Decision.Commit.class::cast)
        .filter(commit -> commit.stage() == stage)
        .mapToLong(commit -> commit.results().size())
        .sum();
  }

  private static WorkerShare prior(int priority) {
    return new WorkerShare(WorkerShare.UNLIMITED, priority);
  }

  private static long tasks(ScheduledRun run) {
    return run.heldOf(0).stream().mapToLong(TaskRange::size).sum();
  }

  private static ScheduledRun run(dev.thresher.plan.PlannedStage... stages) {
    return new ScheduledRun(new Plan("test", List.of(stages)));
  }
}
