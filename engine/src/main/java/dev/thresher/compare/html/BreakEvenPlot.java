package dev.thresher.compare.html;

import dev.thresher.compare.ArmPlace.OnBackend;
import dev.thresher.compare.BreakEven;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.GrainCost;
import dev.thresher.compare.html.Draw.Point;
import dev.thresher.model.BackendKind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What threads and processes would make of shorter and of longer tasks. */
final class BreakEvenPlot {
  private static final String TITLE = "Shorter and longer tasks";
  private static final double LEFT = 52;
  private static final double RIGHT = 452;
  private static final double TOP = 78;
  private static final double BOTTOM = 320;
  private static final int STEPS = 80;

  /** How far to both sides of the workload the axis reaches at least. */
  private static final double REACH = 100;

  /** A break-even that many times longer or shorter than the workload's tasks is not drawn. */
  private static final double FAR = 1e5;

  private static final String WHAT_IT_TAKES =
      "it takes threads:1, and threads and processes with as many workers each, two at least,"
          + " measured with tasks that report their times, and a hundred tasks for each slot or this"
          + " machine's own costs";

  private BreakEvenPlot() {}

  static Figure of(Comparison comparison) {
    return comparison
        .grainCosts()
        .<Figure>map(pair -> drawn(pair, comparison.breakEven()))
        .orElseGet(() -> new Figure.LeftOut(TITLE, WHAT_IT_TAKES));
  }

  private static Figure drawn(GrainCost.Pair pair, BreakEven breakEven) {
    var grain = grain(breakEven, pair.taskSeconds());
    double there = grain.orElse(pair.taskSeconds());
    double low = Math.min(pair.taskSeconds(), there) / REACH;
    double high = Math.max(pair.taskSeconds(), there) * REACH;
    var across = Axis.timeInDecades("time of one task alone", low, high, LEFT, RIGHT);
    double most =
        Math.max(1, Math.max(peak(pair.threads(), across), peak(pair.processes(), across)));
    var up = Axis.numbers("efficiency of slots (%)", 0, 100 * most, BOTTOM, TOP);
    var parts = new ArrayList<Markup>();
    parts.add(across.across(TOP, BOTTOM));
    grain.ifPresent(value ->
        note(across.at(value), 40, "break-even", "break-even " + Words.duration(value), parts));
    var here = "your workload is here: " + Words.duration(pair.taskSeconds());
    note(across.at(pair.taskSeconds()), 18, "here", here, parts);
    parts.add(up.up(LEFT, RIGHT));
    for (var cost : List.of(pair.threads(), pair.processes())) {
      double y = up.at(100 * cost.efficiency(pair.taskSeconds()));
      parts.add(curve(cost, across, up));
      parts.add(Mark.at(across.at(pair.taskSeconds()), y, 5, cost.arm().place(), "mark"));
    }
    return new Figure.Drawn(
        TITLE,
        Figure.drawing(
            "break-even", TITLE, Words.sentence(breakEven.sentence()), BOTTOM + 48, parts),
        Mark.legend(
            List.of(new OnBackend(BackendKind.THREADS), new OnBackend(BackendKind.PROCESSES))),
        caption(pair, breakEven),
        numbers(pair));
  }

  // None that lies so far off that the axis could not show both.
  private static OptionalDouble grain(BreakEven breakEven, double here) {
    return breakEven instanceof BreakEven.Grain grain
            && grain.seconds() > here / FAR
            && grain.seconds() < here * FAR
        ? OptionalDouble.of(grain.seconds())
        : OptionalDouble.empty();
  }

  private static double peak(GrainCost cost, Axis across) {
    return cost.efficiency(across.scale().high());
  }

  private static Markup curve(GrainCost cost, Axis across, Axis up) {
    double low = across.scale().low();
    double ratio = across.scale().high() / low;
    var points =
        IntStream.rangeClosed(0, STEPS)
            .mapToDouble(i -> low * Math.pow(ratio, (double) i / STEPS))
            .mapToObj(t -> new Point(across.at(t), up.at(100 * cost.efficiency(t))))
            .toList();
    return Draw.curve(points, "curve " + Mark.colour(cost.arm().place()));
  }

  private static void note(double x, double y, String look, String text, List<Markup> parts) {
    parts.add(Draw.line(x, y + 4, x, BOTTOM, "rule " + look));
    boolean isLeft = x < (LEFT + RIGHT) / 2;
    parts.add(Draw.text(isLeft ? x - 4 : x + 4, y, isLeft ? "note" : "end note", text));
  }

  private static String caption(GrainCost.Pair pair, BreakEven breakEven) {
    return Words.sentence(breakEven.sentence())
        + " Lines: the time of a task alone as a share of the slot time that it takes on "
        + pair.threads().arm()
        + " and on "
        + pair.processes().arm()
        + ", start-up apart, if only the length of tasks changed. "
        + (pair.measuredHere()
            ? "At the marks this is as measured, elsewhere a prediction."
            : "What a task costs beyond its code is that of tasks that do nothing: this workload has"
                + " too few tasks to tell.");
  }

  private static Markup numbers(GrainCost.Pair pair) {
    var table =
        new Table(
            "What the lines are drawn from",
            List.of(
                "arm",
                "slow-down of a task beside others",
                "slot time a task beyond its code",
                "half efficient from tasks of"));
    for (var cost : List.of(pair.threads(), pair.processes())) {
      var half = cost.halfEfficient();
      table.row(
          List.of(
              cost.arm().name(),
              Words.ratio(cost.slowDown()),
              Words.duration(cost.overheadSeconds()),
              half.isPresent() ? Words.duration(half.getAsDouble()) : Table.NOTHING));
    }
    return table.written();
  }
}
