package dev.thresher.contract;

import static dev.thresher.contract.Signal.hold;
import static dev.thresher.contract.Signal.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.api.DeadlineExceeded;
import dev.thresher.api.Futures;
import dev.thresher.api.ReturnWhen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Waiting for several futures, also those of other executors. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#all")
class WaitContractTest extends ArmContract<ExecutorService> {
  private Future<String> held;

  WaitContractTest() {
    super(Arm::open, 2);
  }

  @BeforeEach
  void occupyOneWorker() throws Exception {
    held = pool.submit(hold(begun, release, "held"));
    begun.await();
  }

  private static Object fail() {
    throw new IllegalStateException("bad");
  }

  @Test
  void theFirstToEndIsEnough() throws Exception {
    Future<?> quick = pool.submit(task(() -> 1));
    var done = Futures.<Future<?>>wait(List.of(held, quick), ReturnWhen.FIRST_COMPLETED);
    assertThat(done.done()).isEqualTo(java.util.Set.of(quick));
    assertThat(done.notDone()).isEqualTo(java.util.Set.of(held));
  }

  @Test
  void aFailureIsEnough() throws Exception {
    Future<?> bad = pool.submit(task(WaitContractTest::fail));
    var done = Futures.<Future<?>>wait(List.of(held, bad), ReturnWhen.FIRST_EXCEPTION);
    assertThat(done.done()).contains(bad);
    assertThat(done.notDone()).isEqualTo(java.util.Set.of(held));
  }

  @Test
  void aCancellationIsNoFailure() throws Exception {
    var cancelled = new CompletableFuture<String>();
    cancelled.cancel(true);
    var waiting =
        new FutureTask<>(
            () -> Futures.<Future<?>>wait(List.of(held, cancelled), ReturnWhen.FIRST_EXCEPTION));
    Thread.ofVirtual().start(waiting);
    release.raise();
    assertThat(waiting.get().notDone()).isEmpty();
  }

  @Test
  void allAreWaitedForAndCountOnce() throws Exception {
    Future<?> quick = pool.submit(task(() -> 1));
    release.raise();
    var done = Futures.<Future<?>>wait(List.of(held, quick, held, quick), ReturnWhen.ALL_COMPLETED);
    assertThat(done.done()).containsExactly(held, quick);
    assertThat(done.notDone()).isEmpty();
  }

  @Test
  void nothingToWaitForReturnsAtOnce() throws Exception {
    for (var until : ReturnWhen.values()) {
      assertThat(Futures.wait(List.<Future<?>>of(), until).done()).isEmpty();
    }
  }

  @Test
  void aTimeoutTellsWhatIsLeft() throws Exception {
    Future<?> quick = pool.submit(task(() -> 1));
    quick.get();
    for (var timeout : List.of(Duration.ofMillis(20), Duration.ZERO, Duration.ofMillis(-1))) {
      var done = Futures.<Future<?>>wait(List.of(held, quick), ReturnWhen.ALL_COMPLETED, timeout);
      assertThat(done.done()).containsExactly(quick);
      assertThat(done.notDone()).containsExactly(held);
    }
    assertThat(held.isDone()).isFalse();
  }

  @Test
  void anInterruptEndsTheWaiting() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Futures.wait(List.of(held), ReturnWhen.ALL_COMPLETED))
        .isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Futures.asCompleted(List.of(held)).findFirst())
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(held.isDone()).isFalse();
  }

  @Test
  void futuresComeAsTheyEndAndEachOnce() {
    var futures = new ArrayList<Future<?>>(List.of(held));
    for (int i = 0; i < 50; i++) {
      int number = i;
      futures.add(pool.submit(task(() -> number)));
    }
    futures.addAll(List.copyOf(futures));
    try (var ends = Futures.asCompleted(futures)) {
      var read = ends.iterator();
      var seen = new ArrayList<Future<?>>();
      for (int i = 0; i < 50; i++) {
        seen.add(read.next());
      }
      assertThat(seen).doesNotContain(held).doesNotHaveDuplicates().hasSize(50);
      release.raise();
      assertThat(read.next()).isSameAs(held);
      assertThat(read.hasNext()).isFalse();
    }
  }

  @Test
  void readingEndsWithTheTimeAndSaysHowManyAreLeft() throws Exception {
    Future<?> quick = pool.submit(task(() -> 1));
    quick.get();
    var read =
        Futures.<Future<?>>asCompleted(List.of(held, quick), Duration.ofMillis(50)).iterator();
    assertThat(read.next()).isSameAs(quick);
    assertThatThrownBy(read::next)
        .isInstanceOf(DeadlineExceeded.class)
        .hasMessage("1 of 2 futures did not end in time");
  }
}
