package dev.thresher.task;

import dev.thresher.model.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task, its argument or its result cannot travel between processes, and why. It ends that one
 * task and nothing else.
 */
public final class SerializationException extends TaskFailure {
  private static final long serialVersionUID = 1;

  /** What was being done, in the order in which a task goes through it. */
  public enum Phase {
    /** On the caller, while it submits. */
    ENCODE_ARGUMENT,
    /** On the worker, before the task starts. */
    DECODE_ARGUMENT,
    /** On the worker, after the task has returned. */
    ENCODE_RESULT,
    /** On the caller, when the result is there. */
    DECODE_RESULT;

    /** Empty for every failure of another kind. */
    public static Optional<Phase> of(Failure failure) {
      return Arrays.stream(values())
          .filter(phase -> phase.name().equals(failure.type()))
          .findFirst();
    }
  }

  private final Phase phase;

  /**
   * @param message for the user: what cannot travel, why, and what to do
   * @param path from what was handed over to what is in the way, outermost first; empty if unknown
   */
  public SerializationException(
      Phase phase, String message, List<String> path, @Nullable Throwable cause) {
    super(failure(phase, message, path, cause), cause);
    this.phase = phase;
  }

  private static Failure failure(
      Phase phase, String message, List<String> path, @Nullable Throwable cause) {
    var causes = cause == null ? List.<Failure>of() : Failure.of(cause).chain();
    return new Failure(phase.name(), message, path, causes, List.of());
  }

  public Phase phase() {
    return phase;
  }

  /** For the user, without the phase in front. */
  @Override
  public String getMessage() {
    return failure().message();
  }
}
