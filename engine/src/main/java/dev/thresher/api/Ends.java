package dev.thresher.api;

import dev.thresher.model.Counted;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Futures in the order in which they end. One thread reads. */
final class Ends<F extends Future<?>> implements AutoCloseable {
  private final LinkedBlockingQueue<F> ended = new LinkedBlockingQueue<>();
  private final Set<F> futures;
  private volatile boolean isClosed;

  Ends(Set<F> futures) {
    this.futures = futures;
    futures.forEach(this::watch);
  }

  private void watch(F future) {
    switch (future) {
      case GuardedFuture<?> ours -> ours.onEnd(() -> add(future));
      case CompletableFuture<?> stage -> {
        var _ = stage.whenComplete((_, _) -> add(future));
      }
      case Future<?> other when other.isDone() -> add(future);
      case Future<?> other -> Thread.startVirtualThread(() -> await(other, future));
    }
  }

  private void await(Future<?> other, F future) {
    try {
      other.get();
    } catch (ExecutionException | CancellationException | InterruptedException over) {
      // It has ended, or this JVM is about to.
    }
    add(future);
  }

  private void add(F future) {
    if (!isClosed) {
      ended.add(future);
    }
  }

  /**
   * @return null at the deadline
   */
  @Nullable F next(long deadline) throws InterruptedException {
    var ready = ended.poll();
    if (ready != null) {
      return ready;
    }
    try (var _ = LentSeat.ofThread()) {
      return deadline == Long.MAX_VALUE
          ? ended.take()
          : ended.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }

  static <F extends Future<?>> Stream<F> stream(Set<F> futures, long deadline) {
    int all = futures.size();
    var ends = new Ends<F>(futures);
    return Stream.generate(() -> ends.nextOrThrow(deadline)).limit(all).onClose(ends::close);
  }

  private F nextOrThrow(long deadline) {
    try {
      var next = next(deadline);
      if (next == null) {
        long left = futures.stream().filter(future -> !future.isDone()).count();
        throw new DeadlineExceeded(
            left + " of " + Counted.of(futures.size(), "future") + " did not end in time");
      }
      return next;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the thread that waits for futures was interrupted");
    }
  }

  /** What ends later is not kept. */
  @Override
  public void close() {
    isClosed = true;
    ended.clear();
  }
}
