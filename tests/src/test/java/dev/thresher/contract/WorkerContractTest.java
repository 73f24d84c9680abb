package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.api.InitializerFailure;
import dev.thresher.api.Recycling;
import dev.thresher.api.Rejected;
import dev.thresher.api.TaskOptions;
import dev.thresher.api.TaskTimeout;
import dev.thresher.api.Thresher;
import dev.thresher.api.ThresherBuilder;
import dev.thresher.api.WhenFull;
import dev.thresher.api.WorkerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;

/** Workers that are threads, platform or virtual: their state, their beginning and their end. */
@ParameterizedClass(name = "{0}")
@MethodSource("arms")
@Timeout(60)
class WorkerContractTest {
  enum Kind {
    THREADS,
    VIRTUAL_THREADS;

    ThresherBuilder builder(int workers) {
      return switch (this) {
        case THREADS -> Thresher.builder().threads(workers);
        case VIRTUAL_THREADS -> Thresher.builder().virtualThreads(workers);
      };
    }
  }

  static Stream<Kind> arms() {
    return Stream.of(Kind.values());
  }

  @Parameter Kind kind;

  private static final class InitializerCounts {
    static final AtomicInteger RUNS = new AtomicInteger();
    static final AtomicInteger FAILURES_LEFT = new AtomicInteger();
  }

  @Test
  void threadsAreNamedAfterTheExecutor() throws Exception {
    try (var pool = kind.builder(1).name("crunch").open()) {
      assertThat(pool.submit(() -> Thread.currentThread().getName()).get()).isEqualTo("crunch-1");
      assertThat(pool.submit(() -> Thread.currentThread().isVirtual()).get())
          .isEqualTo(kind == Kind.VIRTUAL_THREADS);
    }
  }

  @Test
  void aTaskLeavesNothingBehindInItsThread() throws Exception {
    try (var pool = kind.builder(1).open()) {
      var loader = pool.submit(() -> Thread.currentThread().getContextClassLoader()).get();
      pool.submit(
              () -> {
                MDC.put("request", "17");
                Thread.currentThread().setContextClassLoader(null);
                Thread.currentThread().interrupt();
              })
          .get();
      assertThat(pool.submit(() -> MDC.get("request")).get()).isNull();
      assertThat(pool.submit(() -> Thread.currentThread().getContextClassLoader()).get())
          .isSameAs(loader);
      assertThat(pool.submit(() -> Thread.currentThread().isInterrupted()).get()).isFalse();
    }
  }

  @Test
  void theLogContextOfTheCallerGoesWithTheTask() throws Exception {
    try (var pool = kind.builder(1).open()) {
      MDC.put("request", "17");
      try {
        assertThat(pool.submit(() -> MDC.get("request")).get()).isEqualTo("17");
      } finally {
        MDC.clear();
      }
      assertThat(pool.submit(() -> MDC.get("request")).get()).isNull();
    }
  }

  @Test
  void theInitialiserRunsOnceInEachWorkerBeforeItsFirstTask() throws Exception {
    InitializerCounts.RUNS.set(0);
    var names = ConcurrentHashMap.<String>newKeySet();
    try (var pool =
        kind.builder(2)
            .initializer(() -> {
              InitializerCounts.RUNS.incrementAndGet();
              names.add(Thread.currentThread().getName());
            })
            .open()) {
      var futures = new ArrayList<Future<Boolean>>();
      for (int i = 0; i < 100; i++) {
        futures.add(pool.submit(() -> names.contains(Thread.currentThread().getName())));
      }
      for (var future : futures) {
        assertThat(future.get()).isTrue();
      }
    }
    assertThat(InitializerCounts.RUNS).hasValue(names.size());
    assertThat(names.size()).isBetween(1, 2);
  }

  @Test
  void anInitialiserThatSucceedsInTheEndIsNoFailure() throws Exception {
    InitializerCounts.FAILURES_LEFT.set(2);
    try (var pool = kind.builder(1).initializer(WorkerContractTest::failAFewTimes).open()) {
      assertThat(pool.submit(() -> "ran").get()).isEqualTo("ran");
    }
  }

  private static void failAFewTimes() {
    if (InitializerCounts.FAILURES_LEFT.getAndDecrement() > 0) {
      throw new IllegalStateException("not yet");
    }
  }

  @Test
  void anInitialiserThatFailsForGoodEndsItsExecutorAndNoOther() throws Exception {
    var other = kind.builder(1).open();
    var pool = kind.builder(2).initializer(WorkerContractTest::failAlways).open();
    try (other;
        pool) {
      var futures = new ArrayList<Future<Integer>>();
      try {
        for (int i = 0; i < 10; i++) {
          futures.add(pool.submit(() -> 1));
        }
      } catch (RejectedExecutionException alreadyBroken) {
        assertThat(alreadyBroken).hasCauseInstanceOf(Rejected.class);
      }
      assertThat(futures).isNotEmpty();
      for (var future : futures) {
        assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(InitializerFailure.class)
            .hasRootCauseMessage("no licence");
      }
      assertThatThrownBy(() -> pool.submit(() -> 1))
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessageContaining("no licence");
      assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      assertThat(other.submit(() -> 1).get()).isEqualTo(1);
    }
  }

  private static void failAlways() {
    throw new IllegalStateException("no licence");
  }

