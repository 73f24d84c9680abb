package dev.thresher.compare;

import dev.thresher.compare.Warning.Kind;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** Why measurements deserve less trust. */
final class Warnings {
  private static final double WIDE = 0.1;
  private static final double LITTLE_WORK = 0.1;
  private static final double MUCH_READY = 0.1;

  private Warnings() {}

  /** Of one arm. */
  static List<Warning> of(List<Trial> counting, ArmResult.Standing standing, Evidence evidence) {
    var warnings = new ArrayList<Warning>();
    // Of an arm that was given up nobody wants to know more.
    if (counting.isEmpty() || standing == ArmResult.Standing.HOPELESS) {
      return warnings;
    }
    var seconds = counting.stream().mapToDouble(Trial::seconds).toArray();
    if (seconds.length < Statistics.FEWEST_FOR_INTERVAL) {
      warnings.add(
          new Warning(
              Kind.FEW,
              Integer.toString(seconds.length),
              "what stands for it is their range; " + evidence.more() + " would tell more"));
    }
    outliers(seconds, warnings);
    noise(seconds, evidence, warnings);
    tooShort(counting, warnings);
    busy(counting, warnings);
    return warnings;
  }

  private static void outliers(double[] seconds, List<Warning> warnings) {
    var found = Statistics.outliers(seconds);
    if (found.length > 0 && seconds.length >= Statistics.FEWEST_FOR_INTERVAL) {
      double middle = Statistics.median(seconds);
      double farthest = middle;
      for (int i : found) {
        farthest =
            Math.abs(seconds[i] - middle) > Math.abs(farthest - middle) ? seconds[i] : farthest;
      }
      warnings.add(
          new Warning(
              Kind.OUTLIERS,
              "%d of %d, the farthest %s, the median %s"
                  .formatted(found.length, seconds.length, duration(farthest), duration(middle)),
              "was the machine quiet?"));
    }
  }

  private static void noise(double[] seconds, Evidence evidence, List<Warning> warnings) {
    var interval = Statistics.median95(seconds);
    if (interval.relativeHalfWidth() > WIDE) {
      warnings.add(
          new Warning(
              Kind.NOISE,
              "median %s, interval %s to %s"
                  .formatted(
                      duration(interval.median()),
                      duration(interval.low()),
                      duration(interval.high())),
              "close other programs, or " + evidence.advice()));
    }
  }

  private static void tooShort(List<Trial> counting, List<Warning> warnings) {
    var insides = counting.stream().flatMap(trial -> trial.inside().stream()).toList();
    if (insides.isEmpty()) {
      return;
    }
    double working =
        Statistics.median(insides.stream().mapToDouble(one -> one.phases().working()).toArray());
    double total =
        Statistics.median(insides.stream().mapToDouble(one -> one.phases().total()).toArray());
    if (working < LITTLE_WORK * total) {
      warnings.add(
          new Warning(
              Kind.TOO_SHORT,
              "%s of %s".formatted(duration(working), duration(total)),
              "what is compared here is starting and stopping; more tasks would say more about the"
                  + " backends"));
    }
  }

  private static void busy(List<Trial> counting, List<Warning> warnings) {
    var shares =
        counting.stream()
            .flatMap(trial -> trial.inside().flatMap(Inside::code).stream())
            .filter(code -> code.whole() > 0)
            .mapToDouble(code -> code.seconds(CodeTime.Part.READY) / code.whole())
            .toArray();
    if (shares.length > 0 && Statistics.median(shares) > MUCH_READY) {
      warnings.add(
          new Warning(
              Kind.BUSY,
              "%.0f %% of their time".formatted(100 * Statistics.median(shares)),
              "close other programs, or take fewer workers"));
    }
  }

  /** Of all arms, each one said once for all arms that it is true of. */
  static List<String> together(List<ArmResult> results) {
    record Matter(Kind kind, String advice) {}
    var places = new LinkedHashMap<Matter, StringJoiner>();
    for (var result : results) {
      for (var warning : result.warnings()) {
        places
            .computeIfAbsent(
                new Matter(warning.kind(), warning.advice()), _ -> new StringJoiner(", "))
            .add(result.arm() + " (" + warning.figures() + ")");
      }
    }
    return places.entrySet().stream()
        .map(entry ->
            entry.getKey().kind().words()
                + " on "
                + entry.getValue()
                + ": "
                + entry.getKey().advice())
        .toList();
  }

  /** Of the comparison as a whole. */
  static List<String> ofAll(List<ArmResult> results) {
    record Normal(double at, double share) {}
    var all =
        results.stream()
            .flatMap(result -> {
              var counting = result.counting();
              if (counting.size() < 2) {
                return Stream.<Normal>empty();
              }
              double median =
                  Statistics.median(counting.stream().mapToDouble(Trial::seconds).toArray());
              return counting.stream()
                  .map(trial -> new Normal(trial.startedAt(), trial.seconds() / median));
            })
            .sorted(Comparator.comparingDouble(Normal::at))
            .toList();
    var drift =
        Drift.in(
            all.stream().mapToDouble(Normal::at).toArray(),
            all.stream().mapToDouble(Normal::share).toArray());
    return drift.map(Drift::sentence).stream().toList();
  }

  private static String duration(double seconds) {
    return Quantities.duration(seconds * 1e9);
  }
}
