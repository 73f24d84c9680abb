package dev.thresher.api;

/**
 * A task of {@code map} or {@code reduce} threw; the cause is what it threw. Of a single task
 * {@code get} throws an {@link java.util.concurrent.ExecutionException} instead.
 */
public final class TaskFailedException extends ThresherException {
  private static final long serialVersionUID = 1;
  private final transient TaskOrigin origin;

  public TaskFailedException(Throwable cause, TaskOrigin origin) {
    super(cause + " (" + origin + ")", cause);
    this.origin = origin;
  }

  public TaskOrigin origin() {
    return origin;
  }
}