  @Test
  void workersAreReplacedAfterSoManyTasksAndNothingIsLost() throws Exception {
    try (var pool = kind.builder(2).recycling(Recycling.afterTasks(3)).open()) {
      var futures = new ArrayList<Future<String>>();
      for (int i = 0; i < 60; i++) {
        futures.add(pool.submit(() -> Thread.currentThread().getName()));
      }
      var names = new ArrayList<String>();
      for (var future : futures) {
        names.add(future.get(20, TimeUnit.SECONDS));
      }
      assertThat(new HashSet<>(names)).hasSizeGreaterThanOrEqualTo(20);
      for (var name : Set.copyOf(names)) {
        assertThat(names).filteredOn(name::equals).hasSizeLessThanOrEqualTo(3);
      }
    }
  }

  @Test
  void aDrainedWorkerFinishesAndIsReplaced() throws Exception {
    try (var pool = kind.builder(1).open()) {
      var begun = new CountDownLatch(1);
      var release = new CountDownLatch(1);
      var running =
          pool.submit(() -> {
            begun.countDown();
            release.await();
            return Thread.currentThread().getName();
          });
      begun.await();
      var worker = pool.workers().getFirst().place().worker();
      assertThat(pool.drainWorker(worker)).isTrue();
      assertThat(pool.drainWorker("nobody")).isFalse();
      release.countDown();
      assertThat(running.get()).isEqualTo(worker);
      assertThat(pool.submit(() -> Thread.currentThread().getName()).get()).isNotEqualTo(worker);
    }
  }

  @Test
  void anIdleWorkerIsReplacedWhenDrained() throws Exception {
    try (var pool = kind.builder(1).open()) {
      var before = pool.submit(() -> Thread.currentThread().getName()).get();
      assertThat(pool.drainWorker(before)).isTrue();
      assertThat(pool.submit(() -> Thread.currentThread().getName()).get()).isNotEqualTo(before);
    }
  }

  @Test
  void anElasticExecutorShrinksToItsFewestWorkers() throws Exception {
    try (var pool = kind.builder(4).elastic(1, Duration.ofMillis(20)).open()) {
      var meeting = new java.util.concurrent.CyclicBarrier(4);
      for (var future :
          List.of(
              pool.submit(() -> meeting.await(20, TimeUnit.SECONDS)),
              pool.submit(() -> meeting.await(20, TimeUnit.SECONDS)),
              pool.submit(() -> meeting.await(20, TimeUnit.SECONDS)),
              pool.submit(() -> meeting.await(20, TimeUnit.SECONDS)))) {
        future.get();
      }
      Awaitility.await().until(() -> pool.workers().size() == 1);
      assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
      assertThat(pool.workers()).isNotEmpty();
    }
  }

  @Test
  void aFullQueueRejects() throws Exception {
    var release = new CountDownLatch(1);
    try (var pool = kind.builder(1).queueBound(2, WhenFull.REJECT).open()) {
      var begun = new CountDownLatch(1);
      pool.submit(() -> {
        begun.countDown();
        return release.await(20, TimeUnit.SECONDS);
      });
      begun.await();
      var waiting = pool.submit(() -> 1);
      var cancelled = pool.submit(() -> 2);
      assertThatThrownBy(() -> pool.submit(() -> 3))
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessageContaining("2")
          .cause()
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected -> assertThat(rejected.reason()).isEqualTo(Rejected.Reason.QUEUE_FULL));
      cancelled.cancel(false);
      var inItsPlace = pool.submit(() -> 4);
      release.countDown();
      assertThat(waiting.get()).isEqualTo(1);
      assertThat(inItsPlace.get()).isEqualTo(4);
    }
  }

  @Test
  void aMapWaitsForRoomEvenWhereOthersAreRejected() {
    try (var pool = kind.builder(1).queueBound(2, WhenFull.REJECT).open()) {
      var numbers = java.util.stream.IntStream.range(0, 1_000).boxed().toList();
      assertThat(pool.map(numbers, n -> n).toList()).isEqualTo(numbers);
    }
  }

  @Test
  void aFullQueueMakesTheCallerWait() throws Exception {
    try (var pool = kind.builder(1).queueBound(1, WhenFull.BLOCK).open()) {
      var most = new AtomicInteger();
      var submitted = new AtomicInteger();
      var started = new AtomicInteger();
      for (int i = 0; i < 500; i++) {
        pool.submit(() -> {
          started.incrementAndGet();
          most.accumulateAndGet(submitted.get() - started.get(), Math::max);
        });
        submitted.incrementAndGet();
      }
      assertThat(most.get()).isLessThanOrEqualTo(1);
    }
  }

  private static boolean awaitDeaf(CountDownLatch begun, CountDownLatch release) {
    begun.countDown();
    while (true) {
      try {
        return release.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException ignored) {
        // It is told to stop, and does not.
      }
    }
  }

  @Test
  void aTaskThatIgnoresItsDeadlineKeepsItsThreadAndNotItsPlace() throws Exception {
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    try (var pool = kind.builder(1).abandonAfter(Duration.ofMillis(50)).open()) {
      var options = TaskOptions.DEFAULT.withDeadline(Duration.ofMillis(50));
      var deaf = pool.with(options).submit(() -> awaitDeaf(begun, release));
      begun.await();
      assertThatThrownBy(() -> deaf.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(TaskTimeout.class);
      assertThat(pool.submit(() -> "another thread").get(20, TimeUnit.SECONDS))
          .isEqualTo("another thread");
      assertThat(pool.workers()).extracting(WorkerInfo::state).contains(WorkerInfo.State.ABANDONED);
      release.countDown();
      Awaitility.await()
          .until(() ->
              pool.workers().size() == 1
                  && pool.workers().getFirst().state() == WorkerInfo.State.IDLE);
    }
  }
}
