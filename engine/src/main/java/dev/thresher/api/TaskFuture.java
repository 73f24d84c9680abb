package dev.thresher.api;

import dev.thresher.api.TaskOutcome.Cancelled;
import dev.thresher.api.TaskOutcome.Completed;
import dev.thresher.api.TaskOutcome.Failed;
import dev.thresher.api.TaskOutcome.Lost;
import dev.thresher.api.TaskOutcome.TimedOut;
import dev.thresher.api.spi.Seat;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The result of a task to come: a {@code Future} and a {@code CompletionStage}. One object per
 * task; what the task captured is released when it ends.
 *
 * <p><b>As a {@code Future}</b> it keeps the contract of those that the JDK's executors return: the
 * cause of an {@code ExecutionException} is what the task threw (on threads the very object),
 * {@link #cancel(boolean)} takes effect at once, even if the task goes on for a while. {@code get}
 * and {@code join} may be called from a task of the same executor, however few workers it has: a
 * task that has not started is run by the waiting thread, otherwise a spare thread takes its seat.
 *
 * <p><b>As a {@code CompletionStage}</b> it runs functions on the executor for callbacks (see
 * {@link ThresherBuilder#callbacks}; a virtual thread for each unless chosen otherwise), never on a
 * worker. Stages that derive from it are plain ones. Only its task completes it: {@code complete},
 * {@code orTimeout} and their like throw {@code UnsupportedOperationException}; {@link #copy} gives
 * a future of the same result that allows them.
 */
public abstract sealed class TaskFuture<T> extends GuardedFuture<T> permits SubmittedTask {
  private @Nullable CompletableFuture<?> lastCallback;

  TaskFuture() {}

  /** Where the task stands now. */
  public abstract TaskStatus status();

  /**
   * Ends this future as cancelled, at once, and does to the task what the level says.
   *
   * @return false if it has ended already
   * @throws UnsupportedOperationException for {@link CancelLevel#FORCE} if the task runs on a
   *     thread of this JVM; nothing has been cancelled then
   */
  public abstract boolean cancel(CancelLevel level);

  /** How it ended, once {@link #isDone}; null if it completed. */
  abstract @Nullable TaskOutcome<Object> ending();

  abstract boolean ranElsewhere();

  /** Runs the task on the calling worker, if that is allowed and it has not started. */
  abstract boolean ranHere(Seat seat);

  /**
   * Cancels with {@link CancelLevel#INTERRUPT}, or with {@link CancelLevel#UNSTARTED}.
   *
   * @return false if it has ended already, by an earlier cancellation for instance
   */
  @Override
  public final boolean cancel(boolean mayInterruptIfRunning) {
    return cancel(mayInterruptIfRunning ? CancelLevel.INTERRUPT : CancelLevel.UNSTARTED);
  }

  /**
   * Calls back when the task has ended, or soon if it has. Callbacks of one future run one after
   * the other, in the order in which they were added, on the executor for callbacks; what one
   * throws is logged, and the next one runs.
   */
  public final TaskFuture<T> onDone(Consumer<? super TaskFuture<T>> callback) {
    Objects.requireNonNull(callback);
    synchronized (this) {
      CompletableFuture<?> before = lastCallback == null ? this : lastCallback;
      lastCallback = before.handleAsync((_, _) -> callBack(callback), callbacks());
    }
    return this;
  }

  private @Nullable Void callBack(Consumer<? super TaskFuture<T>> callback) {
    try {
      callback.accept(this);
    } catch (Throwable thrown) {
      Log.LOG.error("a callback of {} threw; the task is not affected", this, thrown);
    }
    return null;
  }

  /**
   * How it ended.
   *
   * @throws IllegalStateException if it has not
   */
  @SuppressWarnings("unchecked")
  public final TaskOutcome<T> outcome() {
    if (!isDone()) {
      throw new IllegalStateException("it has not ended: " + this);
    }
    var ending = ending();
    return ending == null ? new Completed<>(super.resultNow()) : (TaskOutcome<T>) ending;
  }

  @Override
  public final State state() {
    if (!isDone()) {
      return State.RUNNING;
    }
    return switch (ending()) {
      case null -> State.SUCCESS;
      case Completed<Object> _ -> State.SUCCESS;
      case Cancelled<Object> _ -> State.CANCELLED;
      case Failed<Object> _, TimedOut<Object> _, Lost<Object> _ -> State.FAILED;
    };
  }

  @Override
  public final boolean isCancelled() {
    return isDone() && ending() instanceof Cancelled;
  }

  @Override
  public final Throwable exceptionNow() {
    return isDone() && ending() instanceof Failed<?>(var cause, _) ? cause : super.exceptionNow();
  }

  @Override
  public final T get() throws InterruptedException, ExecutionException {
    try (var _ = waiting()) {
      return super.get();
    } catch (ExecutionException | CancellationException thrown) {
      throw exact(thrown);
    }
  }

  @Override
  public final T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    try (var _ = isDone() ? LentSeat.NONE : LentSeat.ofThread()) {
      return super.get(timeout, unit);
    } catch (ExecutionException | CancellationException thrown) {
      throw exact(thrown);
    }
  }

  @Override
  public final T join() {
    try (var _ = waiting()) {
      return super.join();
    } catch (CompletionException | CancellationException thrown) {
      throw ending() instanceof Failed<?>(var cause, _) && thrown.getCause() != cause
          ? new CompletionException(cause)
          : thrown;
    }
  }

  private LentSeat waiting() {
    var seat = isDone() ? null : Seat.current();
    if (seat == null) {
      return LentSeat.NONE;
    }
    boolean over = !Thread.currentThread().isInterrupted() && ranHere(seat);
    return over ? LentSeat.NONE : LentSeat.of(seat);
  }

  // A CompletableFuture looks into the exceptions of its task: it unwraps a CompletionException and
  // takes a CancellationException for a cancellation.
  private ExecutionException exact(Exception thrown) throws ExecutionException {
    if (ending() instanceof Failed<?>(var cause, var origin)) {
      return ranElsewhere()
          ? new ExecutionException(cause + " (" + origin + ")", cause)
          : new ExecutionException(cause);
    }
    return switch (thrown) {
      case CancellationException cancelled -> throw cancelled;
      case ExecutionException execution -> execution;
      default -> throw new IllegalStateException(thrown);
    };
  }
}
