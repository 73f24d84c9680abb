package dev.thresher.task;

import dev.thresher.model.Failure;

/**
 * A task failed in a way that is known already; where in the engine it was noticed says nothing.
 */
public final class TaskFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  public TaskFailure(Failure failure) {
    super(failure.headline(), null, false, false);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
