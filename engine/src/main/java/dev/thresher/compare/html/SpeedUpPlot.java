package dev.thresher.compare.html;

import dev.thresher.compare.Arm;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.html.Draw.Point;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Speed-up over workers, with bands and the line that nothing exceeds. */
final class SpeedUpPlot {
  private static final String TITLE = "Speed-up with more workers";
  private static final double LEFT = 46;
  private static final double RIGHT = 440;
  private static final double TOP = 34;
  private static final double BOTTOM = 300;

  private SpeedUpPlot() {}

  static Figure of(Comparison comparison) {
    return SpeedUp.of(comparison.arms())
        .<Figure>map(speedUp -> drawn(speedUp, comparison))
        .orElseGet(() ->
            new Figure.LeftOut(
                TITLE, "no backend was measured with more than one number of workers"));
  }

  private static Figure drawn(SpeedUp speedUp, Comparison comparison) {
    int most = speedUp.mostWorkers();
    int fewest = speedUp.base().workers();
    var across = Axis.counts("workers", fewest, most, LEFT, RIGHT);
    double highest =
        speedUp.lines().stream()
            .flatMap(line -> line.points().stream())
            .mapToDouble(point -> point.factor().high())
            .max()
            .orElse(1);
    var up =
        Axis.numbers(
            "times as fast as " + speedUp.base(),
            0,
            Math.max(highest, speedUp.ideal(most)),
            BOTTOM,
            TOP);
    var parts = new ArrayList<Markup>();
    parts.add(across.across(TOP, BOTTOM));
    parts.add(up.up(LEFT, RIGHT));
    ideal(speedUp, across, up, fewest, most, parts);
    speedUp.lines().forEach(line -> parts.add(band(line, across, up)));
    speedUp.lines().forEach(line -> curve(line, across, up, parts));
    var drawing = Figure.drawing("speed-up", TITLE, description(speedUp), BOTTOM + 48, parts);
    return new Figure.Drawn(
        TITLE,
        drawing,
        Mark.legend(speedUp.lines().stream().map(SpeedUp.Line::place).toList()),
        caption(speedUp, comparison),
        numbers(speedUp));
  }

  private static void ideal(
      SpeedUp speedUp, Axis across, Axis up, int fewest, int most, List<Markup> parts) {
    double x = across.at(most);
    double y = up.at(speedUp.ideal(most));
    parts.add(Draw.line(across.at(fewest), up.at(speedUp.ideal(fewest)), x, y, "ideal"));
    parts.add(Draw.text(x - 8, y + 4, "end note halo", "ideal"));
  }

  private static Markup band(SpeedUp.Line line, Axis across, Axis up) {
    var outline = new ArrayList<Point>();
    for (var point : line.points()) {
      outline.add(new Point(across.at(point.workers()), up.at(point.factor().high())));
    }
    for (var point : line.points().reversed()) {
      outline.add(new Point(across.at(point.workers()), up.at(point.factor().low())));
    }
    return Draw.area(outline, "band " + Mark.colour(line.place()));
  }

  private static void curve(SpeedUp.Line line, Axis across, Axis up, List<Markup> parts) {
    var points =
        line.points().stream()
            .map(point -> new Point(across.at(point.workers()), up.at(point.factor().median())))
            .toList();
    parts.add(Draw.curve(points, "curve " + Mark.colour(line.place())));
    points.forEach(point -> parts.add(Mark.at(point.x(), point.y(), 5, line.place(), "mark")));
  }

  private static String caption(SpeedUp speedUp, Comparison comparison) {
    var unlimited =
        comparison.arms().stream()
            .anyMatch(result -> result.isMeasured() && result.arm().workers() == Arm.UNLIMITED);
    return "Whole runs, the start of their processes included, against "
        + speedUp.base()
        + (comparison.sample().isPresent() ? ", as expected with all tasks" : "")
        + ". Bands reach from the least to the greatest factor that the 95 % intervals of both arms"
        + " allow, so they are rather too wide than too narrow."
        + (unlimited ? " virtual-threads without a limit have no number of workers." : "");
  }

  private static String description(SpeedUp speedUp) {
    return speedUp.lines().stream()
        .map(line ->
            line.place().keyword()
                + ": "
                + line.points().stream()
                    .map(point ->
                        point.workers() + " workers " + Words.ratio(point.factor()) + " times")
                    .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; ", "", "."));
  }

  private static Markup numbers(SpeedUp speedUp) {
    var table =
        new Table(
            "Speed-up against " + speedUp.base() + ", and how much of the ideal that is",
            List.of("backend", "workers", "times as fast", "efficiency"));
    for (var line : speedUp.lines()) {
      for (var point : line.points()) {
        table.row(
            List.of(
                line.place().keyword(),
                Integer.toString(point.workers()),
                Words.ratio(point.factor()),
                Quantities.percent(point.factor().median() / speedUp.ideal(point.workers()))));
      }
    }
    return table.written();
  }
}
