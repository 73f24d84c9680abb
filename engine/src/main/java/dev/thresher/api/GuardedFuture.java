package dev.thresher.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future that runs every function on the executor for callbacks, never on the thread that
 * completes it, and that only the engine completes.
 */
abstract class GuardedFuture<T> extends CompletableFuture<T> {
  abstract Executor callbacks();

  /** Engine code that takes no time, on whichever thread completes the future. */
  final void onEnd(Runnable action) {
    var _ = super.whenComplete((_, _) -> action.run());
  }

  @SuppressWarnings("NullAway") // a task may return null
  final void settleValue(@Nullable T value) {
    super.complete(value);
  }

  final void settleFailure(Throwable cause) {
    super.completeExceptionally(cause);
  }

  @Override
  public final <U> CompletableFuture<U> newIncompleteFuture() {
    return new DerivedStage<>(callbacks());
  }

  @Override
  public final Executor defaultExecutor() {
    return callbacks();
  }

  @Override
  public final <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> function) {
    return thenApplyAsync(function);
  }

  @Override
  public final CompletableFuture<Void> thenAccept(Consumer<? super T> action) {
    return thenAcceptAsync(action);
  }

  @Override
  public final CompletableFuture<Void> thenRun(Runnable action) {
    return thenRunAsync(action);
  }

  @Override
  public final <U, V> CompletableFuture<V> thenCombine(
      CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> function) {
    return thenCombineAsync(other, function);
  }

  @Override
  public final <U> CompletableFuture<Void> thenAcceptBoth(
      CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
    return thenAcceptBothAsync(other, action);
  }

  @Override
  public final CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable action) {
    return runAfterBothAsync(other, action);
  }

  @Override
  public final <U> CompletableFuture<U> applyToEither(
      CompletionStage<? extends T> other, Function<? super T, U> function) {
    return applyToEitherAsync(other, function);
  }

  @Override
  public final CompletableFuture<Void> acceptEither(
      CompletionStage<? extends T> other, Consumer<? super T> action) {
    return acceptEitherAsync(other, action);
  }

  @Override
  public final CompletableFuture<Void> runAfterEither(CompletionStage<?> other, Runnable action) {
    return runAfterEitherAsync(other, action);
  }

  @Override
  public final <U> CompletableFuture<U> thenCompose(
      Function<? super T, ? extends CompletionStage<U>> function) {
    return thenComposeAsync(function);
  }

  @Override
  public final CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
    return whenCompleteAsync(action);
  }

  @Override
  public final <U> CompletableFuture<U> handle(
      BiFunction<? super T, Throwable, ? extends U> function) {
    return handleAsync(function);
  }

  @Override
  public final CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> function) {
    return exceptionallyAsync(function);
  }

  @Override
  public final CompletableFuture<T> exceptionallyCompose(
      Function<Throwable, ? extends CompletionStage<T>> function) {
    return exceptionallyComposeAsync(function);
  }

  private static UnsupportedOperationException refusal() {
    return new UnsupportedOperationException(
        "only its task completes this future; copy() gives a future that you may complete");
  }

  @Override
  public final boolean complete(T value) {
    throw refusal();
  }

  @Override
  public final boolean completeExceptionally(Throwable cause) {
    throw refusal();
  }

  @Override
  public final void obtrudeValue(T value) {
    throw refusal();
  }

  @Override
  public final void obtrudeException(Throwable cause) {
    throw refusal();
  }

  @Override
  public final CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
    throw refusal();
  }

  @Override
  public final CompletableFuture<T> completeAsync(
      Supplier<? extends T> supplier, Executor executor) {
    throw refusal();
  }

  @Override
  public final CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
    throw refusal();
  }

  @Override
  public final CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
    throw refusal();
  }
}
