package dev.thresher.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.TaskResult;
import dev.thresher.schedule.Departure.Blame;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All slots of a worker that may have a task get theirs in one message. */
class SpreadBatchTest {
  private final SubmittedRun run = new SubmittedRun();

  private static List<Long> sizes(List<Decision> decisions) {
    return SubmittedRun.batches(decisions).stream().map(batch -> batch.tasks().size()).toList();
  }

  @Test
  void eachIdleSlotGetsOneTaskAndThenEachSlotOneAhead() {
    run.serve(1, 8);
    var given = run.submit(100, RetryPolicy.DEFAULT);
    assertThat(sizes(given)).containsExactly(8L, 8L);
    assertThat(SubmittedRun.batches(given)).allMatch(RunTasks::spread);
  }

  @Test
  void slotsThatEndTogetherGetTheirNextTasksTogether() {
    run.serve(1, 8);
    var first = SubmittedRun.batches(run.submit(100, RetryPolicy.DEFAULT)).getFirst();
    var given = run.report(1, 1, first, slow(0), slow(1), slow(2));
    assertThat(sizes(given)).containsExactly(3L);
  }

  private static TaskResult slow(long index) {
    var outcome = new Outcome.Completed(new Payload.Reference("done"));
    return new TaskResult(index, outcome, SubmittedRun.SECOND);
  }

  @Test
  void whatThereIsIsSharedByAllThatAreIdle() {
    run.serve(1, 8);
    run.serve(2, 8);
    assertThat(sizes(run.submit(10, RetryPolicy.DEFAULT))).containsExactly(5L, 4L, 1L);
  }

  @Test
  void whatThereIsAheadIsSharedByAllWhoseSlotsAreBusy() {
    run.serve(1, 8);
    run.serve(2, 8);
    assertThat(sizes(run.submit(26, RetryPolicy.DEFAULT))).containsExactly(8L, 8L, 5L, 4L, 1L);
  }

  // Each of them may have been running, for each had a slot.
  @Test
  void ofAWorkerThatDiesAllTasksInSlotsAreSuspects() {
    run.serve(1, 8);
    run.submit(8, RetryPolicy.DEFAULT);
    assertThat(run.lose(1, Blame.OWN_DOING))
        .filteredOn(decision -> decision instanceof Decision.Retry)
        .hasSize(8);
  }

  @Test
  void ofAWorkerThatDiesNoTaskThatWaitedForASlotIsASuspect() {
    run.serve(1, 8);
    run.submit(12, RetryPolicy.DEFAULT);
    assertThat(run.lose(1, Blame.OWN_DOING))
        .filteredOn(decision -> decision instanceof Decision.Retry)
        .extracting(decision -> ((Decision.Retry) decision).task().index())
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  // The first batch has come to its end but for one task, and the next one is in seven slots.
  @Test
  void ofABatchThatIsInSlotsInPartOnlyThatPartIsSuspect() {
    run.serve(1, 8);
    var first = SubmittedRun.batches(run.submit(16, RetryPolicy.DEFAULT)).getFirst();
    run.report(1, 1, first, slow(0), slow(1), slow(2), slow(4), slow(5), slow(6), slow(7));
    assertThat(run.lose(1, Blame.OWN_DOING))
        .filteredOn(decision -> decision instanceof Decision.Retry)
        .extracting(decision -> ((Decision.Retry) decision).task().index())
        .containsExactlyInAnyOrder(3L, 8L, 9L, 10L, 11L, 12L, 13L, 14L);
  }
}
