package dev.thresher.api;

/**
 * What can go wrong apart from the task's own code. The tree is closed, so that a {@code switch}
 * over the cause of an {@link java.util.concurrent.ExecutionException} can be complete.
 *
 * <p>Those of a task that ran are the cause of what {@code get} throws. Those that keep a task from
 * being taken on are the cause of the {@link java.util.concurrent.RejectedExecutionException} that
 * {@code submit} throws, as the contract of {@code ExecutorService} asks.
 */
public abstract sealed class ThresherException extends RuntimeException
    permits DeadlineExceeded,
        Infeasible,
        InitializerFailure,
        ItemsFailed,
        Poisoned,
        Rejected,
        RemoteTaskException,
        SerializationFailure,
        TaskFailedException,
        TaskTimeout,
        WorkerLost {
  private static final long serialVersionUID = 1;

  ThresherException(String message) {
    super(message);
  }

  ThresherException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
    super(message, cause);
  }
}
