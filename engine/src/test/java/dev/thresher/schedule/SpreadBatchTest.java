package dev.thresher.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.plan.RetryPolicy;
import dev.thresher.schedule.Departure.Blame;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All idle slots of a worker get their tasks in one message. */
class SpreadBatchTest {
  private final SubmittedRun run = new SubmittedRun();

  private static List<Long> sizes(List<Decision> decisions) {
    return SubmittedRun.batches(decisions).stream().map(batch -> batch.tasks().size()).toList();
  }

  @Test
  void eachIdleSlotGetsOneTask() {
    run.serve(1, 8);
    var given = run.submit(100, RetryPolicy.DEFAULT);
    // What comes ahead of time comes slot by slot.
    assertThat(sizes(given)).startsWith(8L, 1L);
  }

  @Test
  void whatThereIsIsSharedByAllThatAreIdle() {
    run.serve(1, 8);
    run.serve(2, 8);
    assertThat(sizes(run.submit(10, RetryPolicy.DEFAULT))).containsExactly(5L, 4L, 1L);
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
}
