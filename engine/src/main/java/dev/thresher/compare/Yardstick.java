package dev.thresher.compare;

import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.Ranking.Measured;
import dev.thresher.compare.Trial.Ending;
import dev.thresher.report.Quantities;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a pool of Python does at the same work, beside what is chosen.
 *
 * @param ratio of its time to that of the choice, within rounds; empty if it has no time
 * @param sentence the same in words, or why it has none
 */
public record Yardstick(Arm arm, Optional<Interval> ratio, String sentence) {

  /** One for each arm that is one, in the order of the results. */
  static List<Yardstick> of(
      List<ArmResult> results, Optional<Comparison.Sample> sample, ArmResult choice) {
    return results.stream()
        .filter(result -> result.arm().isYardstick())
        .map(result -> of(result, sample, choice))
        .toList();
  }

  private static Yardstick of(
      ArmResult result, Optional<Comparison.Sample> sample, ArmResult choice) {
    var own = Measured.of(result, sample).rounds();
    var chosen = Measured.of(choice, sample).rounds();
    if (!Contest.possible(own, chosen)) {
      return new Yardstick(result.arm(), Optional.empty(), unmeasured(result, choice));
    }
    var contest = Contest.of(own, chosen);
    boolean isGivenUp = result.standing() == Standing.HOPELESS;
    return new Yardstick(
        result.arm(),
        Optional.of(contest.ratio()),
        sentence(
            result.arm() + (isGivenUp ? ", given up early," : ""),
            isGivenUp ? Contest.Result.SLOWER : contest.result(),
            contest.ratio(),
            choice.arm()));
  }

  private static String sentence(String arm, Contest.Result result, Interval ratio, Arm choice) {
    return switch (result) {
      case SLOWER -> arm + takes(ratio, choice);
      case FASTER ->
          String.format(
              Locale.ROOT,
              "%s is %.2f times as fast as %s (%.2f to %.2f)",
              arm,
              1 / ratio.median(),
              choice,
              1 / ratio.high(),
              1 / ratio.low());
      case ALIKE -> arm + takes(ratio, choice) + ": no difference worth naming";
      case OPEN ->
          String.format(
              Locale.ROOT,
              "%s is not told apart from %s for certain: %.2f times as long (%.2f to %.2f)",
              arm,
              choice,
              ratio.median(),
              ratio.low(),
              ratio.high());
    };
  }

  private static String takes(Interval ratio, Arm choice) {
    return String.format(
        Locale.ROOT,
        " takes %.2f times as long as %s (%.2f to %.2f)",
        ratio.median(),
        choice,
        ratio.low(),
        ratio.high());
  }

  private static String unmeasured(ArmResult result, ArmResult choice) {
    var last = result.trials().stream().reduce((_, later) -> later);
    if (last.isEmpty()) {
      return result.arm() + " was not measured";
    }
    return switch (last.get().ending()) {
      case Ending.Completed _ ->
          result.arm() + " has no trial beside one of " + choice.arm() + " that counts";
      case Ending.Failed _ -> result.arm() + " failed";
      case Ending.Cut(String reason) -> cut(result, last.get(), reason, choice);
    };
  }

  private static String cut(ArmResult result, Trial last, String reason, ArmResult choice) {
    var time = choice.time();
    return result.arm()
        + " "
        + reason
        + (result.standing() == Standing.HOPELESS && time.isPresent()
            ? String.format(
                Locale.ROOT,
                ": more than %.1f times as long as %s, which takes %s",
                last.seconds() / time.get().median(),
                choice.arm(),
                Quantities.duration(time.get().median() * 1e9))
            : "");
  }
}
