package dev.thresher.compare;

import java.util.Arrays;
import java.util.Optional;

/**
 * A moment from which on everything took longer, or less long, than before: another program began
 * or ended.
 *
 * @param at seconds since the comparison began
 * @param factor median of times after it to that before
 */
record Drift(double at, double factor) {
  private static final int FEWEST_ON_A_SIDE = 4;
  private static final double LEAST_FACTOR = 1.15;
  private static final double LEAST_AGREEMENT = 0.9;

  /**
   * @param at when each trial began, ascending
   * @param times of the trials, each divided by the median of its arm
   */
  static Optional<Drift> in(double[] at, double[] times) {
    Optional<Drift> found = Optional.empty();
    double most = Math.log(LEAST_FACTOR);
    for (int split = FEWEST_ON_A_SIDE; split <= times.length - FEWEST_ON_A_SIDE; split++) {
      var before = Arrays.copyOfRange(times, 0, split);
      var after = Arrays.copyOfRange(times, split, times.length);
      double factor = Statistics.median(after) / Statistics.median(before);
      if (Math.abs(Math.log(factor)) > most && agree(before, after, factor > 1)) {
        most = Math.abs(Math.log(factor));
        found = Optional.of(new Drift(at[split], factor));
      }
    }
    return found;
  }

  // Nearly every later time lies on the same side of nearly every earlier one.
  private static boolean agree(double[] before, double[] after, boolean later) {
    long agreeing = 0;
    for (double one : before) {
      for (double other : after) {
        agreeing += (other > one) == later ? 1 : 0;
      }
    }
    return agreeing >= LEAST_AGREEMENT * before.length * after.length;
  }

  String sentence() {
    return "from %.0f s on everything took %.2f times as long as before: something else %s; what was"
            .formatted(at, factor, factor > 1 ? "began to use this machine" : "left this machine")
        + " compared within one round is little affected, the intervals of single arms are wide";
  }
}
