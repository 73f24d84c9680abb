package dev.thresher.compare.html;

import java.util.ArrayList;
import java.util.List;

/**
 * Round values that stand along an axis: the first is at most its least value, the last at least
 * its greatest.
 */
final class Ticks {
  private static final double[] ROUND = {1, 2, 5, 10};

  /** Steps that differ from a whole number by less are whole: what divisions leave behind. */
  private static final double DUST = 1e-9;

  private Ticks() {}

  /**
   * Steps of 1, 2 or 5 times a power of ten.
   *
   * @param most intervals between them that there may be; two more where the ends are not round
   */
  static List<Double> linear(double low, double high, int most) {
    if (!(high > low)) {
      double width = low == 0 ? 1 : Math.abs(low);
      return linear(Math.min(low, low - width), low + width, most);
    }
    double step = step((high - low) / most);
    long first = (long) Math.floor(low / step + DUST);
    long last = (long) Math.ceil(high / step - DUST);
    var ticks = new ArrayList<Double>();
    for (long i = first; i <= last; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** The least round step that is not below this one. */
  static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least) + DUST));
    for (double round : ROUND) {
      if (round * power >= least * (1 - DUST)) {
        return round * power;
      }
    }
    throw new IllegalArgumentException("no step of " + least);
  }

  /**
   * Powers of ten, all or every second or third or so; 1, 2 and 5 times them if there is but one
   * decade.
   *
   * @param low above 0
   * @param most intervals between them that there may be
   */
  static List<Double> logarithmic(double low, double high, int most) {
    int first = (int) Math.floor(Math.log10(low) + DUST);
    int last = (int) Math.ceil(Math.log10(high) - DUST);
    if (last - first <= 1) {
      return withinDecade(low, high, Math.pow(10, first));
    }
    int stride = (last - first + most - 1) / most;
    var ticks = new ArrayList<Double>();
    for (int power = first; power < last + stride; power += stride) {
      ticks.add(Math.pow(10, power));
    }
    return ticks;
  }

  private static List<Double> withinDecade(double low, double high, double power) {
    int from = 0;
    while (from < ROUND.length - 2 && ROUND[from + 1] * power <= low * (1 + DUST)) {
      from++;
    }
    int to = from + 1;
    while (to < ROUND.length - 1 && ROUND[to] * power < high * (1 - DUST)) {
      to++;
    }
    var ticks = new ArrayList<Double>();
    for (int i = from; i <= to; i++) {
      ticks.add(ROUND[i] * power);
    }
    return ticks;
  }
}
