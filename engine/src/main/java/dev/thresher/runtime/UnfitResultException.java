package dev.thresher.runtime;

/**
 * A result is of no use to what combines it, such as a text to a sum: a mistake of the user's,
 * found out during the run. The message is for the user.
 */
final class UnfitResultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitResultException(String message) {
    super(message);
  }
}
