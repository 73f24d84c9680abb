package dev.thresher.compare.html;

/** Where on a stretch of a drawing a value lies. */
sealed interface Scale {
  /**
   * Values outside of the range lie outside of the stretch. If the range has no width, every value
   * lies in the middle.
   */
  double at(double value);

  /** The smallest value of the range. */
  double low();

  /** The greatest value of the range. */
  double high();

  /**
   * Equal distances for equal differences.
   *
   * @param start place of {@code low}
   * @param end place of {@code high}; may be less than {@code start}, as heights in SVG are
   */
  record Linear(double low, double high, double start, double end) implements Scale {
    @Override
    public double at(double value) {
      return between(start, end, (value - low) / (high - low));
    }
  }

  /** Equal distances for equal ratios; for values above 0. */
  record Logarithmic(double low, double high, double start, double end) implements Scale {
    public Logarithmic {
      if (!(low > 0)) {
        throw new IllegalArgumentException("no logarithm of " + low);
      }
    }

    @Override
    public double at(double value) {
      return between(start, end, Math.log(value / low) / Math.log(high / low));
    }
  }

  private static double between(double start, double end, double share) {
    return Double.isFinite(share) ? start + share * (end - start) : (start + end) / 2;
  }
}
