package dev.thresher.runtime.compared;

import dev.thresher.api.DeadlineExceeded;
import dev.thresher.api.SerFunction;
import dev.thresher.api.Thresher;
import dev.thresher.api.spi.Ping;
import dev.thresher.api.spi.Timed;
import dev.thresher.api.spi.TimedFunction;
import dev.thresher.compare.Arm;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** An executor that stays open, and the function that it is given. */
final class Lane<A, R> implements AutoCloseable {
  private static final Duration TO_START = Duration.ofMinutes(1);
  private static final long GRACE_SECONDS = 5;
  private static final int WITHOUT_LIMIT = 1_000;

  private final Arm arm;
  private final Thresher pool;
  private final SerFunction<A, Timed<R>> function;
  private final double startSeconds;

  /** What came of one pass over inputs. */
  sealed interface Pass<R> {
    double seconds();

    /**
     * @param results in the order of the inputs
     */
    record Done<R>(double seconds, List<Timed<R>> results) implements Pass<R> {}

    record Failed<R>(double seconds, String why) implements Pass<R> {}

    /** The time was up. */
    record Cut<R>(double seconds) implements Pass<R> {}
  }

  private Lane(Arm arm, Thresher pool, SerFunction<A, Timed<R>> function, double startSeconds) {
    this.arm = arm;
    this.pool = pool;
    this.function = function;
    this.startSeconds = startSeconds;
  }

  /**
   * Returns when a worker has answered.
   *
   * @throws IllegalArgumentException if this machine cannot
   */
  static <A, R> Lane<A, R> open(Arm arm, SerFunction<? super A, ? extends R> function) {
    long began = System.nanoTime();
    var place = arm.place().keyword() + (arm.workers() == Arm.UNLIMITED ? "" : ":" + arm.workers());
    var pool = Thresher.open(place);
    try {
      var numbers = IntStream.range(0, Math.max(1, arm.workers())).boxed();
      pool.map(numbers, new Ping()).chunk(1).timeout(TO_START).toList();
      return new Lane<>(arm, pool, new TimedFunction<A, R>(function), since(began));
    } catch (RuntimeException failed) {
      pool.shutdownNow();
      throw failed;
    }
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  Arm arm() {
    return arm;
  }

  /** From the beginning of opening to the first answers. */
  double startSeconds() {
    return startSeconds;
  }

  /**
   * @throws InterruptedException if this thread is interrupted
   */
  Pass<R> pass(List<A> inputs, double limitSeconds) throws InterruptedException {
    long began = System.nanoTime();
    var limit = Duration.ofNanos(Math.max(1, Math.round(Math.min(limitSeconds, 1e8) * 1e9)));
    try {
      var results = pool.map(inputs, function).window(inputs.size()).timeout(limit).toList();
      return new Pass.Done<>(since(began), results);
    } catch (DeadlineExceeded late) {
      return new Pass.Cut<>(since(began));
    } catch (CancellationException stopped) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return new Pass.Failed<>(since(began), String.valueOf(stopped.getMessage()));
    } catch (RuntimeException failed) {
      return new Pass.Failed<>(since(began), String.valueOf(failed.getMessage()));
    }
  }

  /** How many inputs end within a time, and are all of them if there is enough of it. */
  int howMany(List<A> inputs, double seconds) {
    long began = System.nanoTime();
    int ended = 0;
    int atOnce = arm.workers() == Arm.UNLIMITED ? WITHOUT_LIMIT : 2 * arm.workers();
    try (var map = pool.map(inputs, function).window(atOnce)) {
      var results = map.iterator();
      while (since(began) < seconds && results.hasNext()) {
        results.next();
        ended++;
      }
    } catch (RuntimeException failed) {
      return inputs.size(); // the race will tell
    }
    return ended;
  }

  /** What still runs is interrupted; a thread that does not heed it is left behind. */
  @Override
  public void close() {
    pool.shutdownNow();
    try {
      pool.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
