package dev.thresher.compare;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who is best, who cannot be told apart from it, and whom to choose.
 *
 * @param best the arm with the smallest median
 * @param contests of every other measured arm against the best, the arm first; those too slow to be
 *     measured further count as slower
 * @param tied the best and those that are not measurably slower, the simplest first
 */
record Ranking(Arm best, Map<Arm, Contest> contests, List<Arm> tied) {

  /** What was measured of one arm. */
  record Measured(Arm arm, ArmResult.Standing standing, Map<Integer, Double> rounds) {
    /** Where trials ran a sample, it is what all tasks would take that counts. */
    static Measured of(ArmResult result, Optional<Comparison.Sample> sample) {
      var rounds = new TreeMap<Integer, Double>();
      result
          .counting()
          .forEach(trial ->
              rounds.put(
                  trial.round(), sample.map(part -> part.whole(trial)).orElse(trial.seconds())));
      return new Measured(result.arm(), result.standing(), rounds);
    }

    double median() {
      return Statistics.median(rounds.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    boolean races() {
      return !rounds.isEmpty() && standing != ArmResult.Standing.FAILED;
    }
  }

  /** Empty if nothing was measured. */
  static Optional<Ranking> of(List<Measured> all) {
    var racing = all.stream().filter(Measured::races).toList();
    return racing.stream()
        .min(Comparator.comparingDouble(Measured::median))
        .map(best -> against(best, racing));
  }

  private static Ranking against(Measured best, List<Measured> racing) {
    var contests = new HashMap<Arm, Contest>();
    for (var other : racing) {
      if (!other.arm().equals(best.arm()) && Contest.possible(other.rounds(), best.rounds())) {
        contests.put(other.arm(), contest(other, best));
      }
    }
    var tied =
        racing.stream()
            .map(Measured::arm)
            .filter(arm -> arm.equals(best.arm()) || !isSlower(contests.get(arm)))
            .sorted(Arm.SIMPLER_FIRST)
            .toList();
    return new Ranking(best.arm(), Map.copyOf(contests), tied);
  }

  private static boolean isSlower(@org.jspecify.annotations.Nullable Contest contest) {
    return contest != null && contest.result() == Contest.Result.SLOWER;
  }

  private static Contest contest(Measured other, Measured best) {
    var contest = Contest.of(other.rounds(), best.rounds());
    return other.standing() == ArmResult.Standing.HOPELESS
        ? new Contest(contest.rounds(), contest.ratio(), contest.gap(), Contest.Result.SLOWER)
        : contest;
  }

  /**
   * The simplest of those that cannot be told apart from the best, but for those behind it in every
   * trial.
   */
  Arm choice() {
    return tied.stream().filter(arm -> !isBehind(arm)).findFirst().orElse(best);
  }

  /** Simpler arms that were not chosen, as they were behind the best in every trial. */
  List<Arm> passedOver() {
    return tied.stream().takeWhile(arm -> !arm.equals(choice())).toList();
  }

  private boolean isBehind(Arm arm) {
    var contest = contests.get(arm);
    return contest != null && contest.isBehind();
  }

  /** Whether the choice is the best and everything else is measurably slower. */
  boolean hasWinner() {
    return tied.size() == 1 && !contests.isEmpty();
  }
}
