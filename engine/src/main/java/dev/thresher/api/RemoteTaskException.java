package dev.thresher.api;

/**
 * Stands for an exception that cannot be rebuilt here, because its class is missing or cannot
 * travel. Its stack trace is the one of the worker; causes and suppressed exceptions follow in the
 * same form.
 */
public final class RemoteTaskException extends ThresherException {
  private static final long serialVersionUID = 1;
  private final String type;

  /**
   * @param type class name of the exception that was thrown
   * @param message its message; empty if it had none
   */
  public RemoteTaskException(
      String type,
      String message,
      StackTraceElement[] frames,
      @org.jspecify.annotations.Nullable Throwable cause) {
    super(message.isEmpty() ? type : type + ": " + message, cause);
    this.type = type;
    setStackTrace(frames);
  }

  /** Class name of the exception that the task threw. */
  public String type() {
    return type;
  }
}
