package dev.thresher.api;

/** The executor did not take the task on. */
public final class Rejected extends ThresherException {
  private static final long serialVersionUID = 1;

  /** Why a task was not taken on. */
  public enum Reason {
    SHUT_DOWN,
    /** As many tasks wait as the bound of this executor allows. */
    QUEUE_FULL,
    /** The initialiser failed for good, or no worker can be started; the cause says what. */
    BROKEN
  }

  private final Reason reason;

  public Rejected(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Rejected(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
