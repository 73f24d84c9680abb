package dev.thresher.contract;

import static dev.thresher.contract.Signal.hold;
import static dev.thresher.contract.Signal.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Waiting, asking and cancelling. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#all")
class FutureContractTest extends ArmContract<ExecutorService> {
  FutureContractTest() {
    super(Arm::open, 1);
  }

  @Test
  void beforeTheEndThereIsNoResult() throws Exception {
    var future = pool.submit(hold(begun, release, "x"));
    begun.await();
    assertThat(future.isDone()).isFalse();
    assertThat(future.isCancelled()).isFalse();
    assertThat(future.state()).isEqualTo(Future.State.RUNNING);
    assertThatThrownBy(future::resultNow).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(future::exceptionNow).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> future.get(1, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> future.get(0, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> future.get(-1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> future.get(1, null)).isInstanceOf(NullPointerException.class);
    release.raise();
    assertThat(future.get(20, TimeUnit.SECONDS)).isEqualTo("x");
    assertThat(future.get(0, TimeUnit.SECONDS)).isEqualTo("x");
    assertThat(future.state()).isEqualTo(Future.State.SUCCESS);
    assertThat(future.resultNow()).isEqualTo("x");
    assertThatThrownBy(future::exceptionNow).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void afterAFailureTheExceptionIsThere() {
    var future = pool.submit(task(FutureContractTest::fail));
    assertThatThrownBy(future::get).hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(future.isDone()).isTrue();
    assertThat(future.isCancelled()).isFalse();
    assertThat(future.state()).isEqualTo(Future.State.FAILED);
    assertThat(future.exceptionNow()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(future::resultNow).isInstanceOf(IllegalStateException.class);
  }

  private static Object fail() {
    throw new IllegalArgumentException("bad");
  }

  @Test
  void anInterruptEndsTheWaitingAndNotTheTask() throws Exception {
    var future = pool.submit(hold(begun, release, "x"));
    begun.await();
    Thread.currentThread().interrupt();
    assertThatThrownBy(future::get).isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS))
        .isInstanceOf(InterruptedException.class);
    release.raise();
    assertThat(future.get()).isEqualTo("x");
  }

  @Test
  void aFutureThatIsDoneAnswersAnInterruptedThread() throws Exception {
    var future = pool.submit(task(() -> "x"));
    future.get();
    Thread.currentThread().interrupt();
    assertThat(future.get()).isEqualTo("x");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void cancellingWithAnInterruptEndsTheTask() throws Exception {
    var interrupted = signal("interrupted");
    var future = pool.submit(sayIfInterrupted(begun, release, interrupted));
    begun.await();
    assertThat(future.cancel(true)).isTrue();
    assertCancelled(future);
    interrupted.await();
    assertThat(pool.submit(task(() -> "next")).get()).isEqualTo("next");
  }

  private static Callable<Object> sayIfInterrupted(
      Signal begun, Signal release, Signal interrupted) {
    return task(() -> {
      begun.raise();
      try {
        release.await();
      } catch (InterruptedException wanted) {
        interrupted.raise();
      }
      return null;
    });
  }

  @Test
  void cancellingWithoutAnInterruptLetsTheTaskFinish() throws Exception {
    var finished = signal("finished");
    var future = pool.submit(sayIfFinished(begun, release, finished));
    begun.await();
    assertThat(future.cancel(false)).isTrue();
    assertCancelled(future);
    release.raise();
    finished.await();
    assertCancelled(future);
  }

  private static Callable<String> sayIfFinished(Signal begun, Signal release, Signal finished) {
    return task(() -> {
      begun.raise();
      release.await();
      finished.raise();
      return "dropped";
    });
  }

  private static void assertCancelled(Future<?> future) {
    assertThat(future.isDone()).isTrue();
    assertThat(future.isCancelled()).isTrue();
    assertThat(future.state()).isEqualTo(Future.State.CANCELLED);
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> future.get(1, TimeUnit.SECONDS))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(future::resultNow).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(future::exceptionNow).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void onlyTheFirstCancellationCounts() throws Exception {
    var future = pool.submit(hold(begun, release, "x"));
    begun.await();
    assertThat(future.cancel(true)).isTrue();
    assertThat(future.cancel(true)).isFalse();
    assertThat(future.cancel(false)).isFalse();
  }

  @Test
  void whatHasEndedCannotBeCancelled() throws Exception {
    var done = pool.submit(task(() -> "x"));
    done.get();
    assertThat(done.cancel(true)).isFalse();
    assertThat(done.isCancelled()).isFalse();
    assertThat(done.get()).isEqualTo("x");
    var failed = pool.submit(task(FutureContractTest::fail));
    assertThatThrownBy(failed::get).hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(failed.cancel(true)).isFalse();
    assertThat(failed.isCancelled()).isFalse();
  }

  @Test
  void aCancellationWakesWhoeverWaits() throws Exception {
    var future = pool.submit(hold(begun, release, "x"));
    begun.await();
    var waiting = new java.util.concurrent.FutureTask<Object>(future::get);
    var waiter = Thread.ofPlatform().start(waiting);
    future.cancel(true);
    assertThatThrownBy(waiting::get).hasCauseInstanceOf(CancellationException.class);
    waiter.join();
  }
}
