package dev.thresher.api;

import dev.thresher.model.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often a task is tried after it failed or ran out of time, and after which failures. The pause
 * before attempt <i>n</i>+1 is {@code backoff · multiplier^(n-1)}, at most {@code maxBackoff}.
 *
 * <p>A lost worker is another matter: see {@link TaskOptions#idempotent}.
 *
 * @param maxAttempts all in all, the first included; at least 1
 *     <p>Classes are known by their names, as a task may throw what the caller has under another
 *     class loader, or not at all. A name without its package stands for the classes of that name
 *     in any.
 * @param on classes of failures after which another attempt is made; subclasses count
 * @param except classes after which none is made, even if {@code on} has them
 */
public record Retry(
    int maxAttempts,
    Duration backoff,
    double multiplier,
    Duration maxBackoff,
    List<String> on,
    List<String> except) {
  /** One attempt. */
  public static final Retry NONE = upTo(1);

  public Retry {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts must be >= 1, but is " + maxAttempts);
    }
    if (backoff.isNegative() || maxBackoff.compareTo(backoff) < 0) {
      throw new IllegalArgumentException(
          "backoff must be >= 0 and <= maxBackoff, but they are " + backoff + ", " + maxBackoff);
    }
    if (!(multiplier >= 1)) {
      throw new IllegalArgumentException("multiplier must be >= 1, but is " + multiplier);
    }
    on = List.copyOf(on);
    except = List.copyOf(except);
  }

  /**
   * Up to so many attempts after any {@code Exception} or timeout; not after an {@code Error}. The
   * pause begins with 100 ms, doubles, and is at most a minute.
   */
  public static Retry upTo(int maxAttempts) {
    return new Retry(
        maxAttempts,
        Duration.ofMillis(100),
        2,
        Duration.ofMinutes(1),
        List.of(Exception.class.getName()),
        List.of());
  }

  public Retry withBackoff(Duration first, double factor, Duration longest) {
    return new Retry(maxAttempts, first, factor, longest, on, except);
  }

  @SafeVarargs
  public final Retry onlyOn(Class<? extends Throwable>... failures) {
    return new Retry(maxAttempts, backoff, multiplier, maxBackoff, names(failures), except);
  }

  @SafeVarargs
  public final Retry notOn(Class<? extends Throwable>... failures) {
    return new Retry(maxAttempts, backoff, multiplier, maxBackoff, on, names(failures));
  }

  private static List<String> names(Class<?>[] classes) {
    return Stream.of(classes).map(Class::getName).toList();
  }

  /**
   * The pause before the next attempt; empty if there is none. Never after a failure that is not
   * the task's own, such as a {@link SerializationFailure} or {@link InitializerFailure}.
   *
   * @param attempt the one that has failed, from 1
   */
  public Optional<Duration> pauseAfter(int attempt, Throwable failure) {
    boolean again =
        attempt < maxAttempts && isOfTask(failure) && isAny(on, failure) && !isAny(except, failure);
    return again ? Optional.of(pause(attempt)) : Optional.empty();
  }

  private static boolean isOfTask(Throwable failure) {
    return !(failure instanceof ThresherException ours)
        || switch (ours) {
          case RemoteTaskException _, TaskFailedException _, TaskTimeout _ -> true;
          case DeadlineExceeded _,
              Infeasible _,
              InitializerFailure _,
              ItemsFailed _,
              Poisoned _,
              Rejected _,
              SerializationFailure _,
              WorkerLost _ ->
              false;
        };
  }

  private Duration pause(int attempt) {
    double nanos = backoff.toNanos() * Math.pow(multiplier, attempt - 1.0);
    return nanos < maxBackoff.toNanos() ? Duration.ofNanos((long) nanos) : maxBackoff;
  }

  private static boolean isAny(List<String> names, Throwable failure) {
    var known = Failure.classNames(failure.getClass());
    return names.stream()
        .anyMatch(name ->
            known.stream().anyMatch(type -> Failure.isNamed(type, name))
                || (failure instanceof RemoteTaskException remote
                    && Failure.isNamed(remote.type(), name)));
  }
}
