package dev.thresher.compare;

import dev.thresher.model.SplitMix64;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * Medians and how far they can be trusted. Intervals come from the percentile bootstrap (B. Efron,
 * R. J. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13), expanded for small samples
 * (T. C. Hesterberg, What Teachers Should Know About the Bootstrap, The American Statistician 69,
 * 2015), from a fixed seed: the same measurements give the same interval.
 */
final class Statistics {
  /** With fewer values an interval is their whole range. */
  static final int FEWEST_FOR_INTERVAL = 5;

  private static final int RESAMPLES = 2_000;
  private static final long SEED = 0x7468726573686572L;

  private Statistics() {}

  /**
   * @throws IllegalArgumentException without values
   */
  static double median(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    var sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** Median distance from the median. */
  static double medianDeviation(double[] values) {
    double middle = median(values);
    return median(Arrays.stream(values).map(value -> Math.abs(value - middle)).toArray());
  }

  /** The median with its 95 % interval. */
  static Interval median95(double[] values) {
    double median = median(values);
    if (values.length < FEWEST_FOR_INTERVAL) {
      return new Interval(
          median,
          Arrays.stream(values).min().getAsDouble(),
          Arrays.stream(values).max().getAsDouble());
    }
    var random = new SplitMix64(SEED);
    var draw = new double[values.length];
    return interval(
        median,
        values.length,
        () -> {
          resample(values, draw, random);
          return median(draw);
        });
  }

  /** {@code median(above) / median(below)} with its interval; the two are resampled apart. */
  static Interval ratioOfMedians(double[] above, double[] below) {
    double ratio = median(above) / median(below);
    if (Math.min(above.length, below.length) < FEWEST_FOR_INTERVAL) {
      return new Interval(
          ratio,
          Arrays.stream(above).min().getAsDouble() / Arrays.stream(below).max().getAsDouble(),
          Arrays.stream(above).max().getAsDouble() / Arrays.stream(below).min().getAsDouble());
    }
    var random = new SplitMix64(SEED);
    var drawAbove = new double[above.length];
    var drawBelow = new double[below.length];
    int fewer = Math.min(above.length, below.length);
    return interval(
        ratio,
        fewer,
        () -> {
          resample(above, drawAbove, random);
          resample(below, drawBelow, random);
          return median(drawAbove) / median(drawBelow);
        });
  }

  /**
   * Median of {@code above[i] / below[i]} with its interval. Of values that were measured side by
   * side, so that whatever slows both down at the same time cancels out.
   */
  static Interval medianOfRatios(double[] above, double[] below) {
    return median95(
        IntStream.range(0, above.length).mapToDouble(i -> above[i] / below[i]).toArray());
  }

  private static Interval interval(double middle, int values, DoubleSupplier resampled) {
    var medians = new double[RESAMPLES];
    Arrays.setAll(medians, _ -> resampled.getAsDouble());
    Arrays.sort(medians);
    int cut = (int) Math.floor(tail(values) * RESAMPLES);
    return new Interval(middle, medians[cut], medians[RESAMPLES - 1 - cut]);
  }

  // What to leave out on each side: 2.5 % of many values, less of few, as Student's distribution is
  // wider than the normal one.
  private static double tail(int values) {
    double z = 1.959964;
    double degrees = values - 1;
    double t =
        z
            + (z * z * z + z) / (4 * degrees)
            + (5 * Math.pow(z, 5) + 16 * z * z * z + 3 * z) / (96 * degrees * degrees);
    return normalTail(t * Math.sqrt(values / degrees));
  }

  // M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 26.2.17; error below 1e-7.
  private static double normalTail(double x) {
    double k = 1 / (1 + 0.2316419 * x);
    double polynomial =
        k
            * (0.319381530
                + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))));
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * polynomial;
  }

  /**
   * How probable differences as one-sided as these are if there is none: Wilcoxon's signed-rank
   * test, two-sided, exact (F. Wilcoxon, Individual Comparisons by Ranking Methods, 1945). Zeros
   * count for neither side.
   */
  static double oneSidedness(double[] differences) {
    var ranked =
        Arrays.stream(differences)
            .filter(difference -> difference != 0)
            .boxed()
            .sorted(Comparator.comparingDouble(Math::abs))
            .mapToDouble(Double::doubleValue)
            .toArray();
    int positive = 0;
    for (int i = 0; i < ranked.length; i++) {
      positive += ranked[i] > 0 ? i + 1 : 0;
    }
    int all = ranked.length * (ranked.length + 1) / 2;
    int fewer = Math.min(positive, all - positive);
    return Math.min(1, 2 * shareOfSumsUpTo(fewer, ranked.length, all));
  }

  // Of all ways to give signs to the ranks, those whose positive ranks add up to so much or less.
  private static double shareOfSumsUpTo(int most, int ranks, int all) {
    var shares = new double[all + 1];
    shares[0] = 1;
    for (int rank = 1; rank <= ranks; rank++) {
      for (int sum = all; sum >= 0; sum--) {
        shares[sum] = (shares[sum] + (sum >= rank ? shares[sum - rank] : 0)) / 2;
      }
    }
    return Arrays.stream(shares, 0, most + 1).sum();
  }

  private static void resample(double[] from, double[] into, SplitMix64 random) {
    for (int i = 0; i < into.length; i++) {
      into[i] = from[(int) (random.nextUnit() * from.length)];
    }
  }

  /**
   * Indices of values that the others do not explain, by the modified z-score with the usual limit
   * of 3.5 (B. Iglewicz, D. C. Hoaglin, How to Detect and Handle Outliers, 1993).
   */
  static int[] outliers(double[] values) {
    double middle = median(values);
    double deviation = medianDeviation(values);
    return deviation == 0
        ? new int[0]
        : IntStream.range(0, values.length)
            .filter(i -> 0.6745 * Math.abs(values[i] - middle) / deviation > 3.5)
            .toArray();
  }

  /**
   * Kendall's rank correlation of values with their order, -1 to 1: near 1 if they grow all along.
   */
  static double trend(double[] values) {
    int concordant = 0;
    int pairs = 0;
    for (int later = 1; later < values.length; later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        concordant += (int) Math.signum(values[later] - values[earlier]);
        pairs++;
      }
    }
    return pairs == 0 ? 0 : (double) concordant / pairs;
  }
}
