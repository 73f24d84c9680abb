package dev.thresher.compare;

/** A median and the 95 % confidence interval about it, in the unit of what was measured. */
public record Interval(double median, double low, double high) {
  public static Interval exactly(double value) {
    return new Interval(value, value, value);
  }

  public Interval times(double factor) {
    return new Interval(median * factor, low * factor, high * factor);
  }

  /** Half the width as a share of the median. */
  public double relativeHalfWidth() {
    return median == 0 ? 0 : (high - low) / 2 / median;
  }
}
