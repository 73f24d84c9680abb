package dev.thresher.compare;

import dev.thresher.model.BackendKind;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The arms as rows of text, the fastest first, for the terminal and for Markdown. */
final class ArmTable {
  static final List<String> HEADINGS =
      List.of(
          "arm", "median", "95 % interval", "to best", "speed-up", "CPU", "GC", "memory", "trials");

  private ArmTable() {}

  static List<List<String>> rows(Comparison comparison) {
    var alone =
        comparison.arms().stream()
            .filter(result -> result.arm().runsOn(BackendKind.THREADS))
            .filter(result -> result.arm().workers() == 1)
            .flatMap(result -> result.judged().stream())
            .mapToDouble(Interval::median)
            .findFirst();
    return comparison.arms().stream()
        .sorted(
            java.util.Comparator.comparingDouble(
                result -> result.judged().map(Interval::median).orElse(Double.MAX_VALUE)))
        .map(result -> row(result, alone))
        .toList();
  }

  private static List<String> row(ArmResult result, OptionalDouble alone) {
    var cells = new ArrayList<String>();
    cells.add(result.arm().name());
    cells.add(result.time().map(time -> duration(time.median())).orElse("-"));
    cells.add(
        result
            .time()
            .map(time -> duration(time.low()) + " .. " + duration(time.high()))
            .orElse("-"));
    cells.add(result.toBest().map(ratio -> times(ratio.median())).orElse("-"));
    cells.add(speedUp(result.judged(), alone, result.arm().workers()));
    cells.add(result.cpuSeconds().isEmpty() ? "-" : duration(result.cpuSeconds().getAsDouble()));
    cells.add(result.gcSeconds().isEmpty() ? "-" : duration(result.gcSeconds().getAsDouble()));
    cells.add(
        result.peakBytes().isEmpty()
            ? "-"
            : Quantities.bytes(Math.round(result.peakBytes().getAsDouble())));
    cells.add(trials(result));
    return cells;
  }

  // Of the whole run, start-up included, as its user sees it.
  private static String speedUp(Optional<Interval> time, OptionalDouble alone, int workers) {
    if (time.isEmpty() || alone.isEmpty()) {
      return "-";
    }
    double speedUp = alone.getAsDouble() / time.get().median();
    return workers > 1
        ? String.format(Locale.ROOT, "%.2f (%.0f %%)", speedUp, 100 * speedUp / workers)
        : String.format(Locale.ROOT, "%.2f", speedUp);
  }

  private static String trials(ArmResult result) {
    var count = Integer.toString(result.counting().size());
    return switch (result.standing()) {
      case MEASURED -> count;
      case HOPELESS -> count + ", given up";
      case FAILED -> "failed";
      case UNMEASURED -> "none";
    };
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f x", ratio);
  }

  private static String duration(double seconds) {
    return Quantities.duration(seconds * 1e9);
  }
}
