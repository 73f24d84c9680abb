package dev.thresher.contract;

import static dev.thresher.contract.Signal.action;
import static dev.thresher.contract.Signal.hold;
import static dev.thresher.contract.Signal.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Ends of executors. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#all")
class ShutdownContractTest extends ArmContract<ExecutorService> {
  ShutdownContractTest() {
    super(Arm::open, 2);
  }

  @Test
  void anIdleExecutorTerminatesAtOnce() throws Exception {
    assertThat(pool.isShutdown()).isFalse();
    assertThat(pool.isTerminated()).isFalse();
    pool.shutdown();
    assertThat(pool.isShutdown()).isTrue();
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(pool.isTerminated()).isTrue();
  }

  @Test
  void afterAShutdownEverythingIsRejected() {
    pool.shutdown();
    assertThatThrownBy(() -> pool.submit(task(() -> 1)))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> pool.submit(action(() -> {})))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> pool.execute(action(() -> {})))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> pool.invokeAll(List.of(task(() -> 1))))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> pool.invokeAny(List.of(task(() -> 1))))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void whatRunsIsFinished() throws Exception {
    var future = pool.submit(hold(begun, release, "kept"));
    begun.await();
    pool.shutdown();
    assertThat(pool.awaitTermination(10, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(pool.isTerminated()).isFalse();
    release.raise();
    assertThat(future.get()).isEqualTo("kept");
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shutdownNowInterruptsWhatRuns() throws Exception {
    var future = pool.submit(hold(begun, release, "never"));
    begun.await();
    assertThat(pool.shutdownNow()).isEmpty();
    assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void endsMayBeAskedForTwice() throws Exception {
    pool.shutdown();
    pool.shutdown();
    assertThat(pool.shutdownNow()).isEmpty();
    assertThat(pool.shutdownNow()).isEmpty();
    pool.close();
    pool.close();
    assertThat(pool.isTerminated()).isTrue();
  }

  @Test
  void awaitTerminationCanBeInterrupted() throws Exception {
    pool.submit(hold(begun, release, "x"));
    begun.await();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> pool.awaitTermination(20, TimeUnit.SECONDS))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aShutdownThenAHardStop() throws Exception {
    var future = pool.submit(hold(begun, release, "never"));
    begun.await();
    pool.shutdown();
    pool.shutdownNow();
    assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }
}
