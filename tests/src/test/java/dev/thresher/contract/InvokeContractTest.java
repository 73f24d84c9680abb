package dev.thresher.contract;

import static dev.thresher.contract.Signal.hold;
import static dev.thresher.contract.Signal.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code invokeAll} and {@code invokeAny}, with and without time limits. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#all")
class InvokeContractTest extends ArmContract<ExecutorService> {
  InvokeContractTest() {
    super(Arm::open, 2);
  }

  private static Object fail(String message) {
    throw new IllegalStateException(message);
  }

  private static List<Callable<Integer>> squares(int count) {
    return IntStream.range(0, count).mapToObj(i -> task(() -> i * i)).toList();
  }

  @Test
  void invokeAllReturnsDoneFuturesInTheOrderOfTheTasks() throws Exception {
    var futures = pool.invokeAll(squares(50));
    assertThat(futures).hasSize(50).allMatch(Future::isDone);
    for (int i = 0; i < 50; i++) {
      assertThat(futures.get(i).resultNow()).isEqualTo(i * i);
    }
  }

  @Test
  void invokeAllOfNothingIsNothing() throws Exception {
    assertThat(pool.invokeAll(List.<Callable<Integer>>of())).isEmpty();
    assertThat(pool.invokeAll(List.<Callable<Integer>>of(), 1, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void invokeAllKeepsFailuresInTheirPlace() throws Exception {
    var futures = pool.invokeAll(List.of(task(() -> 1), task(() -> fail("two")), task(() -> 3)));
    assertThat(futures)
        .extracting(Future::state)
        .containsExactly(Future.State.SUCCESS, Future.State.FAILED, Future.State.SUCCESS);
    assertThat(futures.get(1).exceptionNow()).hasMessage("two");
  }

  @Test
  void invokeAllCancelsWhatIsNotThroughInTime() throws Exception {
    var futures =
        pool.invokeAll(
            List.of(task(() -> "quick"), hold(begun, release, "slow")), 500, TimeUnit.MILLISECONDS);
    assertThat(futures).hasSize(2).allMatch(Future::isDone);
    assertThat(futures.get(1).isCancelled()).isTrue();
    assertThat(futures.get(0).resultNow()).isEqualTo("quick");
  }

  @Test
  void nullsAreRefused() {
    assertThatThrownBy(() -> pool.invokeAll(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> pool.invokeAny(null)).isInstanceOf(NullPointerException.class);
    var hole = Arrays.<Callable<Integer>>asList(task(() -> 1), null);
    assertThatThrownBy(() -> pool.invokeAll(hole)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> pool.invokeAll(squares(1), 1, null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> pool.invokeAny(squares(1), 1, null))
        .isInstanceOf(NullPointerException.class);
    Collection<Callable<Integer>> onlyNull = Arrays.asList((Callable<Integer>) null);
    assertThatThrownBy(() -> pool.invokeAny(onlyNull)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void invokeAnyOfNothingIsRefused() {
    assertThatThrownBy(() -> pool.invokeAny(List.<Callable<Integer>>of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void invokeAnyReturnsASuccessWhateverElseFails() throws Exception {
    assertThat(
            pool.invokeAny(
                List.of(task(() -> fail("one")), task(() -> "good"), task(() -> fail("three")))))
        .isEqualTo("good");
  }

  @Test
  void invokeAnyFailsIfAllFail() {
    assertThatThrownBy(
            () -> pool.invokeAny(List.of(task(() -> fail("one")), task(() -> fail("one")))))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("one");
  }

  @Test
  void invokeAnyCancelsTheLosers() throws Exception {
    var stopped = signal("stopped");
    var slow = sayIfInterrupted(begun, release, stopped);
    var quick = after(begun, "first");
    assertThat(pool.invokeAny(List.of(slow, quick))).isEqualTo("first");
    stopped.await();
    assertThat(stopped.isRaised()).isTrue();
  }

  private static Callable<String> after(Signal signal, String result) {
    return task(() -> {
      signal.await();
      return result;
    });
  }

  private static Callable<String> sayIfInterrupted(Signal begun, Signal release, Signal stopped) {
    return task(() -> {
      begun.raise();
      try {
        release.await();
      } catch (InterruptedException wanted) {
        stopped.raise();
      }
      return "slow";
    });
  }

  @Test
  void invokeAnyGivesUpWhenTheTimeIsUp() {
    assertThatThrownBy(
            () -> pool.invokeAny(List.of(hold(begun, release, 1)), 50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void anInterruptEndsBothAndCancelsTheTasks() throws Exception {
    var stopped = signal("stopped");
    var slow = sayIfInterrupted(begun, release, stopped);
    var caller = new java.util.concurrent.FutureTask<Object>(() -> pool.invokeAll(List.of(slow)));
    var thread = Thread.ofPlatform().start(caller);
    begun.await();
    thread.interrupt();
    assertThatThrownBy(caller::get).hasCauseInstanceOf(InterruptedException.class);
    stopped.await();
    assertThat(stopped.isRaised()).isTrue();
  }
}
