package dev.thresher.compare;

import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.Comparison.Difference;
import dev.thresher.compare.Comparison.Sample;
import dev.thresher.compare.Ranking.Measured;
import dev.thresher.compare.Trial.Ending.Completed;
import dev.thresher.model.Value;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Trials summed up, arm by arm. */
public final class Results {
  private static final int ROUNDS_TO_TELL_FAR_ONES_APART = 3;
  private static final int ROUNDS_TO_TELL = 7;
  private static final double OVER_ESTIMATE = 1.2;

  private Results() {}

  /** One arm with its trials. */
  public record Raced(Arm arm, Standing standing, List<Trial> trials) {
    public Raced {
      trials = List.copyOf(trials);
    }
  }

  public static List<ArmResult> of(List<Raced> raced, Optional<Sample> sample) {
    return of(raced, sample, Evidence.TRIALS);
  }

  public static List<ArmResult> of(List<Raced> raced, Optional<Sample> sample, Evidence evidence) {
    var plain = raced.stream().map(one -> result(one, sample, evidence)).toList();
    var measured = plain.stream().map(one -> Measured.of(one, sample)).toList();
    var ranking = Ranking.of(measured.stream().filter(one -> !one.arm().isYardstick()).toList());
    return ranking.isEmpty()
        ? plain
        : plain.stream().map(result -> ranked(result, ranking.get(), measured)).toList();
  }

  private static ArmResult result(Raced raced, Optional<Sample> sample, Evidence evidence) {
    var counting = raced.trials().stream().filter(Trial::counts).toList();
    var seconds = counting.stream().mapToDouble(Trial::seconds).toArray();
    var time =
        seconds.length == 0
            ? Optional.<Interval>empty()
            : Optional.of(Statistics.median95(seconds));
    return new ArmResult(
        raced.arm(),
        raced.trials(),
        time,
        Optional.empty(),
        sample.flatMap(known -> whole(counting, known)),
        raced.standing(),
        Warnings.of(counting, raced.standing(), evidence));
  }

  private static Optional<Interval> whole(List<Trial> counting, Sample sample) {
    var seconds = counting.stream().mapToDouble(sample::whole).toArray();
    return seconds.length == 0 ? Optional.empty() : Optional.of(Statistics.median95(seconds));
  }

  private static ArmResult ranked(ArmResult result, Ranking ranking, List<Measured> measured) {
    var toBest =
        result.arm().equals(ranking.best())
            ? Optional.of(Interval.exactly(1))
            : toBest(result.arm(), ranking.best(), measured);
    return new ArmResult(
        result.arm(),
        result.trials(),
        result.time(),
        toBest,
        result.whole(),
        result.standing(),
        result.warnings());
  }

  private static Optional<Interval> toBest(Arm arm, Arm best, List<Measured> measured) {
    var own = rounds(arm, measured);
    var others = rounds(best, measured);
    return Contest.possible(own, others)
        ? Optional.of(Contest.of(own, others).ratio())
        : Optional.empty();
  }

  private static Map<Integer, Double> rounds(Arm arm, List<Measured> measured) {
    return measured.stream()
        .filter(one -> one.arm().equals(arm) && one.races())
        .findFirst()
        .map(Measured::rounds)
        .orElse(Map.of());
  }

  /** What is to be said of single arms, each one once for all arms that it is true of. */
  public static List<String> warningsOfArms(List<ArmResult> results) {
    return Warnings.together(results);
  }

  /** What is to be said of the comparison as a whole. */
  public static List<String> warnings(List<ArmResult> results, double budgetSeconds) {
    var warnings = new ArrayList<>(Warnings.ofAll(results));
    budgetThatWouldDo(results, budgetSeconds).ifPresent(warnings::add);
    notHeldAgainst(results).ifPresent(warnings::add);
    return warnings;
  }

  private static Optional<String> notHeldAgainst(List<ArmResult> results) {
    if (givesNothing(results, true)) {
      return Optional.of(
          "results of Python's pools are not compared, only that as many tasks ran: the Python file"
              + " has no reduce(results)");
    }
    boolean anyOfPython = results.stream().anyMatch(one -> completed(one, true));
    return anyOfPython && givesNothing(results, false)
        ? Optional.of(
            "results of Python's pools are not compared, only that as many tasks ran: the workload"
                + " has no reduce")
        : Optional.empty();
  }

