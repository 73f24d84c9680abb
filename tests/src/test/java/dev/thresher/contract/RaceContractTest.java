package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Submission, cancellation and the end of an executor at the same moment: nothing is lost. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#sharing")
@Timeout(120)
class RaceContractTest {
  private static final int ROUNDS = 300;

  @Parameter Arm arm;

  private record Attempt(Future<?> future, AtomicInteger runs) {}

  @Test
  void whatShutdownMeetsIsEitherRejectedOrRuns() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var pool = arm.open(2);
      var attempts = submitUntilRejected(pool, pool::shutdown);
      assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      for (var attempt : attempts) {
        assertThat(attempt.future().get(20, TimeUnit.SECONDS)).isNull();
        assertThat(attempt.runs()).hasValue(1);
      }
    }
  }

  @Test
  void whatShutdownNowMeetsIsRejectedOrRunsOrIsReturned() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var pool = arm.open(2);
      var returned = new AtomicReference<List<Runnable>>();
      var attempts = submitUntilRejected(pool, () -> returned.set(pool.shutdownNow()));
      assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      Set<Object> never = Collections.newSetFromMap(new IdentityHashMap<>());
      never.addAll(returned.get());
      for (var attempt : attempts) {
        boolean ran = attempt.runs().get() == 1;
        assertThat(ran).as("either ran or returned").isNotEqualTo(never.contains(attempt.future()));
        assertThat(attempt.future().isDone()).isEqualTo(ran);
      }
    }
  }

  private static List<Attempt> submitUntilRejected(ExecutorService pool, Runnable end)
      throws InterruptedException {
    var attempts = new ArrayList<Attempt>();
    var warm = new CountDownLatch(1);
    var submitter =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (true) {
                  var runs = new AtomicInteger();
                  attempts.add(new Attempt(pool.submit(plain(runs)), runs));
                  warm.countDown();
                }
              } catch (RejectedExecutionException over) {
                warm.countDown();
              }
            });
    warm.await();
    end.run();
    submitter.join();
    return attempts;
  }

  private static Runnable plain(AtomicInteger runs) {
    return runs::incrementAndGet;
  }

  @Test
  void aCancellationAndTheTaskNeverBothWin() throws Exception {
    try (var pool = arm.open(2)) {
      for (int round = 0; round < 20 * ROUNDS; round++) {
        var runs = new AtomicInteger();
        var future = pool.submit(plain(runs), "ran");
        boolean cancelled = future.cancel(round % 2 == 0);
        assertThat(future.isCancelled()).isEqualTo(cancelled);
        if (cancelled) {
          assertThat(future.state()).isEqualTo(Future.State.CANCELLED);
        } else {
          assertThat(future.get()).isEqualTo("ran");
          assertThat(runs).hasValue(1);
        }
      }
    }
  }

  @Test
  void ofManyCancellersOneWins() throws Exception {
    try (var pool = arm.open(1);
        var cancellers = java.util.concurrent.Executors.newFixedThreadPool(3)) {
      for (int round = 0; round < ROUNDS; round++) {
        var hold = new CountDownLatch(1);
        var future = pool.submit(() -> hold.await(20, TimeUnit.SECONDS));
        var wins = new AtomicInteger();
        cancellers.invokeAll(
            Collections.nCopies(
                3,
                () -> {
                  return future.cancel(true) ? wins.incrementAndGet() : 0;
                }));
        assertThat(wins).hasValue(1);
        hold.countDown();
      }
    }
  }

  @Test
  void waitersAreWokenWhoeverEndsTheTask() throws Exception {
    try (var pool = arm.open(2)) {
      for (int round = 0; round < ROUNDS; round++) {
        var future = pool.submit(() -> 1);
        var waiter =
            new java.util.concurrent.FutureTask<>(() -> {
              try {
                return future.get(20, TimeUnit.SECONDS);
              } catch (java.util.concurrent.CancellationException cancelled) {
                return -1;
              }
            });
        var thread = Thread.ofVirtual().start(waiter);
        boolean cancelled = future.cancel(true);
        assertThat(waiter.get()).isEqualTo(cancelled ? -1 : 1);
        thread.join();
      }
    }
  }

  @Test
  void closeFromManyThreadsEndsOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var pool = arm.open(2);
      var runs = new AtomicInteger();
      for (int i = 0; i < 20; i++) {
        pool.execute(runs::incrementAndGet);
      }
      try (var closers = java.util.concurrent.Executors.newFixedThreadPool(3)) {
        for (int i = 0; i < 3; i++) {
          closers.execute(pool::close);
        }
      }
      assertThat(pool.isTerminated()).isTrue();
      assertThat(runs).hasValue(20);
    }
  }
}
