package dev.thresher.cluster;

/** A node cannot listen where it was told to; the message says where and why, for the user. */
public final class CannotListenException extends Exception {
  private static final long serialVersionUID = 1;

  public CannotListenException(String message, Throwable cause) {
    super(message, cause);
  }
}
