package dev.thresher.schedule;

import java.time.Duration;

/**
 * Workers that come and go with the work.
 *
 * @param fewest that are kept when there is nothing to do
 * @param most at once
 * @param idleTimeout after which those above {@code fewest} are let go
 */
public record Elasticity(int fewest, int most, Duration idleTimeout) {
  public Elasticity {
    if (fewest < 0 || most < Math.max(1, fewest) || idleTimeout.isNegative()) {
      throw new IllegalArgumentException(
          fewest + " to " + most + " workers, idle for " + idleTimeout);
    }
  }

  /** As many as there are, always. */
  public static Elasticity none(int workers) {
    return new Elasticity(workers, workers, Duration.ZERO);
  }
}