  private static boolean completed(ArmResult result, boolean yardstick) {
    return result.arm().isYardstick() == yardstick
        && result.trials().stream().anyMatch(Trial::completed);
  }

  private static boolean givesNothing(List<ArmResult> results, boolean yardsticks) {
    return results.stream()
        .filter(result -> result.arm().isYardstick() == yardsticks)
        .flatMap(result -> result.trials().stream())
        .anyMatch(trial ->
            trial.ending() instanceof Completed(_, _, Optional<Value> result) && result.isEmpty());
  }

  // Six rounds tell arms apart that differ by a tenth or so; the warm-up is a seventh.
  private static Optional<String> budgetThatWouldDo(List<ArmResult> results, double budgetSeconds) {
    boolean tooFew =
        results.stream()
            .anyMatch(result ->
                result.standing() == Standing.UNMEASURED
                    || result.standing() == Standing.MEASURED
                        && result.counting().size() < ROUNDS_TO_TELL_FAR_ONES_APART);
    double round =
        results.stream()
            .flatMap(result -> result.trials().stream().reduce((_, last) -> last).stream())
            .mapToDouble(Trial::seconds)
            .sum();
    double enough = Math.ceil(round * ROUNDS_TO_TELL * OVER_ESTIMATE / 10) * 10;
    boolean anyMeasured = results.stream().anyMatch(ArmResult::isMeasured);
    return anyMeasured && tooFew && enough > budgetSeconds
        ? Optional.of(
            "a budget of %.0f s is small for these runs: --budget %.0fs would do"
                .formatted(budgetSeconds, enough))
        : Optional.empty();
  }

  /** Whether what the runs gave differs between arms, or within one. */
  public static Optional<Difference> difference(List<Raced> raced) {
    Optional<Given> first = Optional.empty();
    for (var arm : raced) {
      for (var trial : arm.trials()) {
        if (trial.ending() instanceof Completed completed) {
          var given = new Given(arm.arm(), completed);
          if (first.isEmpty()) {
            first = Optional.of(given);
          }
          var difference = difference(first.get(), given);
          if (difference.isPresent()) {
            return difference;
          }
        }
      }
    }
    return Optional.empty();
  }

  private record Given(Arm arm, Completed what) {}

  private static Optional<Difference> difference(Given one, Given other) {
    if (one.arm().isYardstick() || other.arm().isYardstick()) {
      return one.what()
          .result()
          .flatMap(ones ->
              other.what().result().flatMap(others -> ResultValues.difference(ones, others)))
          .map(where -> acrossLanguages(one.arm(), other.arm(), where));
    }
    return one.what().checksum().equals(other.what().checksum())
        ? Optional.empty()
        : Optional.of(differing(one, other));
  }

  private static Difference acrossLanguages(Arm one, Arm other, String where) {
    return new Difference(
        one,
        other,
        one.equals(other)
            ? one + " gives a different result each time: " + where
            : one
                + " and "
                + other
                + " give different results: "
                + where
                + "; the function and reduce of the Python file must compute what the workload does;"
                + " times of different results are not compared");
  }

  private static Difference differing(Given one, Given other) {
    var sentence =
        one.arm().equals(other.arm())
            ? one.arm()
                + " gives a different result each time"
                + where(one.what(), other.what())
                + ": the workload draws unseeded random numbers,"
                + " asks a clock, or its tasks disturb one another; times of different results are"
                + " not compared"
            : one.arm()
                + " and "
                + other.arm()
                + " give different results%s (SHA-256 %s… and %s…): look for state that tasks share,"
                    .formatted(
                        where(one.what(), other.what()),
                        one.what().checksum().substring(0, 8),
                        other.what().checksum().substring(0, 8))
                + " such as static fields, or for what differs from run to run, as a time of day in a file"
                + " does; times of different results are not compared";
    return new Difference(one.arm(), other.arm(), sentence);
  }

  private static String where(Completed one, Completed other) {
    var names = new TreeSet<>(one.files().keySet());
    names.addAll(other.files().keySet());
    var differing =
        names.stream()
            .filter(name -> !Objects.equals(one.files().get(name), other.files().get(name)))
            .toList();
    return names.isEmpty()
        ? ""
        : differing.isEmpty()
            ? ", though not in their files"
            : ", first in /" + differing.getFirst() + others(differing.size() - 1);
  }

  private static String others(int count) {
    return count == 0 ? "" : " and " + Quantities.count(count, "more file");
  }
}
