package dev.thresher.task;

import dev.thresher.model.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A task failed in a way that is known already; where in the engine it was noticed says nothing.
 */
public sealed class TaskFailure extends Exception permits SerializationException {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  public TaskFailure(Failure failure) {
    this(failure, null);
  }

  TaskFailure(Failure failure, @Nullable Throwable cause) {
    super(failure.headline(), cause, false, false);
    this.failure = failure;
  }

  public final Failure failure() {
    return failure;
  }
}
