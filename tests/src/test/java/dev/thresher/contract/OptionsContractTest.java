package dev.thresher.contract;

import static dev.thresher.contract.Signal.hold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.api.BackendTraits;
import dev.thresher.api.CancelLevel;
import dev.thresher.api.Retry;
import dev.thresher.api.SerCallable;
import dev.thresher.api.TaskOptions;
import dev.thresher.api.TaskOutcome;
import dev.thresher.api.TaskPhase;
import dev.thresher.api.TaskTimeout;
import dev.thresher.api.Thresher;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a caller may want of one task. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#ours")
class OptionsContractTest extends ArmContract<Thresher> {
  /** Of nine tasks, those that a worker may be sent while it runs another one. */
  private static final int MOST_HELD = 3;

  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Retry AT_ONCE = Retry.upTo(3).withBackoff(Duration.ZERO, 1, Duration.ZERO);

  OptionsContractTest() {
    super(Arm::thresher, 1);
  }

  private static Thresher with(Thresher pool, Retry retry) {
    return pool.with(TaskOptions.DEFAULT.withRetry(retry));
  }

  private static Thresher within(Thresher pool, Duration deadline) {
    return pool.with(TaskOptions.DEFAULT.withDeadline(deadline));
  }

  /** Counts its runs in a file, for they may be in other processes. */
  private record Counted(String file) implements java.io.Serializable {
    int next() throws IOException {
      Files.writeString(Path.of(file), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return runs();
    }

    int runs() throws IOException {
      return (int) Files.size(Path.of(file));
    }
  }

  private Counted counted() {
    return new Counted(signal("runs").file());
  }

  private static SerCallable<Integer> failUntil(int run, Counted counted, SerCallable<?> failure) {
    return () -> {
      int now = counted.next();
      if (now < run) {
        failure.call();
      }
      return now;
    };
  }

  private static Object throwFileNotFound() throws IOException {
    throw new FileNotFoundException("not yet");
  }

  private static Object throwIllegalState() {
    throw new IllegalStateException("not yet");
  }

  private static Object throwError() {
    throw new AssertionError("never");
  }

  @Test
  void aTaskThatFailsIsTriedAgainAsOftenAsAllowed() throws Exception {
    var future =
        with(pool, AT_ONCE).submit(failUntil(3, counted(), OptionsContractTest::throwIllegalState));
    assertThat(future.get()).isEqualTo(3);
    assertThat(future.status().attempt()).isEqualTo(3);
  }

  @Test
  void theLastFailureIsTheResult() throws Exception {
    var counted = counted();
    var future =
        with(pool, AT_ONCE).submit(failUntil(9, counted, OptionsContractTest::throwIllegalState));
    assertThatThrownBy(future::get).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(counted.runs()).isEqualTo(3);
  }

  @Test
  void onlyCertainFailuresAreTriedAgain() throws Exception {
    var onlyOn = with(pool, AT_ONCE.onlyOn(IOException.class));
    assertThat(onlyOn.submit(failUntil(2, counted(), OptionsContractTest::throwFileNotFound)).get())
        .as("a subclass counts")
        .isEqualTo(2);
    var other = new Counted(signal("other").file());
    assertThatThrownBy(
            () -> onlyOn.submit(failUntil(2, other, OptionsContractTest::throwIllegalState)).get())
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(other.runs()).isEqualTo(1);
    var except = new Counted(signal("except").file());
    assertThatThrownBy(() ->
            with(pool, AT_ONCE.notOn(FileNotFoundException.class))
                .submit(failUntil(2, except, OptionsContractTest::throwFileNotFound))
                .get())
        .hasCauseInstanceOf(FileNotFoundException.class);
    assertThat(except.runs()).isEqualTo(1);
  }

  @Test
  void anErrorIsNotTriedAgainUnlessAskedFor() throws Exception {
    var counted = counted();
    assertThatThrownBy(() ->
            with(pool, AT_ONCE)
                .submit(failUntil(2, counted, OptionsContractTest::throwError))
                .get())
        .hasCauseInstanceOf(AssertionError.class);
    assertThat(counted.runs()).isEqualTo(1);
  }

  private static final Retry NEXT_YEAR =
      Retry.upTo(2).withBackoff(Duration.ofDays(365), 1, Duration.ofDays(365));

  @Test
  void beforeTheNextAttemptItPausesAndCanBeCancelled() throws Exception {
    var counted = counted();
    var future =
        with(pool, NEXT_YEAR).submit(failUntil(2, counted, OptionsContractTest::throwIllegalState));
    Awaitility.await().until(() -> future.status().phase() == TaskPhase.PAUSED);
    assertThat(pool.submit(() -> "the worker is free").get()).isEqualTo("the worker is free");
    assertThat(future.cancel(true)).isTrue();
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    assertThat(counted.runs()).isEqualTo(1);
  }

