package dev.thresher.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import dev.thresher.model.WorkerId;
import dev.thresher.plan.Plan;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.schedule.Decision.End;
import dev.thresher.task.WorkerShare;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the schedule decides when the time of the whole run is over. */
class RunDeadlineTest {
  private static final long SECOND = 1_000_000_000;
  private static final long START = 77 * SECOND;
  private static final Incarnation WORKER = new Incarnation(WorkerId.numbered(1), 1);

  private final RunSchedule schedule = withWork();

  @Test
  void nothingHappensBefore() {
    assertThat(cancels(schedule.on(new ScheduleEvent.Ticked(), START + 2 * SECOND - 1))).isZero();
  }

  @Test
  void whatRunsIsCancelledAndTheRunEndsThoughATaskDoesNotStop() {
    assertThat(cancels(schedule.on(new ScheduleEvent.Ticked(), START + 2 * SECOND))).isPositive();
    assertEndsOverdue();
  }

  @Test
  void aRunThatDrainsIsStoppedToo() {
    schedule.on(new ScheduleEvent.DrainAsked(), START + SECOND);
    assertThat(cancels(schedule.on(new ScheduleEvent.Ticked(), START + 2 * SECOND))).isPositive();
    assertEndsOverdue();
  }

  @Test
  void aRunThatWasCancelledBeforeIsNotCalledOverdue() {
    schedule.on(new ScheduleEvent.CancelAsked("by hand"), START + SECOND);
    assertThat(schedule.on(new ScheduleEvent.Ticked(), START + 8 * SECOND))
        .contains(new Decision.Finish(End.CANCELLED, "by hand"));
  }

  private void assertEndsOverdue() {
    assertThat(schedule.on(new ScheduleEvent.Ticked(), START + 8 * SECOND))
        .contains(
            new Decision.Finish(
                End.OVERDUE, "the run's deadline of 2 s has passed; 10 of 10 tasks had not ended"));
  }

  private static long cancels(List<Decision> decisions) {
    return decisions.stream()
        .filter(decision -> decision instanceof Decision.Send(var _, Request.Cancel _))
        .count();
  }

  private static RunSchedule withWork() {
    var schedule = RunSchedule.of(plan(), new RunId("r"), 1, ScheduledRun.limits());
    schedule.on(new ScheduleEvent.WorkerExpected(WORKER.worker()), START);
    var sent =
        schedule.on(
            new ScheduleEvent.Heard(WORKER, new Reply.Register(WORKER, 1, "h", 1, "1")), START + 1);
    assertThat(sent)
        .anyMatch(decision -> decision instanceof Decision.Send(var _, Request.RunTasks _));
    return schedule;
  }

  private static Plan plan() {
    return new Plan("waits", List.of(ScheduledRun.stage(0, 10, WorkerShare.USUAL)))
        .withDeadline(Duration.ofSeconds(2));
  }
}
