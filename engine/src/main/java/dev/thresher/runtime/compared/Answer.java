package dev.thresher.runtime.compared;

import dev.thresher.api.Comparison;
import dev.thresher.compare.Arm;
import dev.thresher.compare.ArmResult;
import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.Interval;
import dev.thresher.compare.Reason;
import dev.thresher.compare.Results;
import dev.thresher.compare.Trial;
import dev.thresher.compare.Trial.Ending.Failed;
import dev.thresher.compare.Verdict;
import dev.thresher.compare.Verdicts;
import dev.thresher.report.Quantities;
import dev.thresher.trials.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Puts what was measured into the words of the program that asked. */
final class Answer {
  private static final double TOO_SHORT = 1e-3;

  private final Passes<?, ?> passes;
  private final int ofInputs;

  Answer(Passes<?, ?> passes, int ofInputs) {
    this.passes = passes;
    this.ofInputs = ofInputs;
  }

  Comparison to(Race.End end) {
    var results = Results.of(end.arms(), Optional.empty());
    var breakEven = Verdicts.breakEven(results, Optional.empty(), Optional.empty());
    var verdict =
        passes.difference().isPresent()
            ? Optional.<Verdict>empty()
            : Verdicts.of(results, Optional.empty(), breakEven, Optional.empty());
    return new Comparison(
        results.stream().map(this::arm).toList(),
        verdict.map(found -> place(found.choice())),
        verdict.map(Verdict::clear).orElse(false),
        passes
            .difference()
            .or(() -> verdict.map(Verdict::sentence))
            .orElse("no place could be measured"),
        verdict.stream().flatMap(one -> one.reasons().stream()).map(Reason::sentence).toList(),
        changes(verdict, results),
        warnings(results),
        passes.inputs().size(),
        ofInputs,
        end.reason());
  }

  private Comparison.Arm arm(ArmResult result) {
    return new Comparison.Arm(
        place(result.arm()),
        state(result.standing()),
        result.counting().stream().map(Trial::seconds).map(Answer::duration).toList(),
        result.time().map(Answer::time),
        result
            .toBest()
            .map(Interval::median)
            .map(OptionalDouble::of)
            .orElse(OptionalDouble.empty()),
        duration(passes.startSeconds(result.arm())),
        result.trials().stream()
            .map(Trial::ending)
            .filter(Failed.class::isInstance)
            .map(ending -> ((Failed) ending).sentence())
            .findFirst()
            .orElse(""));
  }

  private static String place(Arm arm) {
    return arm.numbered(1).name();
  }

  private static Comparison.State state(Standing standing) {
    return switch (standing) {
      case MEASURED -> Comparison.State.MEASURED;
      case HOPELESS -> Comparison.State.HOPELESS;
      case FAILED -> Comparison.State.FAILED;
      case UNMEASURED -> Comparison.State.UNMEASURED;
    };
  }

  private static Comparison.Time time(Interval seconds) {
    return new Comparison.Time(
        duration(seconds.median()), duration(seconds.low()), duration(seconds.high()));
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private List<String> changes(Optional<Verdict> verdict, List<ArmResult> results) {
    var changes = new ArrayList<String>();
    verdict.ifPresent(found -> {
      changes.addAll(found.changes());
      changes.addAll(found.isolation());
      changes.add(
          "a program that opens an executor for little work waits for its start, which is no part"
              + " of the times: "
              + results.stream()
                  .map(ArmResult::arm)
                  .map(arm -> text(passes.startSeconds(arm)) + " on " + arm)
                  .collect(Collectors.joining(", ")));
    });
    return changes;
  }

  private List<String> warnings(List<ArmResult> results) {
    var warnings = new ArrayList<>(Results.warnings(results, Double.MAX_VALUE));
    warnings.addAll(Results.warningsOfArms(results));
    for (var result : results) {
      result
          .time()
          .filter(time -> time.median() < TOO_SHORT)
          .ifPresent(time ->
              warnings.add(
                  "%s: a pass takes only %s; more inputs would say more"
                      .formatted(result.arm(), text(time.median()))));
    }
    passes.warning().ifPresent(warnings::add);
    return warnings;
  }

  private static String text(double seconds) {
    return Quantities.duration(seconds * 1e9);
  }
}
