package dev.thresher.api;

import dev.thresher.api.spi.Call;
import dev.thresher.api.spi.Job;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task of {@code execute}: nobody holds a future. In this JVM what it throws goes to the thread's
 * handler of uncaught exceptions, as in the JDK.
 */
final class ExecutedRunnable implements Job {
  private final ExecutorState owner;
  private final TaskOptions options;
  private final Runnable code;
  private final @Nullable Map<String, String> logContext = LogContext.capture();
  private boolean hasStarted;

  ExecutedRunnable(ExecutorState owner, TaskOptions options, Runnable code) {
    this.owner = owner;
    this.options = options;
    this.code = code;
  }

  /** What {@code shutdownNow} returns. */
  Runnable code() {
    return code;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public Call call(int index) {
    return new Call.OfRunnable(code, null);
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
    return false;
  }

  @Override
  public boolean isDone(int index) {
    return false;
  }

  @Override
  public void dispatched(int index, TaskPlace place) {}

  @Override
  public void started(int index, TaskPlace place) {
    leaveQueue();
  }

  // One site tells it one thing after the other, so this needs no lock.
  private void leaveQueue() {
    if (!hasStarted) {
      hasStarted = true;
      owner.admission().leave();
    }
  }

  @Override
  public void completed(int index, @Nullable Object value) {
    leaveQueue();
  }

  @Override
  public void ended(int index, TaskOutcome<Object> outcome) {
    leaveQueue();
    switch (outcome) {
      case TaskOutcome.Completed<Object> _, TaskOutcome.Cancelled<Object> _ -> {}
      case TaskOutcome.Failed<Object>(var cause, _) -> owner.uncaught(cause);
      case TaskOutcome.TimedOut<Object>(var cause) -> owner.uncaught(cause);
      case TaskOutcome.Lost<Object>(var cause) -> owner.uncaught(cause);
    }
  }

  @Override
  public void run() {
    leaveQueue();
    var context = logContext;
    if (context == null) {
      code.run();
      return;
    }
    var former = LogContext.capture();
    LogContext.set(context);
    try {
      code.run();
    } finally {
      LogContext.set(former);
    }
  }
}
