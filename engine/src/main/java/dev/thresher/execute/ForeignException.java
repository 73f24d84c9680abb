package dev.thresher.execute;

import dev.thresher.model.Failure;

/**
 * What went wrong outside this JVM, in its own words: it is reported in place of this exception.
 */
public final class ForeignException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  public ForeignException(Failure failure) {
    super(failure.headline());
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
