package dev.thresher.compare;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Two arms against each other, round by round. In one round each arm runs once, next to the others
 * in time; so what is compared is the ratio within rounds, and a load that comes and goes meets
 * both.
 *
 * @param rounds in which both ran
 * @param ratio of the first arm's time to the second's, median over rounds, 95 %
 * @param gap the first arm's fastest trial as so many times the second's slowest
 * @param result whether the first is slower
 */
record Contest(int rounds, Interval ratio, double gap, Result result) {
  /** Differences below this are not worth a name: 3 %. */
  static final double WORTH_NAMING = 1.03;

  /** Rounds from which the test of signed ranks decides. */
  static final int ROUNDS_TO_DECIDE = 6;

  /** Rounds from which two heaps of trials far apart decide. */
  static final int ROUNDS_IF_APART = 3;

  private static final double GAP_TO_RANGE = 2;

  /** Times as long in every trial: no proof in two rounds, and yet what to bet on. */
  private static final double BEHIND = 1.1;

  private static final int ROUNDS_TO_BET = 2;

  /** Times as long in every single trial: this tells arms apart that have met once or twice. */
  private static final double FAR = 2.5;

  // There is a look after every round, so each must err far more rarely than one in twenty times.
  private static final double MOST_PROBABLE_BY_CHANCE = 0.008;

  enum Result {
    SLOWER,
    FASTER,
    /** The difference, if there is one, is not worth a name. */
    ALIKE,
    /** More trials might tell. */
    OPEN
  }

  /**
   * @param one seconds by round
   * @param other seconds by round; at least one round is in both
   */
  static Contest of(Map<Integer, Double> one, Map<Integer, Double> other) {
    var common = new TreeSet<>(one.keySet());
    common.retainAll(other.keySet());
    var first = common.stream().mapToDouble(one::get).toArray();
    var second = common.stream().mapToDouble(other::get).toArray();
    if (first.length == 0) {
      throw new IllegalArgumentException("no round in common");
    }
    var ratio = Statistics.medianOfRatios(first, second);
    return new Contest(first.length, ratio, min(first) / max(second), result(first, second, ratio));
  }

  /**
   * Whether each of the first arm's trials took longer by a tenth at least than each of the
   * second's. Of trials with 5 % of noise, twice each, less than one in a hundred pairs look so by
   * chance.
   */
  boolean isBehind() {
    return rounds >= ROUNDS_TO_BET && gap > BEHIND;
  }

  /** Whether the two have met. */
  static boolean possible(Map<Integer, Double> one, Map<Integer, Double> other) {
    return new TreeMap<>(one).keySet().stream().anyMatch(other::containsKey);
  }

  private static Result result(double[] first, double[] second, Interval ratio) {
    if (first.length < ROUNDS_IF_APART) {
      return ofFew(first, second);
    }
    var ones = withoutSpike(first);
    var others = withoutSpike(second);
    if (ratio.median() > WORTH_NAMING && apart(ones, others)) {
      return Result.SLOWER;
    }
    if (ratio.median() < 1 / WORTH_NAMING && apart(others, ones)) {
      return Result.FASTER;
    }
    if (first.length < ROUNDS_TO_DECIDE) {
      return Result.OPEN;
    }
    if (Statistics.oneSidedness(logarithms(first, second)) < MOST_PROBABLE_BY_CHANCE) {
      if (ratio.low() > WORTH_NAMING) {
        return Result.SLOWER;
      }
      if (ratio.high() < 1 / WORTH_NAMING) {
        return Result.FASTER;
      }
    }
    return ratio.low() > 1 / WORTH_NAMING && ratio.high() < WORTH_NAMING
        ? Result.ALIKE
        : Result.OPEN;
  }

  private static double[] logarithms(double[] above, double[] below) {
    return IntStream.range(0, above.length)
        .mapToDouble(i -> Math.log(above[i] / below[i]))
        .toArray();
  }

  // As with arms that are given up: so much is no chance, even once.
  private static Result ofFew(double[] first, double[] second) {
    if (min(first) > FAR * max(second)) {
      return Result.SLOWER;
    }
    return min(second) > FAR * max(first) ? Result.FASTER : Result.OPEN;
  }

  // Something else that wants the machine for a moment makes one trial much slower; that alone must
  // not hide a difference that all others show.
  private static double[] withoutSpike(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return values.length > ROUNDS_IF_APART ? Arrays.copyOf(sorted, sorted.length - 1) : sorted;
  }

  // The gap between them is twice as wide as either of them.
  private static boolean apart(double[] slow, double[] fast) {
    double gap = min(slow) - max(fast);
    return gap > GAP_TO_RANGE * Math.max(max(slow) - min(slow), max(fast) - min(fast));
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}
