package dev.thresher.schedule;

import static dev.thresher.schedule.ScheduledRun.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Failure;
import dev.thresher.model.Halt;
import dev.thresher.model.Halt.Limit;
import dev.thresher.model.Halt.Running;
import dev.thresher.model.Outcome;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.Plan;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.protocol.Request;
import dev.thresher.schedule.Decision.End;
import dev.thresher.task.WorkerShare;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When failures end a run, and what becomes of what runs then. */
class HaltTest {
  private static final Outcome FAILED = new Outcome.Failed(Failure.of("X", "no luck"));

  private static ScheduledRun start(Limit limit, Running running) {
    var stage = stage(0, 100, new Dependence.None(), RetryPolicy.DEFAULT, WorkerShare.USUAL);
    var plan = new Plan("test", List.of(stage)).withHalt(new Halt(limit, running));
    var run = new ScheduledRun(plan);
    run.join(1, 1);
    run.join(2, 1);
    return run;
  }

  private static void failOne(ScheduledRun run) {
    run.ends(run.held().getFirst(), FAILED);
  }

  @Test
  void goesOnUntilTheLimitIsReached() {
    var run = start(new Limit.Tasks(1_000), Running.STOP);
    failOne(run);
    assertThat(run.isFinished()).isFalse();
    assertThat(run.decisions()).noneMatch(HaltTest::isCancel);
  }

  @Test
  void letsWhatRunsFinishAndStartsNothingMore() {
    var run = start(new Limit.Tasks(1), Running.FINISH);
    failOne(run);
    int sent = run.held().size();
    assertThat(run.decisions()).noneMatch(HaltTest::isCancel);
    while (!run.held().isEmpty()) {
      assertThat(run.isFinished()).isFalse();
      assertThat(run.held()).hasSizeLessThanOrEqualTo(sent);
      run.completes(run.held().getFirst());
    }
    assertThat(finish(run).end()).isEqualTo(End.HALTED);
    assertThat(finish(run).detail())
        .startsWith(
            "1 of 100 tasks failed, and halt allows fewer than 1 failed task; the last one: task 0"
                + " of stage-0 failed: X: no luck; ")
        .endsWith(" tasks were not started");
  }

  @Test
  void stopsWhatRuns() {
    var run = start(new Limit.Share(0.5), Running.STOP);
    failOne(run);
    assertThat(run.decisions()).anyMatch(HaltTest::isCancel);
    while (!run.held().isEmpty()) {
      run.ends(run.held().getFirst(), new Outcome.Cancelled("halted"));
    }
    assertThat(finish(run).end()).isEqualTo(End.HALTED);
  }

  private static Decision.Finish finish(ScheduledRun run) {
    return (Decision.Finish) run.decisions().getLast();
  }

  private static boolean isCancel(Decision decision) {
    return decision instanceof Decision.Send(var _, Request request)
        && request instanceof Request.Cancel;
  }
}
