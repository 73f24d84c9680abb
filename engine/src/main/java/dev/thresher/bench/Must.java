package dev.thresher.bench;

/** What a figure has to reach. */
public sealed interface Must {
  /** Nothing was promised; the figure is shown. */
  enum Nothing implements Must {
    NOTHING
  }

  /** At least so many times the yardstick's. */
  record AtLeast(double times) implements Must {}

  /** At most so many times the yardstick's. */
  record AtMost(double times) implements Must {}

  /** At most this, in the metric's unit. The yardstick shows that the machine can do it. */
  record Within(double limit) implements Must {}
}
