package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.api.CancelLevel;
import dev.thresher.api.TaskFuture;
import dev.thresher.api.TaskOptions;
import dev.thresher.api.TaskTimeout;
import dev.thresher.api.Thresher;
import dev.thresher.api.WorkerLost;
import dev.thresher.scenario.TransportUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Submission, cancellation, the death of workers and the end of the executor at the same moment, on
 * worker processes: every future ends, as what happened to it says, and the sums add up.
 */
@Tag("slow")
@Timeout(120)
class ProcessRaceContractTest {
  private static final long SEED = 20_261_129;
  private static final int SUBMITTERS = 3;
  private static final int KILLS = 3;
  private static final long LASTS_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** How the executor ends while others still submit to it. */
  enum End {
    SHUTDOWN,
    SHUTDOWN_NOW
  }

  /** What a task does. */
  enum Kind {
    QUICK,
    SLEEPS,
    FAILS,
    HALTS,
    /** Until it is cancelled, whatever the interrupt says. */
    SPINS
  }

  /** A task that was taken on, and whether somebody was told that it is cancelled. */
  private record Taken(
      Kind kind, int number, TaskFuture<Integer> future, AtomicInteger cancelled) {}

  private final Queue<Taken> taken = new ConcurrentLinkedQueue<>();
  private final CountDownLatch rejected = new CountDownLatch(SUBMITTERS);
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();
  private Thresher pool;

  private static RandomGenerator random(int stream) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + stream);
  }

  private static int run(Kind kind, int number) throws InterruptedException {
    return switch (kind) {
      case QUICK -> number;
      case SLEEPS -> {
        Thread.sleep(number % 20);
        yield number;
      }
      case FAILS -> throw new IllegalStateException("number " + number);
      case HALTS -> {
        Runtime.getRuntime().halt(7);
        yield number;
      }
      case SPINS -> {
        while (true) {
          Thread.onSpinWait();
        }
      }
    };
  }

  private static Kind kind(RandomGenerator random, int number) {
    if (number % 400 == 399) {
      return random.nextBoolean() ? Kind.HALTS : Kind.SPINS;
    }
    int draw = random.nextInt(10);
    return draw < 6 ? Kind.QUICK : draw < 9 ? Kind.SLEEPS : Kind.FAILS;
  }

  private interface Work {
    void run() throws Exception;
  }

  private void start(Work work) {
    threads.add(
        Thread.ofPlatform()
            .start(() -> {
              try {
                work.run();
              } catch (RejectedExecutionException over) {
                // as it should be, at the end
              } catch (Throwable surprise) {
                surprises.add(surprise);
              }
            }));
  }

  private void submit(int stream) throws Exception {
    var random = random(stream);
    try {
      for (int number = 0; ; number++) {
        int own = number;
        var kind = kind(random, number);
        // What spins has to end, also if nobody cancels it.
        var options =
            kind == Kind.SPINS
                ? TaskOptions.DEFAULT.withDeadline(Duration.ofMillis(300))
                : TaskOptions.DEFAULT.withIdempotent(kind != Kind.HALTS);
        var future = pool.with(options).submit(() -> run(kind, own));
        taken.add(new Taken(kind, own, future, new AtomicInteger()));
        if (random.nextInt(8) == 0) {
          LockSupport.parkNanos(random.nextInt(20_000_000));
        }
      }
    } finally {
      rejected.countDown();
    }
  }

  private void cancel(int stream) {
    var random = random(stream);
    while (rejected.getCount() > 0) {
      for (var one : taken) {
        if (random.nextInt(50) == 0 && !one.future().isDone()) {
          var level = CancelLevel.values()[random.nextInt(CancelLevel.values().length)];
          if (one.future().cancel(level)) {
            one.cancelled().incrementAndGet();
          }
        }
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  private void kill(int stream) {
    var random = random(stream);
    for (int kill = 0; kill < KILLS; kill++) {
      LockSupport.parkNanos(LASTS_NANOS / (KILLS + 1));
      var workers = pool.workers();
      if (!workers.isEmpty()) {
        var place = workers.get(random.nextInt(workers.size())).place();
        if (random.nextBoolean()) {
          pool.killWorker(place.worker());
        } else {
          ProcessHandle.of(place.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
      }
    }
  }

  private Set<Object> end(End how) {
    Set<Object> never = Collections.newSetFromMap(new IdentityHashMap<>());
    switch (how) {
      case SHUTDOWN -> pool.shutdown();
      case SHUTDOWN_NOW -> never.addAll(pool.shutdownNow());
    }
    return never;
  }

  @ParameterizedTest
  @EnumSource
  void everyFutureEndsAsItsTaskDid(End how) throws Exception {
    pool = TransportUnderTest.processes(2).abandonAfter(Duration.ofMillis(50)).open();
    try (var _ = (AutoCloseable) pool::shutdownNow) {
      for (int i = 0; i < SUBMITTERS; i++) {
        int stream = i;
        start(() -> submit(stream));
      }
      start(() -> cancel(SUBMITTERS));
      start(() -> kill(SUBMITTERS + 1));
      LockSupport.parkNanos(LASTS_NANOS);
      var never = end(how);
      for (var thread : threads) {
        thread.join();
      }
      assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      assertThat(surprises).isEmpty();
      assertThat(taken).hasSizeGreaterThan(100);
      taken.forEach(one -> assertEnd(one, how, never));
      assertThat(never).as("all of them were handed in").hasSize(returned(never));
    }
  }

  private int returned(Set<Object> never) {
    return (int) taken.stream().filter(one -> never.contains(one.future())).count();
  }

  private static void assertEnd(Taken one, End how, Set<Object> never) {
    var future = one.future();
    var what = one.kind() + " " + one.number() + ": " + future.status();
    assertThat(one.cancelled().get()).as(what).isLessThanOrEqualTo(1);
    if (never.contains(future)) {
      assertThat(future.isDone()).as(what).isEqualTo(one.cancelled().get() == 1);
      return;
    }
    assertThat(future.isDone()).as(what).isTrue();
    assertThat(future.isCancelled()).as(what).isEqualTo(one.cancelled().get() == 1);
    switch (future.state()) {
      case SUCCESS -> {
        assertThat(future.resultNow()).as(what).isEqualTo(one.number());
        assertThat(one.kind()).as(what).isIn(Kind.QUICK, Kind.SLEEPS);
      }
      case FAILED -> assertFailure(one, future.exceptionNow(), how, what);
      case CANCELLED -> {}
      case RUNNING -> throw new AssertionError(what);
    }
  }

  private static void assertFailure(Taken one, Throwable thrown, End how, String what) {
    if (how == End.SHUTDOWN_NOW && thrown instanceof InterruptedException) {
      return;
    }
    switch (one.kind()) {
      case FAILS -> assertThat(thrown).as(what).hasMessageContaining("number " + one.number());
      case HALTS -> assertThat(thrown).as(what).isInstanceOf(WorkerLost.class);
      case SPINS -> assertThat(thrown).as(what).isInstanceOf(TaskTimeout.class);
      case QUICK, SLEEPS -> throw new AssertionError(what, thrown);
    }
  }
}
