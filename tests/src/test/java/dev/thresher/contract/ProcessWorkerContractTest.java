package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.thresher.api.InitializerFailure;
import dev.thresher.api.PlainTasks;
import dev.thresher.api.Recycling;
import dev.thresher.api.Rejected;
import dev.thresher.api.TaskOptions;
import dev.thresher.api.WorkerInfo;
import dev.thresher.scenario.TransportUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are processes: their beginning and end, and what they print. */
@Timeout(120)
class ProcessWorkerContractTest {
  private static int initialised;

  /** Takes longer than the tasks' deadline. */
  private static void initialise() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2_000));
    initialised++;
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  @Test
  void theInitialiserRunsOnceInEachWorkerAndItsTimeIsNotTheTasks() throws Exception {
    try (var pool =
        TransportUnderTest.processes(2)
            .name("crunch")
            .initializer(ProcessWorkerContractTest::initialise)
            .open()) {
      var hasty = pool.with(TaskOptions.DEFAULT.withDeadline(Duration.ofMillis(1_500)));
      var futures = new ArrayList<Future<Integer>>();
      for (int i = 0; i < 20; i++) {
        futures.add(hasty.submit(() -> initialised));
        futures.add(hasty.submit(number -> initialised + number, 0));
      }
      for (var future : futures) {
        assertThat(future.get(60, TimeUnit.SECONDS)).isEqualTo(1);
      }
      assertThat(pool.workers())
          .extracting(worker -> worker.place().worker())
          .containsExactly("crunch-1", "crunch-2");
    }
    assertThat(initialised).as("in this process").isZero();
  }

  @Test
  void anInitialiserThatFailsForGoodEndsItsExecutorAndNoOther() throws Exception {
    try (var other = TransportUnderTest.open(1);
        var pool =
            TransportUnderTest.processes(1)
                .initializer(() -> {
                  throw new IllegalStateException("no licence");
                })
                .open()) {
      var futures = new ArrayList<Future<Integer>>();
      for (int i = 0; i < 5; i++) {
        futures.add(pool.submit(() -> 1));
      }
      for (var future : futures) {
        assertThatThrownBy(() -> future.get(60, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(InitializerFailure.class)
            .hasRootCauseMessage("no licence");
      }
      assertThatThrownBy(() -> pool.submit(() -> 1))
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessageContaining("no licence")
          .cause()
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected -> assertThat(rejected.reason()).isEqualTo(Rejected.Reason.BROKEN));
      assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      assertThat(other.submit(() -> 1).get()).isEqualTo(1);
    }
  }

  @Test
  void anInitialiserThatCannotTravelIsRefusedWhenTheExecutorIsOpened() {
    var lock = new Object();
    var builder = TransportUnderTest.processes(1).initializer(() -> lock.notifyAll());
    assertThatThrownBy(builder::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("initialiser")
        .hasMessageContaining("java.lang.Object");
  }

  @Tag("slow")
  @Test
  void workersAreReplacedWhenTheyHaveDoneEnoughAndNothingIsLost() throws Exception {
    try (var pool = TransportUnderTest.processes(1).recycling(Recycling.afterTasks(3)).open()) {
      var pids = new HashSet<Long>();
      var futures = new ArrayList<Future<Long>>();
      for (int i = 0; i < 12; i++) {
        futures.add(pool.submit(ProcessWorkerContractTest::pid));
      }
      for (var future : futures) {
        pids.add(future.get(60, TimeUnit.SECONDS));
      }
      await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> {
            pids.add(pool.submit(ProcessWorkerContractTest::pid).get());
            return pids.size() >= 3;
          });
    }
  }

  @Test
  void plainTasksAreRefusedOrRunHere() throws Exception {
    var lock = new Object();
    Callable<Integer> plain = lock::hashCode;
    try (var pool = TransportUnderTest.open(1)) {
      assertThatThrownBy(() -> pool.submit(plain))
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessageContaining("SerCallable");
    }
    try (var pool =
        TransportUnderTest.processes(1).plainTasks(PlainTasks.ON_LOCAL_THREADS).open()) {
      assertThat(pool.submit(plain).get()).isEqualTo(lock.hashCode());
      assertThat(pool.submit(ProcessWorkerContractTest::pid).get()).isNotEqualTo(pid());
      assertThatThrownBy(() -> pool.submit(() -> lock.hashCode()))
          .isInstanceOf(RejectedExecutionException.class);
    }
  }

  /** For as long as a process takes to start, however long that is. */
  private static long stay(Signal begun, Signal release) throws InterruptedException {
    begun.raise();
    while (!release.isRaised()) {
      Thread.sleep(5);
    }
    return pid();
  }

  @Tag("slow")
  @Test
  void anElasticExecutorHasMoreWorkersWhileTasksWaitAndFewerAfterwards(@TempDir Path directory)
      throws Exception {
    var release = Signal.in(directory, "release");
    try (var pool = TransportUnderTest.processes(2).elastic(1, Duration.ofMillis(300)).open()) {
      assertThat(pool.submit(ProcessWorkerContractTest::pid).get()).isNotEqualTo(pid());
      assertThat(pool.workers()).hasSize(1);
      var begunOne = Signal.in(directory, "one");
      var begunTwo = Signal.in(directory, "two");
      var one = pool.submit(() -> stay(begunOne, release));
      var two = pool.submit(() -> stay(begunTwo, release));
      await().atMost(60, TimeUnit.SECONDS).until(() -> begunOne.isRaised() && begunTwo.isRaised());
      assertThat(pool.workers()).hasSize(2);
      release.raise();
      assertThat(one.get()).isNotEqualTo(two.get());
      await().atMost(60, TimeUnit.SECONDS).until(() -> pool.workers().size() == 1);
      assertThat(pool.submit(() -> "alive").get()).isEqualTo("alive");
    }
  }

  private static Object sayAndFail() {
    System.out.println("a word for the output");
    System.err.print("and one for errors");
    throw new IllegalStateException("afterwards");
  }

  @Test
  void whatTasksPrintIsPrintedHereAndItsEndIsToldWithTheirFailure() throws Exception {
    var out = System.out;
    var err = System.err;
    var shownOut = new ByteArrayOutputStream();
    var shownErr = new ByteArrayOutputStream();
    System.setOut(new PrintStream(shownOut, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(shownErr, true, StandardCharsets.UTF_8));
    try (var pool = TransportUnderTest.open(1)) {
      var failed = pool.submit(ProcessWorkerContractTest::sayAndFail);
      assertThatThrownBy(failed::get)
          .cause()
          .satisfies(thrown ->
              assertThat(thrown.getSuppressed()[0])
                  .hasMessageContaining("a word for the output")
                  .hasMessageContaining("and one for errors"));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(shownOut.toString(StandardCharsets.UTF_8)).contains("a word for the output");
    assertThat(shownErr.toString(StandardCharsets.UTF_8)).contains("and one for errors");
  }

  @Test
  void theTaskOfAWorkerIsShown() throws Exception {
    try (var pool = TransportUnderTest.open(1)) {
      var named = pool.with(TaskOptions.DEFAULT.withKey("the long one"));
      var future = named.submit(ProcessWorkerContractTest::sleepLong);
      await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> pool.workers().stream().anyMatch(ProcessWorkerContractTest::runsTheLongOne));
      future.cancel(true);
      assertThat(pool.submit(() -> "alive").get()).isEqualTo("alive");
    }
  }

  private static Object sleepLong() throws InterruptedException {
    Thread.sleep(60_000);
    return "slept";
  }

  private static boolean runsTheLongOne(WorkerInfo worker) {
    return worker.state() == WorkerInfo.State.BUSY
        && worker.task().filter("the long one"::equals).isPresent();
  }
}
