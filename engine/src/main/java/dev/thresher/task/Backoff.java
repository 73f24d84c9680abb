package dev.thresher.task;

import java.time.Duration;

/**
 * How long a task that failed waits for its next attempt: {@code initial · coefficient^n} after n
 * earlier failures, at most {@code maximum}. The schedule varies each pause by a fifth, so that
 * tasks that failed together do not come back together.
 *
 * @param coefficient at least 1
 * @param maximum not less than {@code initial}
 */
public record Backoff(Duration initial, double coefficient, Duration maximum) {
  private static final Duration USUAL_MAXIMUM = Duration.ofMinutes(1);
  public static final Backoff DEFAULT = doublingFrom(Duration.ofSeconds(1));

  public Backoff {
    if (initial.isNegative() || !(coefficient >= 1) || maximum.compareTo(initial) < 0) {
      throw new IllegalArgumentException(
          "a backoff from %s to %s by %s".formatted(initial, maximum, coefficient));
    }
  }

  /** Up to a minute, or to {@code initial} if that is longer. */
  public static Backoff doublingFrom(Duration initial) {
    var maximum = initial.compareTo(USUAL_MAXIMUM) > 0 ? initial : USUAL_MAXIMUM;
    return new Backoff(initial, 2, maximum);
  }

  /**
   * Before it is varied.
   *
   * @param failures before the last one
   */
  public double pauseNanos(int failures) {
    return Math.min(initial.toNanos() * Math.pow(coefficient, failures), maximum.toNanos());
  }
}
