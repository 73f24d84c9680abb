package dev.thresher.api;

/**
 * The initialiser of the workers failed for good, and with it this executor: what waits ends with
 * this exception, what comes is rejected. The cause is what the initialiser threw.
 */
public final class InitializerFailure extends ThresherException {
  private static final long serialVersionUID = 1;

  public InitializerFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
