package dev.thresher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.api.Retry;
import dev.thresher.api.TaskFuture;
import dev.thresher.api.TaskOptions;
import dev.thresher.api.TaskOutcome;
import dev.thresher.api.TaskPhase;
import dev.thresher.api.Thresher;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Deadline, cancellation, failure, attempt and result at the same moment: one end, told once. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.thresher.contract.Arm#oursSharing")
class EndRaceContractTest extends ArmContract<Thresher> {
  private static final int ROUNDS = 3_000;
  private static final long SEED = 20_261_125;

  EndRaceContractTest() {
    super(Arm::thresher, 2);
  }

  private static TaskOptions options(RandomGenerator random) {
    var options =
        TaskOptions.DEFAULT.withRetry(
            Retry.upTo(1 + random.nextInt(3))
                .withBackoff(Duration.ofNanos(random.nextInt(100_000)), 1, Duration.ofMillis(1)));
    return random.nextBoolean()
        ? options.withDeadline(Duration.ofNanos(1 + random.nextInt(200_000)))
        : options;
  }

  private static Callable<Integer> task(RandomGenerator random, AtomicInteger runs) {
    long nanos = random.nextInt(200_000);
    boolean isFailing = random.nextInt(4) == 0;
    return () -> {
      int run = runs.incrementAndGet();
      long end = System.nanoTime() + nanos;
      while (System.nanoTime() < end) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        Thread.onSpinWait();
      }
      if (isFailing) {
        throw new IllegalStateException("run " + run);
      }
      return run;
    };
  }

  @Test
  void everyTaskHasOneEnd() throws Exception {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      var runs = new AtomicInteger();
      var told = new AtomicInteger();
      var options = options(random);
      var future = pool.with(options).submit(task(random, runs));
      var stage = future.handle((_, _) -> told.incrementAndGet());
      boolean wins = false;
      if (random.nextInt(3) == 0) {
        pause(random.nextInt(100_000));
        wins = future.cancel(random.nextBoolean());
      }
      assertEnd(future, wins, round);
      assertThat(stage.get(20, TimeUnit.SECONDS)).as("round %d", round).isEqualTo(1);
      assertThat(runs.get()).isLessThanOrEqualTo(options.retry().maxAttempts());
    }
    assertThat(pool.submit(() -> Thread.currentThread().isInterrupted()).get()).isFalse();
  }

  private static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static void assertEnd(TaskFuture<Integer> future, boolean wins, int round)
      throws Exception {
    TaskPhase expected;
    try {
      future.get(20, TimeUnit.SECONDS);
      expected = TaskPhase.COMPLETED;
    } catch (CancellationException cancelled) {
      expected = TaskPhase.CANCELLED;
    } catch (ExecutionException failed) {
      expected =
          failed.getCause() instanceof dev.thresher.api.TaskTimeout
              ? TaskPhase.TIMED_OUT
              : TaskPhase.FAILED;
    }
    assertThat(future.status().phase()).as("round %d", round).isEqualTo(expected);
    assertThat(future.isCancelled()).as("round %d", round).isEqualTo(wins);
    assertThat(phaseOf(future.outcome())).as("round %d", round).isEqualTo(expected);
  }

  private static TaskPhase phaseOf(TaskOutcome<?> outcome) {
    return switch (outcome) {
      case TaskOutcome.Completed<?> _ -> TaskPhase.COMPLETED;
      case TaskOutcome.Failed<?> _ -> TaskPhase.FAILED;
      case TaskOutcome.TimedOut<?> _ -> TaskPhase.TIMED_OUT;
      case TaskOutcome.Cancelled<?> _ -> TaskPhase.CANCELLED;
      case TaskOutcome.Lost<?> _ -> TaskPhase.LOST;
    };
  }
}
