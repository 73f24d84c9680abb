package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.api.Thresher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks that submit tasks to their own executor and wait for them, with one worker. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#oursQueueing")
class NestedContractTest extends ArmContract<Thresher> {
  NestedContractTest() {
    super(Arm::thresher, 1);
  }

  @Test
  void aTaskMayWaitForATaskOfItsOwn() throws Exception {
    assertThat(pool.submit(() -> pool.submit(() -> 1).get() + 1).get()).isEqualTo(2);
    assertThat(pool.submit(() -> pool.submit(() -> 1).join() + 1).get()).isEqualTo(2);
    assertThat(pool.submit(() -> pool.submit(() -> 1).get(20, TimeUnit.SECONDS) + 1).get())
        .isEqualTo(2);
  }

  @Test
  void recursionByFuturesEnds() throws Exception {
    assertThat(pool.submit(() -> fibonacci(12)).get()).isEqualTo(144);
  }

  private int fibonacci(int n) throws Exception {
    if (n < 2) {
      return n;
    }
    var left = pool.submit(() -> fibonacci(n - 1));
    var right = pool.submit(() -> fibonacci(n - 2));
    return left.get() + right.get();
  }

  @Test
  void aChainOfAThousandTasksEnds() throws Exception {
    assertThat(pool.submit(() -> chain(1_000)).get()).isEqualTo(1_000);
  }

  private int chain(int length) throws Exception {
    return length == 0 ? 0 : 1 + pool.submit(() -> chain(length - 1)).get();
  }

  @Test
  void aWaitingTaskLendsItsSeat() throws Exception {
    var outside = Thresher.threads(1);
    try (outside) {
      var release = new CountDownLatch(1);
      var elsewhere = outside.submit(() -> release.await(20, TimeUnit.SECONDS));
      var waiting = pool.submit(() -> elsewhere.get());
      assertThat(pool.submit(() -> "meanwhile").get(20, TimeUnit.SECONDS)).isEqualTo("meanwhile");
      release.countDown();
      assertThat(waiting.get()).isTrue();
    }
  }

  @Test
  void derivedStagesMayBeWaitedForToo() throws Exception {
    assertThat(pool.submit(() -> pool.submit(() -> 1).thenApply(one -> one + 1).join()).get())
        .isEqualTo(2);
    assertThat(
            pool.submit(() ->
                    pool.submit(() -> 1)
                        .thenCompose(one -> pool.submit(() -> one + 1))
                        .get(20, TimeUnit.SECONDS))
                .get())
        .isEqualTo(2);
  }

  @Test
  void invokeAllAndInvokeAnyWorkWithinATask() throws Exception {
    Callable<Integer> one = () -> 1;
    Callable<Integer> two = () -> 2;
    assertThat(
            pool.submit(() ->
                    pool.invokeAll(List.of(one, two)).stream().mapToInt(Future::resultNow).sum())
                .get())
        .isEqualTo(3);
    assertThat(pool.submit(() -> pool.invokeAny(List.of(one, two))).get()).isBetween(1, 2);
    assertThat(pool.submit(() -> pool.invokeAny(List.of(one), 20, TimeUnit.SECONDS)).get())
        .isEqualTo(1);
  }

  @Test
  void spareThreadsGoWhenTheyAreNotNeeded() throws Exception {
    var futures = new ArrayList<Future<Integer>>();
    for (int i = 0; i < 20; i++) {
      futures.add(pool.submit(() -> fibonacci(7)));
    }
    for (var future : futures) {
      assertThat(future.get()).isEqualTo(13);
    }
    Awaitility.await().until(() -> pool.workers().size() <= 1);
  }

  @Test
  void cancellingATaskThatRunsInsideAnotherSparesTheOther() throws Exception {
    var inner = new java.util.concurrent.atomic.AtomicReference<Future<?>>();
    var begun = new CountDownLatch(1);
    var outer =
        pool.submit(() -> {
          var task =
              pool.submit(() -> {
                begun.countDown();
                Thread.sleep(60_000);
                return null;
              });
          inner.set(task);
          try {
            task.get();
          } catch (java.util.concurrent.CancellationException expected) {
            return Thread.currentThread().isInterrupted();
          }
          return null;
        });
    begun.await();
    inner.get().cancel(true);
    assertThat(outer.get()).isFalse();
  }
}
