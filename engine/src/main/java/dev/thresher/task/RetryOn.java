package dev.thresher.task;

import dev.thresher.model.Failure;
import dev.thresher.model.Outcome;
import java.util.List;

/**
 * After which ends of an attempt another one is worth while. Exceptions are named as {@link
 * Failure#isA} takes them.
 *
 * @param failure every failure of the task's own
 * @param timeout its deadline
 * @param exceptions failures by one of these, also without {@code failure}
 * @param nonRetryable failures by one of these never, whatever else is said
 */
public record RetryOn(
    boolean failure, boolean timeout, List<String> exceptions, List<String> nonRetryable) {
  /** Everything that may end otherwise the next time. */
  public static final RetryOn ANY = new RetryOn(true, true, List.of(), List.of());

  public RetryOn {
    exceptions = List.copyOf(exceptions);
    nonRetryable = List.copyOf(nonRetryable);
  }

  /** A lost worker is another matter: the task is not at fault. */
  public boolean covers(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed(Failure why) -> covers(why);
      case Outcome.TimedOut _ -> timeout;
      case Outcome.Completed _, Outcome.Cancelled _, Outcome.Lost _ -> false;
    };
  }

  private boolean covers(Failure why) {
    return !why.isFinal()
        && nonRetryable.stream().noneMatch(why::isA)
        && (failure || exceptions.stream().anyMatch(why::isA));
  }
}
