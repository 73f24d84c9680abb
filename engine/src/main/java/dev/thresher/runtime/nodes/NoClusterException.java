package dev.thresher.runtime.nodes;

/** There is no cluster for a run; the message says why and what to do, for the user. */
public final class NoClusterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NoClusterException(String message) {
    super(message);
  }

  NoClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
