package dev.thresher.bench;

import dev.thresher.report.Quantities;
import dev.thresher.report.ResultText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines as people read them, on one screen. */
public final class BenchTable {
  private BenchTable() {}

  public static List<String> of(List<Line> lines) {
    var all = new ArrayList<String>();
    all.add(circumstances(lines));
    all.addAll(ResultText.aligned(rows(lines)));
    all.add(summary(lines));
    return all;
  }

  private static String circumstances(List<Line> lines) {
    return Parties.WORKERS
        + " workers each, ephemeral (no ledger); "
        + lines.stream()
            .filter(Line::crossesProcesses)
            .findFirst()
            .map(line -> "processes over " + line.transport().label() + "; ")
            .orElse("")
        + Quantities.count(Runtime.getRuntime().availableProcessors(), "processor")
        + ", JDK "
        + Runtime.version();
  }

  private static String summary(List<Line> lines) {
    long met = lines.stream().filter(Line::isMet).count();
    long missed = lines.stream().filter(Line::isMissed).count();
    long not = lines.stream().filter(Line::isNotJudged).count();
    return "musts: " + met + " met, " + missed + " missed, " + not + " not judged";
  }

  private static List<List<String>> rows(List<Line> lines) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "work", "backend", "metric", "median", "spread", "yardstick", "", "ratio", "must", ""));
    lines.forEach(line -> rows.add(row(line)));
    return rows;
  }

  private static List<String> row(Line line) {
    var target = line.target();
    var unit = target.metric().unit();
    return List.of(
        target.workload().word(),
        target.backend().keyword(),
        target.metric().word(),
        amount(line.ours().median(), unit),
        spread(line.ours()),
        target.yardstick().word(),
        line.yardstick().map(theirs -> amount(theirs.median(), unit)).orElse("-"),
        line.ratio().map(BenchTable::significant).orElse("-"),
        line.must(),
        line.judgement().text());
  }

  /** Half the distance between least and most, of the median. */
  private static String spread(Measurement ours) {
    double half = (ours.most() - ours.least()) / 2;
    return ours.median() == 0 || ours.repetitions().size() == 1
        ? ""
        : String.format(Locale.ROOT, "± %.0f %%", 100 * half / ours.median());
  }

  private static String amount(double value, Metric.Unit unit) {
    return switch (unit) {
      case TASKS_PER_SECOND -> Quantities.rate(value);
      case SECONDS -> Quantities.duration(value * 1e9);
      case MICROSECONDS -> Quantities.duration(value * 1e3);
      case BYTES, MEBIBYTES, MEBIBYTES_PER_SECOND, OF_IDEAL, TIMES_IDEAL ->
          significant(value) + " " + unit.word();
      case TASKS -> Long.toString(Math.round(value));
    };
  }

  private static String significant(double value) {
    double size = Math.abs(value);
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.0995 || size == 0 ? 2 : 4;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
