package dev.thresher.schedule;

import static dev.thresher.schedule.ScheduledRun.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Failure;
import dev.thresher.model.Outcome;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.Plan;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.task.Backoff;
import dev.thresher.task.RetryOn;
import dev.thresher.task.WorkerShare;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which failures are followed by another attempt, and after which pause. */
class RetryTest {
  private static final Outcome NO_FILE =
      new Outcome.Failed(Failure.of(new FileNotFoundException("x")));
  private static final Outcome TIMEOUT = new Outcome.TimedOut(1);
  private static final RetryOn ON_IO =
      new RetryOn(false, false, List.of("java.io.IOException"), List.of());

  @Test
  void pausesGrowByTheCoefficientUpToTheMaximumGiveOrTakeAFifth() {
    var backoff = new Backoff(Duration.ofSeconds(10), 3, Duration.ofSeconds(60));
    var run = oneTask(new RetryPolicy(9, 3, backoff, RetryOn.ANY));
    for (long usual : List.of(10, 30, 60, 60)) {
      run.ends(run.held().getFirst(), NO_FILE);
      run.passes(Duration.ofMillis(usual * 790));
      assertThat(run.held()).as("before a pause of %s s", usual).isEmpty();
      run.passes(Duration.ofMillis(usual * 420));
      assertThat(run.held()).as("after a pause of %s s", usual).hasSize(1);
    }
  }

  @Test
  void onlyWhatThePolicyCoversIsRetried() {
    var policy = new RetryPolicy(3, 3, Backoff.doublingFrom(Duration.ZERO), ON_IO);
    var failing = oneTask(policy);
    failing.ends(failing.held().getFirst(), NO_FILE);
    assertThat(failing.held()).hasSize(1);
    failing.ends(failing.held().getFirst(), TIMEOUT);
    assertThat(failing.isFinished()).isTrue();
    assertThat(failing.decisions()).filteredOn(Decision.Commit.class::isInstance).hasSize(1);
  }

  private static ScheduledRun oneTask(RetryPolicy policy) {
    var stage = stage(0, 1, new Dependence.None(), policy, WorkerShare.USUAL);
    var run = new ScheduledRun(new Plan("test", List.of(stage)));
    run.join(1, 1);
    return run;
  }
}
