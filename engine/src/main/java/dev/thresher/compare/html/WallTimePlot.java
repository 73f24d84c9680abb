package dev.thresher.compare.html;

import dev.thresher.compare.Arm;
import dev.thresher.compare.ArmResult;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.Comparison.Sample;
import dev.thresher.compare.Interval;
import dev.thresher.compare.Trial;
import dev.thresher.compare.Verdict;
import dev.thresher.compare.Warning;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every single trial as a dot, with the median and its interval, a row for each arm. Where trials
 * ran a sample of the tasks, it is what all of them would have taken: by this arms are compared.
 */
final class WallTimePlot {
  private static final String TITLE = "Wall time of each arm";
  private static final double LEFT = 14;
  private static final double ROW = 46;
  private static final double TOP = 8;

  /** Slowest to fastest trial from which equal steps would press the fast ones together. */
  private static final double TOO_WIDE = 12;

  /** Fastest to slowest trial from which an axis that begins at 0 would show nothing. */
  private static final double TOO_NARROW = 0.6;

  private static final double[] SCATTER = {0, -5, 5, -2.5, 2.5};

  private WallTimePlot() {}

  static Figure of(Comparison comparison) {
    var measured = comparison.arms().stream().filter(ArmResult::isMeasured).toList();
    if (measured.isEmpty()) {
      return new Figure.LeftOut(TITLE, "no arm has a trial whose time counts");
    }
    double bottom = TOP + measured.size() * ROW;
    var axis = axis(measured, comparison.sample());
    var choice = comparison.verdict().map(Verdict::choice);
    var parts = new ArrayList<Markup>();
    parts.add(axis.across(TOP, bottom));
    for (int row = 0; row < measured.size(); row++) {
      double top = TOP + row * ROW;
      parts.addAll(row(measured.get(row), top, axis, choice, comparison.sample()));
    }
    var drawing =
        Figure.drawing("wall-time", TITLE, Words.times(measured) + ".", bottom + 48, parts);
    return new Figure.Drawn(
        TITLE,
        drawing,
        Mark.legend(measured.stream().map(one -> one.arm().place()).distinct().toList()),
        caption(comparison, axis),
        TrialTable.of(comparison.arms()));
  }

  private static double seconds(Trial trial, Optional<Sample> sample) {
    return sample.map(part -> part.whole(trial)).orElse(trial.seconds());
  }

  private static Axis axis(List<ArmResult> measured, Optional<Sample> sample) {
    var what = sample.isPresent() ? "expected wall time of all tasks" : "wall time of a run";
    var seconds = new DoubleSummaryStatistics();
    for (var result : measured) {
      result.counting().forEach(trial -> seconds.accept(seconds(trial, sample)));
      result
          .judged()
          .ifPresent(time -> {
            seconds.accept(time.low());
            seconds.accept(time.high());
          });
    }
    double low = seconds.getMin();
    double high = seconds.getMax();
    if (low > 0 && high > low * TOO_WIDE) {
      return Axis.timeInDecades(what, low, high, LEFT, Figure.RIGHT);
    }
    double start = low > high * TOO_NARROW ? low : 0;
    return Axis.time(what, start, high, LEFT, Figure.RIGHT);
  }

  private static List<Markup> row(
      ArmResult result, double top, Axis axis, Optional<Arm> choice, Optional<Sample> sample) {
    var parts = new ArrayList<Markup>();
    var time = result.judged().orElseThrow();
    boolean chosen = choice.filter(result.arm()::equals).isPresent();
    var name = result.arm().name() + (chosen ? " – chosen" : "");
    parts.add(Draw.text(LEFT - 8, top + 14, chosen ? "name strong" : "name", name));
    parts.add(
        Draw.text(
            Figure.RIGHT + 8,
            top + 14,
            "end value",
            Words.duration(time.median()) + " (" + Words.range(time) + ")"));
    interval(time, top + 31, axis, Mark.colour(result.arm().place()), parts);
    var trials = result.counting();
    for (int i = 0; i < trials.size(); i++) {
      double x = axis.at(seconds(trials.get(i), sample));
      double y = top + 31 + SCATTER[i % SCATTER.length];
      parts.add(Mark.at(x, y, 3.2, result.arm().place(), "mark trial"));
    }
    double middle = axis.at(time.median());
    parts.add(Draw.line(middle, top + 21, middle, top + 41, "median"));
    return parts;
  }

  private static void interval(
      Interval time, double y, Axis axis, String colour, List<Markup> parts) {
    double left = axis.at(time.low());
    double right = axis.at(time.high());
    parts.add(Draw.box(left, y - 7, right - left, 14, "interval " + colour));
    parts.add(Draw.line(left, y - 7, left, y + 7, "end-of-interval"));
    parts.add(Draw.line(right, y - 7, right, y + 7, "end-of-interval"));
  }

  private static String caption(Comparison comparison, Axis axis) {
    var arms = comparison.arms();
    var caption = new StringBuilder();
    comparison
        .sample()
        .ifPresent(sample ->
            caption.append(
                String.format(
                    Locale.ROOT,
                    "Trials ran %,d of %,d tasks; shown is what all would take: start-up + number ×"
                        + " time per task. ",
                    sample.tasks(),
                    sample.ofTasks())));
    caption.append("A mark is one trial, the upright line the median, the band its 95 % interval");
    boolean few =
        arms.stream()
            .flatMap(arm -> arm.warnings().stream())
            .anyMatch(warning -> warning.kind() == Warning.Kind.FEW);
    caption.append(few ? "; of arms with too few trials, their range." : ".");
    if (axis.scale() instanceof Scale.Linear && axis.scale().low() > 0) {
      caption.append(" The axis begins at ");
      caption.append(Words.duration(axis.scale().low())).append(", not at 0.");
    }
    long warm =
        arms.stream()
            .flatMap(arm -> arm.trials().stream())
            .filter(trial -> trial.round() == 0)
            .count();
    long lost =
        arms.stream()
            .flatMap(arm -> arm.trials().stream())
            .filter(trial -> trial.round() > 0 && !trial.completed())
            .map(Trial::ending)
            .count();
    if (warm > 0 || lost > 0) {
      caption.append(" Not drawn: ").append(Quantities.count(warm, "run")).append(" to warm up");
      caption.append(lost > 0 ? ", " + lost + " that failed or were cut short." : ".");
    }
    return caption.toString();
  }
}
