package dev.thresher.compare;

import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.Comparison.Difference;
import dev.thresher.compare.Comparison.Sample;
import dev.thresher.compare.Ranking.Measured;
import dev.thresher.compare.Trial.Ending.Completed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    var ranking = Ranking.of(plain.stream().map(one -> Measured.of(one, sample)).toList());
    return ranking.isEmpty()
        ? plain
        : plain.stream().map(result -> ranked(result, ranking.get())).toList();
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

  private static ArmResult ranked(ArmResult result, Ranking ranking) {
    var toBest =
        result.arm().equals(ranking.best())
            ? Optional.of(Interval.exactly(1))
            : Optional.ofNullable(ranking.contests().get(result.arm())).map(Contest::ratio);
    return new ArmResult(
        result.arm(),
        result.trials(),
        result.time(),
        toBest,
        result.whole(),
        result.standing(),
        result.warnings());
  }

  /** What is to be said of the comparison as a whole. */
  public static List<String> warnings(List<ArmResult> results, double budgetSeconds) {
    var warnings = new ArrayList<>(Warnings.ofAll(results));
    budgetThatWouldDo(results, budgetSeconds).ifPresent(warnings::add);
    return warnings;
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
        if (trial.ending() instanceof Completed(String checksum)) {
          if (first.isEmpty()) {
            first = Optional.of(new Given(arm.arm(), checksum));
          } else if (!first.get().checksum().equals(checksum)) {
            return Optional.of(difference(first.get(), new Given(arm.arm(), checksum)));
          }
        }
      }
    }
    return Optional.empty();
  }

  private record Given(Arm arm, String checksum) {}

  private static Difference difference(Given one, Given other) {
    var sentence =
        one.arm().equals(other.arm())
            ? one.arm()
                + " gives a different result each time: the workload draws unseeded random numbers,"
                + " asks a clock, or its tasks disturb one another; times of different results are"
                + " not compared"
            : one.arm()
                + " and "
                + other.arm()
                + " give different results (SHA-256 %s… and %s…): look for state that tasks share,"
                    .formatted(one.checksum().substring(0, 8), other.checksum().substring(0, 8))
                + " such as static fields, or for what differs from run to run; times of different"
                + " results are not compared";
    return new Difference(one.arm(), other.arm(), sentence);
  }
}
