package dev.thresher.contract;

import static dev.thresher.contract.Signal.action;
import static dev.thresher.contract.Signal.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What is handed over and what comes back. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#all")
class SubmitContractTest extends ArmContract<ExecutorService> {
  SubmitContractTest() {
    super(Arm::open, 2);
  }

  @Test
  void aCallableGivesItsValue() throws Exception {
    assertThat(pool.submit(task(() -> 6 * 7)).get()).isEqualTo(42);
  }

  @Test
  void aCallableMayReturnNull() throws Exception {
    var future = pool.submit(task(() -> null));
    assertThat(future.get()).isNull();
    assertThat(future.resultNow()).isNull();
    assertThat(future.state()).isEqualTo(Future.State.SUCCESS);
  }

  @Test
  void aRunnableGivesNullOrTheGivenResult() throws Exception {
    assertThat(pool.submit(action(() -> {})).get()).isNull();
    var result = new Object();
    assertThat(pool.submit(action(() -> {}), result).get()).isSameAs(result);
    assertThat(pool.submit(action(() -> {}), (Object) null).get()).isNull();
  }

  @Test
  void manyTasksGiveTheirOwnValues() throws Exception {
    var futures = new ArrayList<Future<Integer>>();
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      futures.add(pool.submit(task(() -> number * number)));
    }
    for (int i = 0; i < futures.size(); i++) {
      assertThat(futures.get(i).get()).isEqualTo(i * i);
    }
  }

  @Test
  void whatATaskThrowsIsTheCause() {
    assertFailure(
            () -> {
              throw new IOException("no such device");
            })
        .hasCauseInstanceOf(IOException.class)
        .hasRootCauseMessage("no such device");
  }

  @Test
  void anErrorIsTheCauseTooAndTheExecutorGoesOn() throws Exception {
    assertFailure(
            () -> {
              throw new StackOverflowError("deep");
            })
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(pool.submit(task(() -> "alive")).get()).isEqualTo("alive");
  }

  @Test
  void aTaskThatThrowsCancellationHasFailedAndIsNotCancelled() {
    Future<?> future = pool.submit(task(SubmitContractTest::throwCancellation));
    assertThatThrownBy(future::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(CancellationException.class);
    assertThat(future.isCancelled()).isFalse();
    assertThat(future.state()).isEqualTo(Future.State.FAILED);
    assertThat(future.exceptionNow()).isInstanceOf(CancellationException.class);
  }

  private static Object throwCancellation() {
    throw new CancellationException("by the task itself");
  }

  @Test
  void aCompletionExceptionIsNotUnwrapped() {
    assertFailure(
            () -> {
              throw new CompletionException(new IOException("inner"));
            })
        .hasCauseInstanceOf(CompletionException.class)
        .hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void aTaskThatIsInterruptedByItselfHasFailed() {
    assertFailure(
            () -> {
              throw new InterruptedException("mine");
            })
        .hasCauseInstanceOf(InterruptedException.class);
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertFailure(
      dev.thresher.api.SerCallable<Object> code) {
    return assertThatThrownBy(() -> pool.submit(task(code)).get())
        .isExactlyInstanceOf(ExecutionException.class);
  }

  @Test
  void executeRunsTheTask() throws Exception {
    var done = signal("done");
    pool.execute(action(done::raise));
    done.await();
    assertThat(done.isRaised()).isTrue();
  }

  @Test
  void nullIsRefusedAtOnce() {
    assertThatThrownBy(() -> pool.submit((Callable<?>) null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> pool.submit((Runnable) null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> pool.submit((Runnable) null, "x"))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> pool.execute((Runnable) null))
        .isInstanceOf(NullPointerException.class);
  }
}
