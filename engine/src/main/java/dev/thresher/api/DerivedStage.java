package dev.thresher.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A plain stage that derives from a {@link TaskFuture}; a worker that waits for it lends its seat.
 */
final class DerivedStage<T> extends CompletableFuture<T> {
  private final Executor callbacks;

  DerivedStage(Executor callbacks) {
    this.callbacks = callbacks;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new DerivedStage<>(callbacks);
  }

  @Override
  public Executor defaultExecutor() {
    return callbacks;
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    try (var _ = isDone() ? LentSeat.NONE : LentSeat.ofThread()) {
      return super.get();
    }
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    try (var _ = isDone() ? LentSeat.NONE : LentSeat.ofThread()) {
      return super.get(timeout, unit);
    }
  }

  @Override
  public T join() {
    try (var _ = isDone() ? LentSeat.NONE : LentSeat.ofThread()) {
      return super.join();
    }
  }
}
