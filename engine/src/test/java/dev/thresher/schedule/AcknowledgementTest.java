package dev.thresher.schedule;

import static dev.thresher.schedule.ScheduledRun.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Incarnation;
import dev.thresher.plan.Plan;
import dev.thresher.protocol.Request;
import dev.thresher.task.WorkerShare;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One acknowledgement answers many reports, and none waits long for it. */
class AcknowledgementTest {
  private final ScheduledRun run =
      new ScheduledRun(new Plan("test", List.of(stage(0, 10_000, WorkerShare.USUAL))));
  private final Incarnation worker = run.join(1, 1);

  @Test
  void allReportsSinceTheLastTickAreAcknowledgedAtOnce() {
    completes(3);
    assertThat(acknowledged()).isEmpty();
    run.passes(Duration.ofMillis(50));
    assertThat(acknowledged()).containsExactly(3L);
    run.passes(Duration.ofMillis(50));
    assertThat(acknowledged()).containsExactly(3L);
  }

  @Test
  void soAreManyBeforeTheTick() {
    completes(35);
    assertThat(acknowledged()).containsExactly(16L, 32L);
  }

  private void completes(int batches) {
    for (int i = 0; i < batches; i++) {
      run.completes(run.held().getFirst(), Duration.ofSeconds(1));
    }
  }

  private List<Long> acknowledged() {
    return run.decisions().stream()
        .filter(decision ->
            decision instanceof Decision.Send(var to, Request.Acknowledge _) && to.equals(worker))
        .map(decision -> ((Request.Acknowledge) ((Decision.Send) decision).request()).sequence())
        .toList();
  }
}
