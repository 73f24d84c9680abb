package dev.thresher.compare.html;

import dev.thresher.compare.Arm;
import dev.thresher.compare.ArmResult;
import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.Timeline;
import dev.thresher.compare.Timeline.Row;
import dev.thresher.model.Counted;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What each slot did when, in one trial of each arm: a row for each, tasks as bars. */
final class TimelinePlot {
  private static final String TITLE = "What workers did when";
  private static final double LEFT = 78;
  private static final double TOP = 4;
  private static final double HEADING = 24;
  private static final double ROW = 18;
  private static final double BAR = 13;
  private static final double GAP = 6;
  private static final int MOST_ARMS = 8;

  private record Shown(Arm arm, Timeline timeline) {}

  private TimelinePlot() {}

  static Figure of(Comparison comparison) {
    var all =
        comparison.arms().stream()
            .filter(result -> result.standing() == Standing.MEASURED)
            .flatMap(TimelinePlot::shown)
            .toList();
    if (all.isEmpty()) {
      return new Figure.LeftOut(TITLE, "no trial that counts noted when its tasks ran");
    }
    var arms = all.subList(0, Math.min(all.size(), MOST_ARMS));
    double longest = arms.stream().mapToDouble(one -> one.timeline().seconds()).max().orElse(0);
    double bottom = TOP + arms.stream().mapToDouble(TimelinePlot::height).sum();
    var axis = Axis.time("since the run began", 0, longest, LEFT, Figure.RIGHT);
    var parts = new ArrayList<Markup>();
    parts.add(axis.across(TOP, bottom));
    double top = TOP;
    for (var arm : arms) {
      parts.addAll(drawn(arm, top, axis));
      top += height(arm);
    }
    return new Figure.Drawn(
        TITLE,
        Figure.drawing("timeline", TITLE, description(arms), bottom + 48, parts),
        Mark.legend(arms.stream().map(one -> one.arm().place()).distinct().toList()),
        caption(arms, all.size()),
        numbers(arms));
  }

  private static java.util.stream.Stream<Shown> shown(ArmResult result) {
    return result.timeline().map(timeline -> new Shown(result.arm(), timeline)).stream();
  }

  private static double height(Shown arm) {
    return HEADING + arm.timeline().rows().size() * ROW + GAP;
  }

  private static List<Markup> drawn(Shown arm, double top, Axis axis) {
    var parts = new ArrayList<Markup>();
    parts.add(Draw.text(6, top + 16, "name", arm.arm().name()));
    double at = top + HEADING;
    for (var row : arm.timeline().rows()) {
      parts.add(Draw.text(LEFT - 6, at + BAR - 2, "end tick", row.name()));
      parts.add(Draw.line(LEFT, at + BAR, Figure.RIGHT, at + BAR, "grid"));
      parts.add(Draw.path(bars(row, at, axis), "bar " + Mark.colour(arm.arm().place())));
      at += ROW;
    }
    return parts;
  }

  // One path for all bars of a row: an element for each would make the page ten times as large.
  private static String bars(Row row, double top, Axis axis) {
    return row.bars().stream()
        .map(bar -> {
          double left = axis.at(bar.from());
          // A thread of ground is left between a task and the next.
          double width = Math.max(1, axis.at(bar.to()) - left - 0.4);
          var across = Coordinates.written(width);
          return "M"
              + Coordinates.written(left)
              + " "
              + Coordinates.written(top)
              + "h"
              + across
              + "v"
              + Coordinates.written(BAR)
              + "h-"
              + across
              + "z";
        })
        .collect(Collectors.joining());
  }

  private static String caption(List<Shown> arms, int of) {
    var caption =
        new StringBuilder(
            "The trial whose time is the median of its arm. A bar is a task, a gap a slot without"
                + " one. The start of the JVM lies before 0.");
    if (arms.stream().anyMatch(TimelinePlot::merges)) {
      caption.append(
          " What is too close together to be told apart here is one bar; the numbers below say how"
              + " many tasks are in how many bars.");
    }
    if (arms.stream().anyMatch(one -> one.timeline().ofBatches())) {
      caption.append(
          " There were too many tasks to note each: bars are what a slot ran in one go.");
    }
    arms.stream()
        .filter(one -> one.timeline().leftOut() > 0)
        .forEach(one ->
            caption.append(
                String.format(
                    Locale.ROOT,
                    " Of %s %,d further rows are left out.",
                    one.arm(),
                    one.timeline().leftOut())));
    if (of > arms.size()) {
      caption.append(" Only the first ").append(arms.size()).append(" arms are drawn.");
    }
    return caption.toString();
  }

  private static boolean merges(Shown one) {
    return one.timeline().count() > one.timeline().bars();
  }

  private static String description(List<Shown> arms) {
    return arms.stream()
        .map(one ->
            one.arm()
                + ": "
                + one.timeline().rows().stream()
                    .map(row -> row.name() + " busy " + Words.duration(busy(row)))
                    .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; ", "", "."));
  }

  private static double busy(Row row) {
    return row.bars().stream().mapToDouble(bar -> bar.to() - bar.from()).sum();
  }

  private static Markup numbers(List<Shown> arms) {
    var table =
        new Table(
            "Rows of the drawing",
            List.of("arm", "row", "first at", "last until", "bars", "of", "busy between"));
    for (var one : arms) {
      for (var row : one.timeline().rows()) {
        long count = row.bars().stream().mapToLong(bar -> bar.count()).sum();
        double from = row.bars().getFirst().from();
        double to = row.bars().getLast().to();
        table.row(
            List.of(
                one.arm().name(),
                row.name(),
                Words.duration(from),
                Words.duration(to),
                Integer.toString(row.bars().size()),
                one.timeline().ofBatches()
                    ? Counted.of(count, "batch", "batches")
                    : Counted.of(count, "task"),
                to > from ? Quantities.percent(busy(row) / (to - from)) : Table.NOTHING));
      }
    }
    return table.written();
  }
}
