package dev.thresher.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.Failure;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskId;
import dev.thresher.report.Standing.Ended;
import dev.thresher.report.Standing.LostWorker;
import dev.thresher.report.Standing.Running;
import dev.thresher.report.Standing.Stage;
import dev.thresher.report.Standing.Tried;
import dev.thresher.report.Standing.Worker;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** For what tasks wait, in the words that a user reads. */
class StandingTextTest {
  private static final Stage WALK = stage(0, "walk", 10, 3, 0, List.of());
  private static final Stage SUM = stage(1, "sum", 1, 0, 0, List.of(0));
  private static final Worker W1 =
      new Worker("w1", 101, OptionalInt.of(1), List.of(new Running(new TaskId(0, 3), 1_500)));
  private static final Worker IDLE = new Worker("w2", 102, OptionalInt.of(1), List.of());
  private static final Worker STARTING = new Worker("w2", 102, OptionalInt.of(0), List.of());

  private static Stage stage(
      int number, String name, long tasks, long completed, long failed, List<Integer> needs) {
    return new Stage(
        number,
        name,
        OptionalLong.of(tasks),
        completed,
        failed,
        0,
        needs,
        OptionalInt.empty(),
        OptionalLong.empty(),
        false,
        60_000);
  }

  private static Standing going(List<Stage> stages, Worker... workers) {
    return new Standing("r", Optional.empty(), "", true, stages, List.of(workers), List.of());
  }

  private static String waiting(Standing standing, TaskId task) {
    return new StandingText(standing)
        .lines(task, Optional.empty(), Optional.empty(), Optional.empty())
        .getFirst();
  }

  @Test
  void aTaskWaitsForASlotOrIsNext() {
    assertThat(waiting(going(List.of(WALK), W1), new TaskId(0, 7)))
        .isEqualTo("task 7 of walk waits for a free slot: 1 of 1 are busy");
    assertThat(waiting(going(List.of(WALK), W1, IDLE), new TaskId(0, 7)))
        .isEqualTo("task 7 of walk waits to be handed out, which is next");
  }

  @Test
  void aTaskWaitsForTheStageBefore() {
    assertThat(waiting(going(List.of(WALK, SUM), W1), new TaskId(1, 0)))
        .isEqualTo("task 0 of sum waits for the end of walk");
    var failed = stage(0, "walk", 10, 8, 2, List.of());
    assertThat(waiting(going(List.of(failed, SUM), W1), new TaskId(1, 0)))
        .isEqualTo("task 0 of sum waits in vain, as 2 tasks of walk failed");
  }

  @Test
  void aTaskWaitsForWorkers() {
    assertThat(waiting(going(List.of(WALK), STARTING), new TaskId(0, 7)))
        .isEqualTo("task 7 of walk waits for a worker, and 1 worker is starting");
    var lost =
        new Standing(
            "r",
            Optional.empty(),
            "",
            true,
            List.of(WALK),
            List.of(),
            List.of(new LostWorker("w1", 101, "killed by signal 9")));
    assertThat(waiting(lost, new TaskId(0, 7)))
        .isEqualTo(
            "task 7 of walk waits for a worker, and none is there; the last one, w1, was killed by"
                + " signal 9");
  }

  @Test
  void aTaskWaitsForItsPauseOrForTheResumptionOfTheRun() {
    var text = new StandingText(going(List.of(WALK), W1, IDLE));
    assertThat(
            text.lines(
                new TaskId(0, 7),
                Optional.empty(),
                Optional.of(new Tried(3, 2)),
                Optional.of("/run/logs/tasks/0-7.log")))
        .containsExactly(
            "task 7 of walk waits to be handed out, which is next, or for its pause before the next"
                + " attempt, at most 1 min 00 s",
            "  3 attempts before, of which 2 failed by themselves",
            "  log: /run/logs/tasks/0-7.log");
    var ended =
        new Standing(
            "r",
            Optional.of("died"),
            "its coordinator is gone",
            true,
            List.of(WALK),
            List.of(),
            List.of());
    assertThat(waiting(ended, new TaskId(0, 7)))
        .isEqualTo("task 7 of walk waits for thresher run FILE --resume, as the run died");
  }

  @Test
  void whatRunsAndWhatHasEndedIsSaid() {
    var text = new StandingText(going(List.of(WALK), W1));
    assertThat(waiting(going(List.of(WALK), W1), new TaskId(0, 3)))
        .isEqualTo("task 3 of walk runs on w1 (pid 101), for 1.50 s when that was last heard of");
    var outcome = new Outcome.Failed(Failure.of("java.io.IOException", "no\nfile"));
    assertThat(
            text.lines(
                new TaskId(0, 1),
                Optional.of(new Ended(2, RunEvents.W1, outcome, 1)),
                Optional.empty(),
                Optional.empty()))
        .containsExactly(
            "task 1 of walk failed in attempt 2 on w1: java.io.IOException: no\\nfile");
  }

  @Test
  void theWholeRunIsSummedUp() {
    assertThat(new StandingText(going(List.of(WALK, SUM), W1, IDLE)).lines())
        .containsExactly(
            "r goes on",
            "  walk: 3 of 10 tasks have ended, 1 run",
            "      the others wait to be handed out, which is next",
            "  sum: 0 of 1 task has ended",
            "      the others wait for the end of walk",
            "  w1 (pid 101) runs task 3 of walk for 1.50 s",
            "  w2 (pid 102) runs nothing");
  }
}
