package dev.thresher.compare.html;

import dev.thresher.compare.ArmResult;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.Inside.TaskTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** How long single tasks took: median, 90th and 99th percentile, longest, a row for each arm. */
final class TaskTimesPlot {
  private static final String TITLE = "How long single tasks took";
  private static final double LEFT = 24;
  private static final double RIGHT = 452;
  private static final double TOP = 8;
  private static final double ROW = 46;

  /** What the axis begins with where the clock saw nothing. */
  private static final double LEAST = 1e-9;

  private TaskTimesPlot() {}

  /** Medians over trials of what each reports. */
  private record Row(ArmResult result, TaskTimes times) {}

  static Figure of(Comparison comparison) {
    var rows =
        comparison.arms().stream()
            .flatMap(result -> times(result).map(times -> new Row(result, times)).stream())
            .toList();
    if (rows.isEmpty()) {
      return new Figure.LeftOut(TITLE, "no trial reported the times of its tasks");
    }
    double least = rows.stream().mapToDouble(row -> row.times().median()).min().orElse(LEAST);
    double most = rows.stream().mapToDouble(row -> row.times().longest()).max().orElse(LEAST);
    double bottom = TOP + rows.size() * ROW;
    var axis =
        Axis.timeInDecades(
            "time in the code of one task",
            Math.max(least, LEAST),
            Math.max(most, LEAST),
            LEFT,
            RIGHT);
    var parts = new ArrayList<Markup>();
    parts.add(axis.across(TOP, bottom));
    for (int row = 0; row < rows.size(); row++) {
      parts.addAll(row(rows.get(row), TOP + row * ROW, axis));
    }
    return new Figure.Drawn(
        TITLE,
        Figure.drawing("task-times", TITLE, description(rows), bottom + 48, parts),
        Markup.NONE,
        "The mark is the median. The thick line ends at the 90th, the short upright one is the 99th"
            + " percentile, the thin line ends at the longest task. Quantiles are within 5 %, and"
            + " medians over the trials of an arm.",
        numbers(rows));
  }

  private static Optional<TaskTimes> times(ArmResult result) {
    var all =
        result.counting().stream()
            .flatMap(trial -> trial.inside().stream())
            .flatMap(inside -> inside.taskTimes().stream())
            .toList();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TaskTimes(
                median(all, TaskTimes::median),
                median(all, TaskTimes::p90),
                median(all, TaskTimes::p99),
                median(all, TaskTimes::longest)));
  }

  private static double median(List<TaskTimes> all, ToDoubleFunction<TaskTimes> quantile) {
    var sorted = all.stream().mapToDouble(quantile).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static List<Markup> row(Row row, double top, Axis axis) {
    var place = row.result().arm().place();
    var colour = Mark.colour(place);
    var times = row.times();
    double y = top + 31;
    double median = place(times.median(), axis);
    return List.of(
        Draw.text(6, top + 14, "name", row.result().arm().name()),
        Draw.text(
            Figure.RIGHT + 8,
            top + 14,
            "end value",
            "median "
                + Words.duration(times.median())
                + ", 99 % below "
                + Words.duration(times.p99())),
        Draw.line(median, y, place(times.longest(), axis), y, "thin " + colour),
        Draw.line(median, y, place(times.p90(), axis), y, "thick " + colour),
        tick(place(times.p99(), axis), y, 8, colour),
        tick(place(times.longest(), axis), y, 3, colour),
        Mark.at(median, y, 5.5, place, "mark"));
  }

  private static Markup tick(double x, double y, double half, String colour) {
    return Draw.line(x, y - half, x, y + half, "upright " + colour);
  }

  private static double place(double seconds, Axis axis) {
    return axis.at(Math.max(seconds, LEAST));
  }

  private static String description(List<Row> rows) {
    return rows.stream()
        .map(row ->
            "%s: median %s, 90th percentile %s, 99th %s, longest %s"
                .formatted(
                    row.result().arm(),
                    Words.duration(row.times().median()),
                    Words.duration(row.times().p90()),
                    Words.duration(row.times().p99()),
                    Words.duration(row.times().longest())))
        .collect(Collectors.joining("; ", "", "."));
  }

  private static Markup numbers(List<Row> rows) {
    var table =
        new Table(
            "Time in the code of one task, medians over trials",
            List.of("arm", "median", "90th percentile", "99th percentile", "longest"));
    for (var row : rows) {
      var times = row.times();
      table.row(
          List.of(
              row.result().arm().name(),
              Words.duration(times.median()),
              Words.duration(times.p90()),
              Words.duration(times.p99()),
              Words.duration(times.longest())));
    }
    return table.written();
  }
}
