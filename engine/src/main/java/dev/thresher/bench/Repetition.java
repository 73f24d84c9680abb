package dev.thresher.bench;

import java.util.OptionalDouble;

/**
 * One figure.
 *
 * @param others what other processes took meanwhile, in processors; empty if this system does not
 *     tell
 */
public record Repetition(double value, OptionalDouble others) {
  /** Above this, the figure says more about the machine's other users. */
  public static final double QUIET = 0.25;

  boolean isQuiet() {
    return others.isPresent() && others.getAsDouble() <= QUIET;
  }
}
