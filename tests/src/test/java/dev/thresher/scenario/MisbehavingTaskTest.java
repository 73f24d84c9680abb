package dev.thresher.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.BackendKind;
import dev.thresher.model.Outcome;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent.Notice;
import dev.thresher.model.RunEvent.TaskFailed;
import dev.thresher.model.RunEvent.WorkerStarting;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.OnError;
import dev.thresher.plan.Plan;
import dev.thresher.scenario.MisbehavingKind.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** One bad task among good ones costs itself and nothing else, and it is said why. */
@Timeout(120)
class MisbehavingTaskTest {
  private static final int TASKS = 30;
  private static final int BAD = 11;

  @TempDir Path temporary;

  private Runs.Run run(BackendKind backend, Manner manner, Duration deadline, boolean showOutput)
      throws InterruptedException {
    return Runs.run(plan(manner, deadline), backend, 2, temporary.resolve("run"), showOutput);
  }

  private static Plan plan(Manner manner, Duration deadline) {
    var given =
        Fields.of("manner", Value.of(manner.word()))
            .with("tasks", Value.of(TASKS))
            .with("bad", Value.of(BAD));
    return Runs.tolerant(Runs.divided(MisbehavingKind.NAME, given), OnError.COLLECT, deadline);
  }

  private static List<TaskFailed> failures(Runs.Run run) {
    return run.events().stream()
        .filter(TaskFailed.class::isInstance)
        .map(TaskFailed.class::cast)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(value = BackendKind.class, mode = Mode.EXCLUDE, names = "CLUSTER")
  void whatATaskPrintsGoesToItsLogAndIsShownIfAsked(BackendKind backend) throws Exception {
    var run = run(backend, Manner.PRINT, Duration.ZERO, true);
    assertThat(run.end().end()).as(run.end().detail()).isEqualTo(RunEnd.COMPLETED);
    assertThat(run.end().result()).isEqualTo(Fields.of("done", Value.of(TASKS)));
    assertThat(temporary.resolve("run/logs/tasks/0-11.log"))
        .hasContent("printed to out\nprinted to err");
    assertThat(run.events().stream().filter(Notice.class::isInstance).map(Notice.class::cast))
        .extracting(Notice::text)
        .contains("misbehaving 11 | printed to out", "misbehaving 11 | printed to err");
    assertThat(run.events().getLast()).isSameAs(run.end());
  }

  @ParameterizedTest
  @CsvSource({
    "THREADS, THROW, java.lang.IllegalStateException",
    "VIRTUAL_THREADS, THROW, java.lang.IllegalStateException",
    "THREADS, MISS_A_CLASS, java.lang.NoClassDefFoundError",
    "THREADS, OVERFLOW_THE_STACK, java.lang.StackOverflowError",
    "PROCESSES, FILL_THE_HEAP, java.lang.OutOfMemoryError"
  })
  void whatATaskThrowsIsItsFailureAlone(BackendKind backend, Manner manner, String type)
      throws InterruptedException {
    assertFailsAlone(backend, manner, type);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "THROW, java.lang.IllegalStateException",
    "MISS_A_CLASS, java.lang.NoClassDefFoundError",
    "OVERFLOW_THE_STACK, java.lang.StackOverflowError"
  })
  void whatATaskThrowsInAProcessIsItsFailureAlone(Manner manner, String type)
      throws InterruptedException {
    assertFailsAlone(BackendKind.PROCESSES, manner, type);
  }

  private void assertFailsAlone(BackendKind backend, Manner manner, String type)
      throws InterruptedException {
    var run = run(backend, manner, Duration.ZERO, false);
    assertThat(run.end().end()).isEqualTo(RunEnd.FAILED);
    assertThat(failures(run)).hasSize(1);
    var failed = failures(run).getFirst();
    assertThat(failed.task().index()).isEqualTo(BAD);
    assertThat(((Outcome.Failed) failed.outcome()).failure().type()).isEqualTo(type);
  }

  @Test
  void aTaskThatEndsItsProcessIsFoundOutAndNoOtherIsLost() throws Exception {
    assertFoundOut(Manner.EXIT, 17);
    try (var logs = Files.list(temporary.resolve("run/logs"))) {
      var pages = logs.filter(file -> file.toString().endsWith(".post-mortem.txt")).toList();
      // One for each process that it took.
      assertThat(pages)
          .hasSizeBetween(3, 4)
          .allSatisfy(page ->
              assertThat(page)
                  .content()
                  .contains("ended by: exit code 17", "killed nothing here", "of its log"));
    }
  }

  @Tag("slow")
  @Test
  void aTaskThatHaltsItsProcessIsFoundOutAndNoOtherIsLost() throws InterruptedException {
    assertFoundOut(Manner.HALT, 18);
  }

  private void assertFoundOut(Manner manner, int code) throws InterruptedException {
    var run = run(BackendKind.PROCESSES, manner, Duration.ZERO, false);
    assertThat(run.end().end()).isEqualTo(RunEnd.FAILED);
    assertThat(failures(run)).hasSize(1);
    var failed = failures(run).getFirst();
    assertThat(failed.task().index()).isEqualTo(BAD);
    assertThat(((Outcome.Lost) failed.outcome()).detail()).contains("exit code " + code);
    // The first attempt and three retries, each of which took a process.
    var processes = run.events().stream().filter(WorkerStarting.class::isInstance).count();
    assertThat(processes).isBetween(5L, 6L);
  }

  @ParameterizedTest
  @EnumSource(
      value = BackendKind.class,
      names = {"PROCESSES", "THREADS"})
  void aTaskThatIgnoresItsDeadlineTimesOutAndTheRunEnds(BackendKind backend)
      throws InterruptedException, IOException {
    // The good tasks have it as well, and the first ones wait for a new process to load classes.
    var deadline = Duration.ofSeconds(2);
    var run = run(backend, Manner.IGNORE_INTERRUPTS, deadline, false);
    assertThat(run.end().end()).isEqualTo(RunEnd.FAILED);
    assertThat(failures(run))
        .extracting(failure -> failure.task().index(), TaskFailed::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                (long) BAD, new Outcome.TimedOut(deadline.toNanos())));
    assertThat(Files.exists(temporary.resolve("run/report.json"))).isTrue();
  }
}
