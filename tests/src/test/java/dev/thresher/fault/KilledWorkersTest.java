package dev.thresher.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent.Lane;
import dev.thresher.model.RunEvent.TaskFailed;
import dev.thresher.model.RunEvent.TaskRetried;
import dev.thresher.model.RunEvent.WorkerDown;
import dev.thresher.model.RunEvent.WorkerUp;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.scenario.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real worker processes that are killed or stopped from outside while their tasks run. */
@Timeout(120)
class KilledWorkersTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long MILLIS = 100;

  @TempDir Path directory;
  private Runs.Going run;
  private long tasks;

  private void start(int tasks, EngineSettings settings) {
    this.tasks = tasks;
    var fields = Fields.of("millis", Value.of(MILLIS)).with("tasks", Value.of(tasks));
    var plan = Runs.divided("sleep", fields);
    run = Runs.start(plan, BackendKind.PROCESSES, 2, directory.resolve("run"), settings);
    await().atMost(LONG).until(() -> run.pids().size() == 2 && run.completed() > 2);
  }

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    run.handle().cancel("the test is over");
    run.await();
    assertThat(run.pids()).allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty());
  }

  private static void signal(String name, long pid) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void awaitTaskOn(long pid) {
    var worker =
        run.all(WorkerUp.class).stream()
            .filter(up -> up.pid() == pid)
            .findFirst()
            .orElseThrow()
            .worker();
    await()
        .atMost(LONG)
        .until(() ->
            run.all(Lane.class).stream()
                .anyMatch(lane -> lane.worker().equals(worker) && !lane.running().isEmpty()));
  }

  private void assertRightInTheEnd() throws InterruptedException {
    var end = run.await().end();
    assertThat(end.end()).as(end.detail()).isEqualTo(RunEnd.COMPLETED);
    assertThat(end.result()).isEqualTo(Fields.of("slept", Value.of(tasks * MILLIS)));
    assertThat(run.completed()).isEqualTo(tasks);
    assertThat(run.all(TaskFailed.class)).isEmpty();
  }

  private void killOneInMidTask() throws InterruptedException {
    start(40, Runs.settings());
    long victim = run.pids().getFirst();
    awaitTaskOn(victim);
    signal("KILL", victim);
    // Or the one that is left might be through before the new one has come.
    long other = run.pids().getLast();
    signal("STOP", other);
    await().atMost(LONG).until(() -> run.pids().size() >= 3);
    signal("CONT", other);
    assertRightInTheEnd();
    assertThat(run.all(TaskRetried.class)).isNotEmpty();
    assertThat(run.pids()).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
    assertThat(run.all(WorkerDown.class))
        .filteredOn(down -> down.pid() == victim)
        .singleElement()
        .satisfies(down -> {
          assertThat(down.expected()).isFalse();
          assertThat(down.endedBy()).contains("signal 9");
        });
  }

  @Test
  void aKilledWorkerIsReplacedAndItsTasksRunAgain() throws InterruptedException {
    killOneInMidTask();
  }

  @Tag("slow")
  @RepeatedTest(20)
  void aKilledWorkerIsReplacedTwentyTimesInARow() throws InterruptedException {
    killOneInMidTask();
  }

  @Tag("slow")
  @Test
  void allWorkersKilledAtOnceAreReplaced() throws InterruptedException {
    start(60, Runs.settings());
    List.copyOf(run.pids()).forEach(pid -> signal("KILL", pid));
    assertRightInTheEnd();
    assertThat(run.pids()).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
  }

  @Tag("slow")
  @Test
  void aKillEveryHalfSecondConvictsNobody() throws InterruptedException {
    start(300, Runs.settings());
    var random = new SplittableRandom(42);
    for (int kill = 0; kill < 20 && !run.isOver(); kill++) {
      var alive = run.pids().stream().filter(pid -> ProcessHandle.of(pid).isPresent()).toList();
      if (!alive.isEmpty()) {
        signal("KILL", alive.get(random.nextInt(alive.size())));
      }
      await().pollDelay(Duration.ofMillis(500)).until(() -> true);
    }
    assertRightInTheEnd();
  }

  @Tag("slow")
  @Test
  void aStoppedWorkerIsReplacedWhenItsLeaseIsOver() throws InterruptedException {
    start(300, Runs.settings(Duration.ofSeconds(3)));
    long victim = run.pids().getFirst();
    awaitTaskOn(victim);
    signal("STOP", victim);
    await().atMost(LONG).until(() -> run.pids().size() >= 3);
    assertThat(run.isOver()).isFalse();
    signal("CONT", victim);
    assertRightInTheEnd();
    assertThat(run.all(TaskRetried.class)).isNotEmpty();
    assertThat(run.all(WorkerDown.class))
        .filteredOn(down -> down.pid() == victim)
        .singleElement()
        .satisfies(down -> assertThat(down.endedBy()).contains("not heard of"));
  }

  @Test
  void aWorkerThatStaysStoppedDoesNotHoldUpTheEnd() throws InterruptedException {
    start(40, Runs.settings(Duration.ofMinutes(10)));
    long victim = run.pids().getFirst();
    awaitTaskOn(victim);
    signal("STOP", victim);
    assertRightInTheEnd();
    assertThat(run.all(TaskRetried.class))
        .isNotEmpty()
        .allSatisfy(again -> assertThat(again.toString()).contains("has not been heard of for"));
    assertThat(run.pids()).hasSize(2);
  }
}
