package dev.thresher.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One {@code invokeAll} or {@code invokeAny}. However it returns, nothing of it goes on running.
 */
final class Invocation<T> {
  private static final long FOREVER = Long.MAX_VALUE;

  private final Thresher executor;
  private final List<TaskFuture<T>> futures = new ArrayList<>();
  private final LinkedBlockingQueue<TaskFuture<T>> ended = new LinkedBlockingQueue<>();

  Invocation(Thresher executor) {
    this.executor = executor;
  }

  List<Future<T>> all(Collection<? extends Callable<T>> tasks) throws InterruptedException {
    return all(tasks, FOREVER);
  }

  List<Future<T>> all(Collection<? extends Callable<T>> tasks, long nanos)
      throws InterruptedException {
    long deadline = deadline(nanos);
    try {
      for (var task : tasks) {
        futures.add(executor.submit(task));
      }
      for (var future : futures) {
        if (!hasEnded(future, nanos, deadline)) {
          break;
        }
      }
    } finally {
      cancelRest();
    }
    return new ArrayList<>(futures);
  }

  private boolean hasEnded(TaskFuture<T> future, long nanos, long deadline)
      throws InterruptedException {
    try {
      if (nanos == FOREVER) {
        future.get();
      } else {
        future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (CancellationException | ExecutionException theCallerSees) {
      return true;
    } catch (TimeoutException late) {
      return false;
    }
    return true;
  }

  T any(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
    try {
      return any(tasks, FOREVER);
    } catch (TimeoutException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  T any(Collection<? extends Callable<T>> tasks, long nanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("invokeAny of no tasks");
    }
    long deadline = deadline(nanos);
    ExecutionException failure = null;
    try {
      for (var task : tasks) {
        var future = executor.submit(task);
        futures.add(future);
        future.onEnd(() -> ended.add(future));
        if (!ended.isEmpty() && ended.peek().state() == Future.State.SUCCESS) {
          return ended.peek().get();
        }
      }
      for (int left = futures.size(); left > 0; left--) {
        try {
          return next(nanos, deadline).get();
        } catch (ExecutionException | CancellationException failed) {
          failure = failed instanceof ExecutionException e ? e : new ExecutionException(failed);
        }
      }
    } finally {
      cancelRest();
    }
    throw failure == null ? new ExecutionException("no task", null) : failure;
  }

  private TaskFuture<T> next(long nanos, long deadline)
      throws InterruptedException, TimeoutException {
    var ready = ended.poll();
    if (ready != null) {
      return ready;
    }
    try (var _ = LentSeat.ofThread()) {
      if (nanos == FOREVER) {
        return ended.take();
      }
      ready = ended.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
    if (ready == null) {
      throw new TimeoutException("no task has completed in time");
    }
    return ready;
  }

  private static long deadline(long nanos) {
    return nanos == FOREVER ? FOREVER : System.nanoTime() + nanos;
  }

  private void cancelRest() {
    futures.forEach(future -> future.cancel(true));
  }
}
