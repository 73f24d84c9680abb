package dev.thresher.contract;

import static dev.thresher.contract.Signal.hold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.thresher.api.CancelLevel;
import dev.thresher.api.TaskFuture;
import dev.thresher.api.TaskOptions;
import dev.thresher.api.TaskPhase;
import dev.thresher.api.TaskTimeout;
import dev.thresher.api.Thresher;
import dev.thresher.api.WorkerInfo;
import dev.thresher.scenario.TransportUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tasks on worker processes that do not stop by themselves: they end with their process, and the
 * executor goes on. Each test begins with all workers there, as how long a process takes to start
 * is the machine's affair.
 */
@Timeout(120)
class StopContractTest {
  private static final int WORKERS = 2;
  private static final int SECONDS = 60;

  private static Thresher pool;
  @TempDir Path directory;

  @BeforeAll
  static void open() {
    pool = TransportUnderTest.processes(WORKERS).abandonAfter(Duration.ofMillis(100)).open();
  }

  @AfterAll
  static void close() {
    pool.shutdownNow();
  }

  @BeforeEach
  void awaitWorkers() {
    await().atMost(60, TimeUnit.SECONDS).until(() -> serving() == WORKERS);
  }

  private static long serving() {
    return pool.workers().stream()
        .filter(worker -> worker.state() != WorkerInfo.State.STARTING)
        .count();
  }

  private static Object runForEver() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  private static ProcessHandle processOf(TaskFuture<?> future) {
    await()
        .atMost(SECONDS, TimeUnit.SECONDS)
        .until(() -> future.status().phase() == TaskPhase.RUNNING);
    return ProcessHandle.of(future.status().place().orElseThrow().pid()).orElseThrow();
  }

  private static void assertGoesOn() throws Exception {
    assertThat(pool.submit(() -> "alive").get(SECONDS, TimeUnit.SECONDS)).isEqualTo("alive");
  }

  @Test
  void afterItsDeadlineATaskEndsWithItsProcess() throws Exception {
    var hasty = pool.with(TaskOptions.DEFAULT.withDeadline(Duration.ofMillis(500)));
    var future = hasty.submit(StopContractTest::runForEver);
    assertThatThrownBy(() -> future.get(SECONDS, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TaskTimeout.class);
    var process = ProcessHandle.of(future.status().place().orElseThrow().pid());
    await()
        .atMost(SECONDS, TimeUnit.SECONDS)
        .until(() -> process.isEmpty() || !process.get().isAlive());
    assertGoesOn();
  }

  @Test
  void aCancelledTaskThatIgnoresTheInterruptEndsWithItsProcess() throws Exception {
    var future = pool.submit(StopContractTest::runForEver);
    var process = processOf(future);
    assertThat(future.cancel(true)).isTrue();
    await().atMost(SECONDS, TimeUnit.SECONDS).until(() -> !process.isAlive());
    assertGoesOn();
  }

  @Test
  void aForcedCancellationSparesTheOtherWorker() throws Exception {
    var begun = Signal.in(directory, "begun");
    var release = Signal.in(directory, "release");
    var once = pool.with(TaskOptions.DEFAULT.withIdempotent(false));
    var other = once.submit(hold(begun, release, "undisturbed"));
    begun.await();
    var future = pool.submit(StopContractTest::runForEver);
    var process = processOf(future);
    assertThat(future.cancel(CancelLevel.FORCE)).isTrue();
    await().atMost(SECONDS, TimeUnit.SECONDS).until(() -> !process.isAlive());
    release.raise();
    assertThat(other.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("undisturbed");
    assertGoesOn();
  }

  @Test
  void aTaskThatStopsKeepsItsProcess() throws Exception {
    var begun = Signal.in(directory, "begun");
    var future = pool.submit(hold(begun, Signal.in(directory, "never"), "x"));
    begun.await();
    var process = processOf(future);
    assertThat(future.cancel(true)).isTrue();
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> pool.workers().stream().noneMatch(StopContractTest::isBusy));
    assertThat(process.isAlive()).isTrue();
    assertGoesOn();
  }

  private static Long pidOfAWorker() throws Exception {
    return pool.submit(() -> ProcessHandle.current().pid()).get(60, TimeUnit.SECONDS);
  }

  private static boolean isBusy(WorkerInfo worker) {
    return worker.state() == WorkerInfo.State.BUSY;
  }

  @Test
  void aWorkerCanBeKilledOrDrainedByName() throws Exception {
    var before = pidOfAWorker();
    for (var worker : pool.workers()) {
      assertThat(pool.drainWorker(worker.place().worker())).isTrue();
    }
    await().atMost(60, TimeUnit.SECONDS).until(() -> !pidOfAWorker().equals(before));
    var victim = pool.workers().getFirst().place();
    assertThat(pool.killWorker(victim.worker())).isTrue();
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> !ProcessHandle.of(victim.pid()).map(ProcessHandle::isAlive).orElse(false));
    assertThat(pool.killWorker("nobody")).isFalse();
    awaitWorkers();
    assertGoesOn();
  }

  @Test
  void whatALostWorkerLeftIsCancelledByNobodyWhenTheExecutorStops() throws Exception {
    var begun = Signal.in(directory, "begun");
    try (var one = TransportUnderTest.processes(1).open()) {
      var futures = new ArrayList<TaskFuture<String>>();
      futures.add(one.submit(hold(begun, Signal.in(directory, "never"), "x")));
      for (int i = 0; i < 20; i++) {
        futures.add(one.submit(() -> "behind it"));
      }
      begun.await();
      var process = processOf(futures.getFirst());
      process.destroyForcibly();
      await().until(() -> !process.isAlive());
      var returned = one.shutdownNow();
      assertThat(one.awaitTermination(SECONDS, TimeUnit.SECONDS)).isTrue();
      for (var future : futures) {
        boolean ended = !returned.contains(future);
        assertThat(future.isDone()).as(future.toString()).isEqualTo(ended);
        assertThat(future.isCancelled()).as(future.toString()).isFalse();
      }
      assertThatThrownBy(futures.getFirst()::get).hasCauseInstanceOf(InterruptedException.class);
    }
  }
}
