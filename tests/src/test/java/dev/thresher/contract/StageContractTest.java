package dev.thresher.contract;

import static dev.thresher.contract.Signal.hold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.api.TaskFuture;
import dev.thresher.api.Thresher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The future as a {@code CompletionStage}, and callbacks. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#ours")
class StageContractTest extends ArmContract<Thresher> {
  StageContractTest() {
    super(Arm::thresher, 1);
  }

  private TaskFuture<String> held(String result) {
    return pool.submit(hold(begun, release, result));
  }

  private static String fail() {
    throw new IllegalStateException("bad");
  }

  @Test
  void stagesFollowTheResult() throws Exception {
    var future = held("a");
    var other = CompletableFuture.completedFuture("b");
    var stages =
        List.<CompletionStage<String>>of(
            future.thenApply(value -> value + "!"),
            future.thenCombine(other, (mine, theirs) -> mine + theirs),
            future.thenCompose(value -> pool.submit(() -> value + "?")),
            future.handle((value, thrown) -> value + thrown),
            future.whenComplete((_, _) -> {}),
            future.exceptionally(Throwable::getMessage),
            future.applyToEither(new CompletableFuture<String>(), value -> value + "/"));
    release.raise();
    var values = new ArrayList<String>();
    for (var stage : stages) {
      values.add(stage.toCompletableFuture().get(20, TimeUnit.SECONDS));
    }
    assertThat(values).containsExactly("a!", "ab", "a?", "anull", "a", "a", "a/");
  }

  @Test
  void actionsFollowTheResult() throws Exception {
    var seen = Collections.synchronizedList(new ArrayList<String>());
    var future = held("a");
    var other = CompletableFuture.completedFuture("b");
    var stages =
        new CompletableFuture<?>[] {
          future.thenAccept(seen::add),
          future.thenRun(() -> seen.add("run")),
          future.thenAcceptBoth(other, (mine, theirs) -> seen.add(mine + theirs)),
          future.runAfterBoth(other, () -> seen.add("both")),
          future.acceptEither(new CompletableFuture<>(), value -> seen.add(value + "/")),
          future.runAfterEither(new CompletableFuture<>(), () -> seen.add("either"))
        };
    release.raise();
    CompletableFuture.allOf(stages).get(20, TimeUnit.SECONDS);
    assertThat(seen).containsExactlyInAnyOrder("a", "run", "ab", "both", "a/", "either");
  }

  @Test
  void aFailureReachesTheStages() throws Exception {
    var future = pool.submit(StageContractTest::fail);
    assertThat(future.exceptionally(Throwable::getMessage).get()).isEqualTo("bad");
    assertThat(future.handle((_, thrown) -> thrown.getClass().getSimpleName()).get())
        .isEqualTo("IllegalStateException");
    assertThat(
            future
                .exceptionallyCompose(thrown -> CompletableFuture.completedFuture("instead"))
                .get())
        .isEqualTo("instead");
    assertThatThrownBy(() -> future.thenApply(String::length).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCancellationReachesTheStages() throws Exception {
    var future = held("x");
    var stage = future.thenApply(String::length);
    begun.await();
    future.cancel(true);
    assertThatThrownBy(stage::get).hasCauseInstanceOf(CancellationException.class);
    assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
  }

  @Test
  void cancellingAStageLeavesTheTaskAlone() throws Exception {
    var future = held("x");
    future.thenApply(String::length).cancel(true);
    release.raise();
    assertThat(future.get()).isEqualTo("x");
  }

  @Test
  void onlyItsTaskCompletesIt() throws Exception {
    var future = held("x");
    for (var refused :
        List.<Runnable>of(
            () -> future.complete("y"),
            () -> future.completeExceptionally(new Exception()),
            () -> future.obtrudeValue("y"),
            () -> future.obtrudeException(new Exception()),
            () -> future.completeAsync(() -> "y"),
            () -> future.completeAsync(() -> "y", Runnable::run),
            () -> future.orTimeout(1, TimeUnit.NANOSECONDS),
            () -> future.completeOnTimeout("y", 1, TimeUnit.NANOSECONDS))) {
      assertThatThrownBy(refused::run)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("copy()");
    }
    assertThat(future.copy().completeOnTimeout("mine", 1, TimeUnit.MILLISECONDS).get())
        .isEqualTo("mine");
    release.raise();
    assertThat(future.get()).isEqualTo("x");
  }

  @Test
  void aSlowFunctionHoldsNoWorkerUp() throws Exception {
    var never = new java.util.concurrent.CountDownLatch(1);
    var future = pool.submit(() -> "a");
    var slow = future.thenApply(_ -> awaited(never));
    assertThat(pool.submit(() -> "b").get(20, TimeUnit.SECONDS)).isEqualTo("b");
    never.countDown();
    assertThat(slow.get()).isTrue();
  }

  private static boolean awaited(java.util.concurrent.CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }

  @Test
  void callbacksComeInTheOrderInWhichTheyWereAdded() throws Exception {
    var seen = Collections.synchronizedList(new ArrayList<Integer>());
    var future = held("x");
    var through = new FutureTask<>(() -> "through");
    for (int i = 0; i < 20; i++) {
      int number = i;
      future.onDone(_ -> seen.add(number));
    }
    future.onDone(_ -> through.run());
    release.raise();
    through.get(20, TimeUnit.SECONDS);
    assertThat(seen).hasSize(20).isSorted();
  }

  @Test
  void aCallbackThatThrowsStopsNeitherTheNextNorTheTask() throws Exception {
    var next = new FutureTask<>(() -> "next");
    var future = held("x");
    future
        .onDone(_ -> {
          throw new IllegalStateException("my callback is broken");
        })
        .onDone(_ -> next.run());
    release.raise();
    assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo("next");
    assertThat(future.get()).isEqualTo("x");
  }

  @Test
  void aCallbackOfAFutureThatIsDoneComesAtOnce() throws Exception {
    var future = pool.submit(() -> "x");
    future.get();
    var called = new FutureTask<>(() -> "called");
    future.onDone(done -> called.run());
    assertThat(called.get(20, TimeUnit.SECONDS)).isEqualTo("called");
  }

  @Test
  void functionsRunOnTheChosenExecutor() throws Exception {
    try (var callbacks =
            java.util.concurrent.Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("callbacks").factory());
        var own = Thresher.builder().threads(1).callbacks(callbacks).open()) {
      var future = own.submit(() -> "x");
      var thread = future.thenApply(_ -> Thread.currentThread().getName());
      assertThat(thread.get()).isEqualTo("callbacks");
      assertThat(thread.thenApplyAsync(_ -> Thread.currentThread().getName()).get())
          .isEqualTo("callbacks");
    }
  }
}
