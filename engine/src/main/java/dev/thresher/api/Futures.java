package dev.thresher.api;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Waiting for several futures at once, whoever made them: those of an executor of this library or
 * another, and other {@code CompletableFuture}s, cost a callback each; a {@code Future} of a third
 * kind costs a virtual thread until it ends. A task may wait for others of its own executor.
 */
public final class Futures {
  private Futures() {}

  /**
   * Where they stood when the waiting ended; each future is in one of them, in the order in which
   * it was given.
   */
  public record Done<F>(Set<F> done, Set<F> notDone) {}

  /**
   * Waits until enough of them have ended.
   *
   * @param futures counted once each, however often they are in there; if there are none, or enough
   *     have ended already, returns at once
   * @throws InterruptedException if the thread is interrupted while it waits; the futures go on
   */
  public static <F extends Future<?>> Done<F> wait(Collection<F> futures, ReturnWhen until)
      throws InterruptedException {
    return wait(futures, until, Long.MAX_VALUE);
  }

  /**
   * As {@link #wait(Collection, ReturnWhen)}, but no longer than the timeout; what has not ended by
   * then goes on.
   *
   * @param timeout not positive: looks, and does not wait
   */
  public static <F extends Future<?>> Done<F> wait(
      Collection<F> futures, ReturnWhen until, Duration timeout) throws InterruptedException {
    return wait(futures, until, System.nanoTime() + timeout.toNanos());
  }

  private static <F extends Future<?>> Done<F> wait(
      Collection<F> futures, ReturnWhen until, long deadline) throws InterruptedException {
    var left = new LinkedHashSet<F>(futures);
    var done = new LinkedHashSet<F>();
    try (var ends = new Ends<F>(left)) {
      boolean goesOn = !left.isEmpty();
      while (goesOn) {
        var next = ends.next(deadline);
        if (next != null) {
          left.remove(next);
          done.add(next);
        }
        goesOn = next != null && !left.isEmpty() && !isEnough(next, until);
      }
    }
    for (var future : Set.copyOf(left)) {
      if (future.isDone() && left.remove(future)) {
        done.add(future);
      }
    }
    return new Done<>(inOrder(futures, done), inOrder(futures, left));
  }

  private static <F> Set<F> inOrder(Collection<F> futures, Set<F> some) {
    var ordered = new LinkedHashSet<F>(futures);
    ordered.retainAll(some);
    return Collections.unmodifiableSet(ordered);
  }

  private static boolean isEnough(Future<?> ended, ReturnWhen until) {
    return switch (until) {
      case FIRST_COMPLETED -> true;
      case FIRST_EXCEPTION -> ended.state() == Future.State.FAILED;
      case ALL_COMPLETED -> false;
    };
  }

  /**
   * The futures in the order in which they end, each once. Reading waits; {@code
   * CancellationException} if the reading thread is interrupted, which then stays interrupted.
   *
   * <p>For tasks that are submitted while others are waited for there is {@code
   * java.util.concurrent.ExecutorCompletionService}.
   */
  public static <F extends Future<?>> Stream<F> asCompleted(Collection<F> futures) {
    return Ends.stream(new LinkedHashSet<>(futures), Long.MAX_VALUE);
  }

  /**
   * As {@link #asCompleted(Collection)}; when the time is up, counted from this call, reading
   * throws a {@link DeadlineExceeded} that says how many are left. Those go on.
   */
  public static <F extends Future<?>> Stream<F> asCompleted(
      Collection<F> futures, Duration timeout) {
    return Ends.stream(new LinkedHashSet<>(futures), System.nanoTime() + timeout.toNanos());
  }
}