  @Test
  void aShutdownCutsThePauseShort() throws Exception {
    var future =
        with(pool, NEXT_YEAR)
            .submit(failUntil(2, counted(), OptionsContractTest::throwIllegalState));
    Awaitility.await().until(() -> future.status().phase() == TaskPhase.PAUSED);
    pool.shutdown();
    assertThat(future.get(20, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aShutdownNowEndsThePauseAndTheTask() throws Exception {
    var future =
        with(pool, NEXT_YEAR)
            .submit(failUntil(2, counted(), OptionsContractTest::throwIllegalState));
    Awaitility.await().until(() -> future.status().phase() == TaskPhase.PAUSED);
    pool.shutdownNow();
    assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void aTaskThatRunsTooLongIsInterruptedAndHasTimedOut() throws Exception {
    var future = within(pool, SHORT).submit(hold(begun, release, "late"));
    assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TaskTimeout.class, late -> assertThat(late.limit()).isEqualTo(SHORT));
    assertThat(future.state()).isEqualTo(java.util.concurrent.Future.State.FAILED);
    assertThat(future.outcome()).isInstanceOf(TaskOutcome.TimedOut.class);
    assertThat(pool.submit(() -> "the worker is free").get(20, TimeUnit.SECONDS))
        .isEqualTo("the worker is free");
  }

  @Test
  void aTaskInTimeIsNotTouched() throws Exception {
    var patient = within(pool, Duration.ofDays(1));
    assertThat(patient.submit(() -> Thread.currentThread().isInterrupted()).get()).isFalse();
  }

  private static SerCallable<Integer> waitTheFirstTime(Counted counted, Signal release) {
    return () -> {
      int now = counted.next();
      if (now == 1) {
        release.await();
      }
      return now;
    };
  }

  @Test
  void aTimeoutIsTriedAgainToo() throws Exception {
    var options = TaskOptions.DEFAULT.withDeadline(Duration.ofSeconds(1)).withRetry(AT_ONCE);
    var future = pool.with(options).submit(waitTheFirstTime(counted(), release));
    assertThat(future.get(20, TimeUnit.SECONDS)).isEqualTo(2);
  }

  @Test
  void theKeyNamesTheTask() {
    var future = pool.with(TaskOptions.DEFAULT.withKey("row 17")).submit(() -> 1);
    assertThat(future.status().key()).contains("row 17");
    assertThat(future.toString()).contains("'row 17'");
  }

  private static Object spin(Signal begun) {
    begun.raise();
    while (true) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatIgnoresInterruptsIsEndedByForceWhereAWorkerIsAProcess() throws Exception {
    var said = begun;
    var future =
        arm.copies ? pool.submit(spinning(said)) : pool.submit(hold(said, release, "held"));
    begun.await();
    if (arm.copies) {
      assertThat(future.cancel(CancelLevel.FORCE)).isTrue();
      assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    } else {
      assertThatThrownBy(() -> future.cancel(CancelLevel.FORCE))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("Thresher.processes");
      assertThat(future.isDone()).isFalse();
      release.raise();
      assertThat(future.get()).isEqualTo("held");
    }
    assertThat(pool.submit(() -> "alive").get(40, TimeUnit.SECONDS)).isEqualTo("alive");
  }

  private static SerCallable<Object> spinning(Signal begun) {
    return () -> spin(begun);
  }

  private static SerCallable<Object> append(String file, String line) {
    return () -> {
      Files.writeString(Path.of(file), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return null;
    };
  }

  private Thresher at(int priority) {
    return pool.with(TaskOptions.DEFAULT.withPriority(priority));
  }

  @Test
  void higherPrioritiesStartFirstAndEqualOnesInTheOrderOfSubmission() throws Exception {
    if (!arm.queues) {
      assertThat(at(7).submit(() -> "nothing waits here").get()).isEqualTo("nothing waits here");
      return;
    }
    var order = signal("order").file();
    var held = pool.submit(hold(begun, release, "held"));
    begun.await();
    var futures = new ArrayList<java.util.concurrent.Future<?>>();
    for (int i = 1; i <= 3; i++) {
      futures.add(at(-1).submit(append(order, "l" + i)));
      futures.add(at(0).submit(append(order, "n" + i)));
      futures.add(at(5).submit(append(order, "h" + i)));
    }
    release.raise();
    held.get();
    for (var future : futures) {
      future.get(20, TimeUnit.SECONDS);
    }
    int most = arm.traits.order() == BackendTraits.Order.STRICT ? 0 : MOST_HELD;
    assertThat(aheadOfTheirTurn(Files.readString(Path.of(order)))).isBetween(0, most);
  }

  /** How many started before it was their turn, all of them before the others; -1 if not so. */
  private static int aheadOfTheirTurn(String started) {
    var tasks = List.of(started.split("(?<=\\G..)"));
    var turns = List.of("h1", "h2", "h3", "n1", "n2", "n3", "l1", "l2", "l3");
    for (int ahead = 0; ahead < tasks.size(); ahead++) {
      var others = new ArrayList<>(turns);
      others.removeAll(tasks.subList(0, ahead));
      if (others.equals(tasks.subList(ahead, tasks.size()))) {
        return ahead;
      }
    }
    return -1;
  }
}
