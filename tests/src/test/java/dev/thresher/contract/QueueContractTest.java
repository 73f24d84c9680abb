package dev.thresher.contract;

import static dev.thresher.contract.Signal.action;
import static dev.thresher.contract.Signal.hold;
import static dev.thresher.contract.Signal.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.api.BackendTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Executors of limited size: what waits, and its order. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#queueing")
class QueueContractTest extends ArmContract<ExecutorService> {
  private Future<String> holder;

  QueueContractTest() {
    super(Arm::open, 1);
  }

  @BeforeEach
  void occupyTheOnlyWorker() throws Exception {
    holder = pool.submit(hold(begun, release, "held"));
    begun.await();
  }

  @Test
  void tasksStartInTheOrderOfSubmission() throws Exception {
    var futures = new ArrayList<Future<Long>>();
    for (int i = 0; i < 200; i++) {
      futures.add(pool.submit(task(System::nanoTime)));
    }
    release.raise();
    var starts = new ArrayList<Long>();
    for (var future : futures) {
      starts.add(future.get());
    }
    assertThat(starts).isSorted().hasSize(200);
  }

  @Test
  void aCancelledTaskNeverStarts() throws Exception {
    var started = signal("started");
    var waiting = pool.submit(action(started::raise));
    assertThat(waiting.cancel(false)).isTrue();
    assertThatThrownBy(waiting::get).isInstanceOf(CancellationException.class);
    var next = pool.submit(task(() -> 2));
    release.raise();
    assertThat(next.get()).isEqualTo(2);
    if (arm.traits.cancelled() == BackendTraits.Cancelled.NEVER_STARTS) {
      assertThat(started.isRaised()).isFalse();
    }
  }

  @Test
  void whatWaitsStillRunsAfterAShutdown() throws Exception {
    var waiting = pool.submit(task(() -> "ran"));
    pool.shutdown();
    assertThat(pool.isShutdown()).isTrue();
    assertThat(pool.isTerminated()).isFalse();
    release.raise();
    assertThat(waiting.get()).isEqualTo("ran");
    assertThat(holder.get()).isEqualTo("held");
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shutdownNowReturnsWhatNeverRanInItsOrder() {
    Runnable first = action(() -> {});
    Runnable second = action(() -> {});
    pool.execute(first);
    var future = pool.submit(task(() -> "late"));
    pool.execute(second);
    var never = pool.shutdownNow();
    assertThat(never).hasSize(3);
    assertThat(never.get(0)).isSameAs(first);
    assertThat(never.get(1)).isSameAs(future);
    assertThat(never.get(2)).isSameAs(second);
  }

  @Test
  void whatShutdownNowReturnsCanBeRunByHand() throws Exception {
    var future = pool.submit(task(() -> "by hand"));
    var never = pool.shutdownNow();
    assertThat(future.isDone()).isFalse();
    never.getFirst().run();
    assertThat(future.get()).isEqualTo("by hand");
    never.getFirst().run();
    assertThat(future.get()).isEqualTo("by hand");
  }

  @Test
  void whatShutdownNowReturnsCanBeCancelled() {
    var future = pool.submit(task(() -> "late"));
    var never = pool.shutdownNow();
    assertThat(never).hasSize(1);
    assertThat(((Future<?>) never.getFirst()).cancel(false)).isTrue();
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
  }

  @Test
  void closeWaitsForWhatWaits() throws Exception {
    var waiting = pool.submit(task(() -> "ran"));
    var closing = new FutureTask<>(pool::close, "closed");
    Thread.ofPlatform().start(closing);
    assertThatThrownBy(() -> closing.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    release.raise();
    assertThat(closing.get()).isEqualTo("closed");
    assertThat(waiting.get()).isEqualTo("ran");
    assertThat(pool.isTerminated()).isTrue();
  }

  @Test
  void anInterruptedCloseStopsWhatRunsAndKeepsTheInterrupt() throws Exception {
    var interruptedAfterwards =
        new FutureTask<>(() -> {
          Thread.currentThread().interrupt();
          pool.close();
          return Thread.currentThread().isInterrupted();
        });
    Thread.ofPlatform().start(interruptedAfterwards);
    assertThat(interruptedAfterwards.get()).isTrue();
    assertThat(pool.isTerminated()).isTrue();
    assertThatThrownBy(holder::get).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void anInterruptOfOneTaskDoesNotReachTheNext() throws Exception {
    release.raise();
    var selfish = pool.submit(action(() -> Thread.currentThread().interrupt()));
    selfish.get();
    assertThat(pool.submit(task(() -> Thread.currentThread().isInterrupted())).get()).isFalse();
  }

  @Test
  void aThousandCancellationsInterruptNobodyElse() throws Exception {
    release.raise();
    for (int i = 0; i < 1_000; i++) {
      var victim = pool.submit(action(Thread::onSpinWait));
      var witness = pool.submit(task(() -> Thread.currentThread().isInterrupted()));
      victim.cancel(true);
      assertThat(witness.get()).as("round %d", i).isFalse();
    }
  }

  @Test
  void invokeAllOfMoreTasksThanWorkersEnds() throws Exception {
    release.raise();
    List<Future<Integer>> done = pool.invokeAll(List.of(task(() -> 1), task(() -> 2)));
    assertThat(done).extracting(Future::resultNow).containsExactly(1, 2);
  }
}
