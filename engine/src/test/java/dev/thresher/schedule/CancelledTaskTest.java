package dev.thresher.schedule;

import static dev.thresher.schedule.SubmittedRun.REASON;
import static dev.thresher.schedule.SubmittedRun.batches;
import static dev.thresher.schedule.SubmittedRun.completed;
import static dev.thresher.schedule.SubmittedRun.failed;
import static dev.thresher.schedule.SubmittedRun.outcomes;
import static dev.thresher.schedule.SubmittedRun.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Outcome;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.TaskResult;
import dev.thresher.schedule.Decision.End;
import dev.thresher.schedule.Departure.Blame;
import dev.thresher.schedule.ScheduleEvent.Reach;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a task that was cancelled, when something else befalls it first. */
class CancelledTaskTest {
  private static final Outcome CANCELLED = new Outcome.Cancelled(REASON);
  private static final RetryPolicy TWICE = new RetryPolicy(2, 2, Duration.ofMillis(1));
  private static final RetryPolicy NEVER = new RetryPolicy(0, 2, Duration.ofMillis(1));

  private final SubmittedRun run = new SubmittedRun();

  @ParameterizedTest
  @EnumSource(Blame.class)
  void itIsNotHandedOutAgainWhenItsWorkerIsLost(Blame blame) {
    var batch = oneBatchOfOne(TWICE);
    run.cancel(0);
    var decisions = run.lose(1, blame);
    assertThat(outcomes(decisions, 0)).containsExactly(CANCELLED);
    assertThat(decisions).doesNotHaveAnyElementsOfTypes(Decision.Retry.class);
    assertThat(batches(run.serve(2, 1))).isEmpty();
    assertThat(batch.tasks().size()).isOne();
  }

  @Test
  void othersOfItsBatchAreNotChargedWithTheEndOfTheWorkerThatItRanOn() {
    var batch = batchOfSeveral();
    long first = batch.tasks().from();
    run.cancel(first);
    var decisions = run.lose(1, Blame.OWN_DOING);
    assertThat(outcomes(decisions, first)).containsExactly(CANCELLED);
    assertThat(decisions).doesNotHaveAnyElementsOfTypes(Decision.Retry.class);
  }

  @Test
  void itIsWithdrawnWhenItComesBackUnstarted() {
    var batch = batchOfSeveral();
    long last = batch.tasks().until() - 1;
    run.cancel(last);
    var decisions = run.giveBack(1, 10, batch, batch.tasks().from(), batch.tasks().until());
    assertThat(decisions).contains(withdrawn(last, 1));
    assertThat(batches(decisions)).isNotEmpty().noneMatch(again -> again.tasks().contains(last));
  }

  @Test
  void itIsNotTriedAgainWhenItFailsFirst() {
    var batch = oneBatchOfOne(TWICE);
    run.cancel(0);
    var decisions = run.report(1, 1, batch, failed(0));
    assertThat(outcomes(decisions, 0)).containsExactly(CANCELLED);
    assertThat(decisions).doesNotHaveAnyElementsOfTypes(Decision.Retry.class);
  }

  @Test
  void aFailureThatWouldHaveBeenItsLastStaysOne() {
    var batch = oneBatchOfOne(NEVER);
    run.cancel(0);
    assertThat(outcomes(run.report(1, 1, batch, failed(0)), 0))
        .containsExactly(failed(0).outcome());
  }

  @Test
  void aResultThatWasOnItsWayCounts() {
    var batch = oneBatchOfOne(TWICE);
    run.cancel(0);
    assertThat(outcomes(run.report(1, 1, batch, completed(0)), 0))
        .containsExactly(completed(0).outcome());
  }

  @Test
  void itIsWithdrawnWhileItWaitsForItsNextAttempt() {
    var batch = oneBatchOfOne(new RetryPolicy(2, 2, Duration.ofMinutes(1)));
    run.report(1, 1, batch, failed(0));
    assertThat(run.cancel(0)).contains(withdrawn(0, 2));
  }

  @ParameterizedTest
  @EnumSource(Reach.class)
  void ofWhatHasEndedNothingIsAskedAgain(Reach reach) {
    var batch = batchOfSeveral();
    long first = batch.tasks().from();
    run.cancel(first, reach);
    run.report(1, 10, batch, completed(first));
    run.pass(SubmittedRun.SECOND);
    var decisions = run.beat(1, 9, List.of(), batch.batch());
    assertThat(decisions).doesNotHaveAnyElementsOfTypes(Decision.Kill.class);
    assertThat(decisions)
        .noneMatch(decision -> decision instanceof Decision.Send(var _, Request.CancelTask _));
  }

  @Test
  void stagesMayBeClosedTwice() {
    oneBatchOfOne(TWICE);
    run.cancel(0);
    run.lose(1, Blame.OUTSIDE);
    run.on(new ScheduleEvent.StageClosed(0));
    run.on(new ScheduleEvent.StageClosed(0));
    assertThat(run.on(new ScheduleEvent.SubmissionsEnded()))
        .contains(new Decision.Finish(End.COMPLETED, ""));
  }

  @Test
  void whatAForgottenStageCameToIsStillCounted() {
    var batch = oneBatchOfOne(NEVER);
    run.report(1, 1, batch, failed(0));
    run.on(new ScheduleEvent.StageClosed(0));
    assertThat(run.progress().stages()).isEmpty();
    assertThat(run.progress().tasks()).isOne();
    assertThat(run.progress().failed()).isOne();
  }

  @Test
  void aWorkerThatStartsEverythingAtOnceGetsNoLargerBatchesThanTheStageAllows() {
    run.serve(1, Reply.UNLIMITED);
    assertThat(batches(run.submit(1000, TWICE))).hasSize(10);
  }

  private RunTasks oneBatchOfOne(RetryPolicy retry) {
    run.serve(1, 1);
    return batches(run.submit(1, retry)).getFirst();
  }

  /** After some short tasks the worker has one with several tasks, in the only slot. */
  private RunTasks batchOfSeveral() {
    run.serve(1, 1);
    var waiting = new ArrayDeque<>(batches(run.submit(1000, TWICE)));
    for (long sequence = 1; waiting.getFirst().tasks().size() < 4; sequence++) {
      var batch = waiting.removeFirst();
      var results =
          LongStream.range(batch.tasks().from(), batch.tasks().until())
              .mapToObj(SubmittedRun::completed)
              .toArray(TaskResult[]::new);
      waiting.addAll(batches(run.report(1, sequence, batch, results)));
    }
    return waiting.getFirst();
  }
}
