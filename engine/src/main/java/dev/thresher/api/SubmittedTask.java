package dev.thresher.api;

import dev.thresher.api.TaskOutcome.Cancelled;
import dev.thresher.api.TaskOutcome.Completed;
import dev.thresher.api.TaskOutcome.Failed;
import dev.thresher.api.TaskOutcome.Lost;
import dev.thresher.api.TaskOutcome.TimedOut;
import dev.thresher.api.spi.Call;
import dev.thresher.api.spi.Job;
import dev.thresher.api.spi.RecordedCall;
import dev.thresher.api.spi.ResultStore;
import dev.thresher.api.spi.Seat;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.RunnableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One task of {@code submit}: the future that the caller holds and the job that the site holds.
 *
 * <p>{@code phase} is what threads race for. Whoever moves it into an ended phase completes the
 * future. Whoever stops the running thread moves it and interrupts under the monitor of this
 * object; a runner that finds the phase moved away passes through the monitor, so no interrupt
 * reaches a thread that has left the task.
 */
sealed class SubmittedTask<T> extends TaskFuture<T> implements Job, RunnableFuture<T>
    permits MappedTask {
  private static final int MOST_NESTED = 64;
  private static final VarHandle PHASE;
  private static final VarHandle WHERE;

  static {
    try {
      var lookup = MethodHandles.lookup();
      PHASE = lookup.findVarHandle(SubmittedTask.class, "phase", TaskPhase.class);
      WHERE = lookup.findVarHandle(SubmittedTask.class, "where", Object.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final ExecutorState owner;
  private final TaskOptions options;
  private @Nullable Map<String, String> logContext;

  /**
   * A Callable, a {@link Call} or a {@link RecordedCall}; after the end the outcome, or null if it
   * completed.
   */
  private @Nullable Object code;

  private volatile TaskPhase phase = TaskPhase.QUEUED;

  /** The thread that runs it, later its name; a TaskPlace if it runs elsewhere. */
  private @Nullable Object where;

  private int attempts;

  /**
   * Of the start, or of the pause; no other times, for reading the clock costs as much as a
   * submission.
   */
  private long sinceNanos;

  /**
   * @param code a Callable or a {@link Call}
   */
  SubmittedTask(ExecutorState owner, TaskOptions options, Object code) {
    this.owner = owner;
    this.options = options;
    this.code = code;
    this.logContext = LogContext.capture();
  }

  @Override
  Executor callbacks() {
    return owner.callbacks();
  }

  // What a site asks and tells.

  @Override
  public int size() {
    return 1;
  }

  @Override
  public Call call(int index) {
    return switch (code) {
      case Call call -> call;
      case RecordedCall(var call, _, _) -> call;
      case Callable<?> callable -> new Call.OfCallable(callable);
      case null, default -> throw new IllegalStateException("it has ended: " + this);
    };
  }

  @Override
  public TaskOptions options() {
    return options;
  }

  @Override
  public @Nullable Map<String, String> logContext() {
    return logContext;
  }

  @Override
  public boolean keepsResults() {
    return code instanceof RecordedCall;
  }

  @Override
  public boolean isDone(int index) {
    return phase.isEnded();
  }

  @Override
  public void dispatched(int index, TaskPlace place) {
    if (moveTo(TaskPhase.DISPATCHED)) {
      WHERE.setRelease(this, place);
    }
  }

  @Override
  public void started(int index, TaskPlace place) {
    boolean told = phase == TaskPhase.RUNNING && place.equals(where);
    if (!told && moveTo(TaskPhase.RUNNING)) {
      WHERE.setRelease(this, place);
      began();
    }
  }

  private void began() {
    sinceNanos = System.nanoTime();
    if (attempts++ == 0) {
      owner.admission().leave();
    }
  }

  @Override
  public void completed(int index, @Nullable Object value) {
    if (code instanceof RecordedCall recorded && !isKept(recorded, value)) {
      return;
    }
    if (moveToEnd(TaskPhase.COMPLETED) != null) {
      settleCompleted(value);
    }
  }

  private boolean isKept(RecordedCall recorded, @Nullable Object value) {
    try {
      recorded.keep(value);
      return true;
    } catch (Exception refused) {
      if (refused instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      var place =
          where instanceof TaskPlace elsewhere ? elsewhere : Places.of(Thread.currentThread());
      ended(0, new Failed<>(refused, TaskOrigin.of(place, attempts)));
      return false;
    }
  }

  @Override
  public void ended(int index, TaskOutcome<Object> outcome) {
    switch (outcome) {
      case Completed<Object>(var value) -> completed(index, value);
      case Failed<Object>(var cause, _) -> attemptFailed(outcome, cause);
      case TimedOut<Object>(var cause) -> attemptFailed(outcome, cause);
      case Cancelled<Object> _, Lost<Object> _ -> end(outcome);
    }
  }

  // In this JVM.

  @Override
  public void run() {
    var runner = Thread.currentThread();
    if (claim(runner)) {
      runAttempt(runner);
    }
  }

  private boolean claim(Thread runner) {
    var seen = phase;
    boolean waits =
        seen == TaskPhase.QUEUED || seen == TaskPhase.PAUSED || seen == TaskPhase.WITHDRAWN;
    if (!waits || !PHASE.compareAndSet(this, seen, TaskPhase.RUNNING)) {
      return false;
    }
    WHERE.setRelease(this, runner);
    began();
    return true;
  }

  private void runAttempt(Thread runner) {
    var watch = watch(runner);
    @Nullable Object value = null;
    @Nullable Throwable thrown = null;
    try {
      var context = logContext;
      value = context == null ? invoke() : invokeWith(context);
    } catch (Throwable any) {
      thrown = any;
    }
    if (thrown != null) {
      leaveFailed(runner, watch, thrown);
    } else if (leave(runner, watch, TaskPhase.COMPLETED)) {
      settleCompleted(value);
    }
  }

  private @Nullable Overdue watch(Thread runner) {
    return options.deadline().isEmpty()
        ? null
        : Overdue.watch(this, runner, options.deadline().get(), owner.abandonAfter());
  }

  private @Nullable Object invokeWith(Map<String, String> context) throws Exception {
    var former = LogContext.capture();
    LogContext.set(context);
    try {
      return invoke();
    } finally {
      LogContext.set(former);
    }
  }

  private @Nullable Object invoke() throws Exception {
    return switch (code) {
      case Call call -> call.invoke();
      case RecordedCall recorded -> recorded.invoke();
      case Callable<?> callable -> callable.call();
      case null, default -> null; // it was cancelled just now, and nobody looks at the result
    };
  }

  private void leaveFailed(Thread runner, @Nullable Overdue watch, Throwable thrown) {
    var outcome = new Failed<>(thrown, TaskOrigin.of(Places.of(runner), attempts));
    var pause = pauseAfter(thrown);
    var next = pause.isPresent() ? TaskPhase.PAUSED : TaskPhase.FAILED;
    if (!leave(runner, watch, next)) {
      return;
    }
    if (pause.isPresent()) {
      tryAgain(pause.get(), outcome);
    } else {
      settle(outcome);
    }
  }

  /**
   * @return whether the attempt ends as the runner says; otherwise somebody has stopped it
   */
  private boolean leave(Thread runner, @Nullable Overdue watch, TaskPhase next) {
    boolean mine = PHASE.compareAndSet(this, TaskPhase.RUNNING, next);
    if (watch != null) {
      watch.close();
    }
    if (!mine) {
      synchronized (this) {
        // Whoever stopped it has interrupted the thread when this is reached.
      }
    }
    WHERE.setRelease(this, runner.getName());
    if (phase == TaskPhase.STOPPING) {
      var timeout = timeout(runner);
      attemptFailed(new TimedOut<>(timeout), timeout);
    }
    return mine;
  }

  /**
   * The deadline has passed: interrupts the runner. Called by the watch.
   *
   * @return how the task has ended, for {@link #settle}; null if it has not, or not by this
   */
  @Nullable TaskOutcome<Object> stop(Thread runner) {
    var timeout = timeout(runner);
    boolean again = pauseAfter(timeout).isPresent();
    synchronized (this) {
      var next = again ? TaskPhase.STOPPING : TaskPhase.TIMED_OUT;
      if (!PHASE.compareAndSet(this, TaskPhase.RUNNING, next)) {
        return null;
      }
      runner.interrupt();
    }
    return again ? null : new TimedOut<>(timeout);
  }

  /** Some time after that the runner is still in the attempt: it is not tried again. */
  void giveUp(Thread runner) {
    if (PHASE.compareAndSet(this, TaskPhase.STOPPING, TaskPhase.TIMED_OUT)) {
      settle(new TimedOut<>(timeout(runner)));
    }
  }

  private TaskTimeout timeout(Thread runner) {
    return new TaskTimeout(
        options.deadline().orElseThrow(), TaskOrigin.of(Places.of(runner), attempts));
  }

  // Further attempts.

  private Optional<Duration> pauseAfter(Throwable failure) {
    return options.retry().pauseAfter(attempts, failure);
  }

  private void attemptFailed(TaskOutcome<Object> outcome, Throwable cause) {
    var pause = pauseAfter(cause);
    if (pause.isEmpty()) {
      end(outcome);
    } else if (moveTo(TaskPhase.PAUSED)) {
      tryAgain(pause.get(), outcome);
    }
  }

  private void tryAgain(Duration pause, TaskOutcome<Object> outcome) {
    sinceNanos = System.nanoTime();
    if (where instanceof String) {
      WHERE.setRelease(this, null); // whoever claims it next says where it runs
    }
    try {
      owner.site().submitLater(this, pause);
    } catch (ThresherException stopped) {
      end(outcome);
    }
  }

  // Ends.

  @Override
  public boolean cancel(CancelLevel level) {
    if (level == CancelLevel.FORCE && where instanceof Thread && phase == TaskPhase.RUNNING) {
      throw new UnsupportedOperationException(Seat.NO_FORCE);
    }
    synchronized (this) {
      var seen = moveToEnd(TaskPhase.CANCELLED);
      if (seen == null) {
        return false;
      }
      if (seen == TaskPhase.RUNNING && level != CancelLevel.UNSTARTED) {
        interruptRunner();
      }
    }
    settle(new Cancelled<>("the task was cancelled"));
    owner.site().cancel(this, level);
    return true;
  }

  private void interruptRunner() {
    Object at;
    while ((at = WHERE.getAcquire(this)) == null) {
      Thread.onSpinWait(); // it was claimed this very moment
    }
    if (at instanceof Thread runner) {
      runner.interrupt();
    }
  }

  /** {@code shutdownNow} returns it; as in the JDK it waits for somebody to run or cancel it. */
  void withdraw() {
    if (moveTo(TaskPhase.WITHDRAWN)) {
      owner.admission().leave();
    }
  }

  /**
   * Takes its result from the store, or has it written there. Before it is submitted.
   *
   * @return whether it has ended so
   */
  @SuppressWarnings("unchecked")
  final boolean recallFrom(ResultStore store) {
    var call = call(0);
    return switch (store.recall(call)) {
      case ResultStore.Memory.Known(var value) -> {
        code = null;
        logContext = null;
        phase = TaskPhase.COMPLETED;
        settleValue((T) (call instanceof Call.OfRunnable(_, var own) ? own : value));
        yield true;
      }
      case ResultStore.Memory.Unknown(var key) -> {
        code = new RecordedCall(call, store, key);
        yield false;
      }
    };
  }

  /** It has not been taken on, and nobody is told but by the future. */
  final void endUntaken(TaskOutcome<Object> outcome) {
    if (moveToEnd(phaseOf(outcome)) != null) {
      code = outcome;
      logContext = null;
      settleFailure(causeOf(outcome));
    }
  }

  private void end(TaskOutcome<Object> outcome) {
    if (moveToEnd(phaseOf(outcome)) != null) {
      settle(outcome);
    }
  }

  private boolean moveTo(TaskPhase next) {
    return moveToEnd(next) != null;
  }

  /** From any phase that is no end; returns it, or null if it has ended. */
  private @Nullable TaskPhase moveToEnd(TaskPhase next) {
    TaskPhase seen;
    do {
      seen = phase;
      if (seen.isEnded()) {
        return null;
      }
    } while (!PHASE.compareAndSet(this, seen, next));
    return seen;
  }

  @SuppressWarnings("unchecked")
  private void settleCompleted(@Nullable Object value) {
    resultIsThere(value);
    release(null);
    settleValue((T) value);
  }

  /** Before anybody is told of it. */
  void resultIsThere(@Nullable Object result) {}

  void settle(TaskOutcome<Object> outcome) {
    release(outcome);
    settleFailure(causeOf(outcome));
  }

  private void release(@Nullable TaskOutcome<Object> outcome) {
    code = outcome;
    logContext = null;
    if (attempts == 0) {
      owner.admission().leave();
    }
  }

  private static TaskPhase phaseOf(TaskOutcome<Object> outcome) {
    return switch (outcome) {
      case Completed<Object> _ -> TaskPhase.COMPLETED;
      case Failed<Object> _ -> TaskPhase.FAILED;
      case TimedOut<Object> _ -> TaskPhase.TIMED_OUT;
      case Cancelled<Object> _ -> TaskPhase.CANCELLED;
      case Lost<Object> _ -> TaskPhase.LOST;
    };
  }

  private static Throwable causeOf(TaskOutcome<Object> outcome) {
    return switch (outcome) {
      case Completed<Object> _ -> throw new IllegalArgumentException("no failure: " + outcome);
      case Failed<Object>(var cause, _) -> cause;
      case TimedOut<Object>(var cause) -> cause;
      case Cancelled<Object>(var reason) -> new CancellationException(reason);
      case Lost<Object>(var cause) -> cause;
    };
  }

  // What the future asks.

  @Override
  @SuppressWarnings("unchecked")
  @Nullable TaskOutcome<Object> ending() {
    return code instanceof TaskOutcome<?> outcome ? (TaskOutcome<Object>) outcome : null;
  }

  @Override
  boolean ranElsewhere() {
    return where instanceof TaskPlace;
  }

  @Override
  boolean ranHere(Seat seat) {
    boolean mayRun =
        phase == TaskPhase.QUEUED
            && seat.isAt(owner.site())
            && seat.depth() < MOST_NESTED
            && options.deadline().isEmpty();
    if (!mayRun) {
      return false;
    }
    var outer = LogContext.capture();
    seat.depth(seat.depth() + 1);
    LogContext.set(null);
    try {
      run();
    } finally {
      LogContext.set(outer);
      seat.depth(seat.depth() - 1);
    }
    if (phase == TaskPhase.CANCELLED) {
      Thread.interrupted(); // it was meant for this task, not for the one that waits
    }
    return isDone();
  }

  @Override
  public TaskStatus status() {
    var now = phase;
    var since =
        now == TaskPhase.RUNNING || now == TaskPhase.STOPPING || now == TaskPhase.PAUSED
            ? Optional.of(Duration.ofNanos(System.nanoTime() - sinceNanos))
            : Optional.<Duration>empty();
    var place =
        switch (WHERE.getAcquire(this)) {
          case Thread thread -> Optional.of(Places.of(thread));
          case String thread -> Optional.of(Places.named(thread));
          case TaskPlace elsewhere -> Optional.of(elsewhere);
          case null, default -> Optional.<TaskPlace>empty();
        };
    return new TaskStatus(now, since, place, attempts, options.key());
  }

  @Override
  public String toString() {
    return "task "
        + options.key().map(key -> "'" + key + "'").orElse("@" + Integer.toHexString(hashCode()))
        + " of "
        + owner.name()
        + " ("
        + status()
        + ")";
  }
}
