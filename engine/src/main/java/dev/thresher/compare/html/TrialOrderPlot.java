package dev.thresher.compare.html;

import dev.thresher.compare.ArmResult;
import dev.thresher.compare.Comparison;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** Trials in the order of time, each against the median of its arm: shows what drifts. */
final class TrialOrderPlot {
  private static final String TITLE = "Trials in the order of time";
  private static final double LEFT = 52;
  private static final double RIGHT = 452;
  private static final double TOP = 34;
  private static final double BOTTOM = 250;
  private static final int FEWEST = 2;

  private TrialOrderPlot() {}

  static Figure of(Comparison comparison) {
    var arms =
        comparison.arms().stream()
            .filter(result -> result.counting().size() >= FEWEST)
            .filter(result -> result.time().filter(time -> time.median() > 0).isPresent())
            .toList();
    if (arms.isEmpty()) {
      return new Figure.LeftOut(TITLE, "no arm has two trials whose times count");
    }
    var at = new DoubleSummaryStatistics();
    var shares = new DoubleSummaryStatistics();
    for (var arm : arms) {
      for (var trial : arm.counting()) {
        at.accept(trial.startedAt());
        shares.accept(share(arm, trial.seconds()));
      }
    }
    var across = Axis.time("since the comparison began", 0, at.getMax(), LEFT, RIGHT);
    var up =
        Axis.numbers(
            "wall time, % of the arm's median",
            Math.min(95, shares.getMin()), Math.max(105, shares.getMax()), BOTTOM, TOP);
    var parts = new ArrayList<Markup>();
    parts.add(across.across(TOP, BOTTOM));
    parts.add(up.up(LEFT, RIGHT));
    parts.add(Draw.line(LEFT, up.at(100), RIGHT, up.at(100), "ideal"));
    arms.forEach(arm -> parts.addAll(marks(arm, across, up)));
    return new Figure.Drawn(
        TITLE,
        Figure.drawing("trial-order", TITLE, description(shares), BOTTOM + 48, parts),
        Mark.legend(arms.stream().map(arm -> arm.arm().place()).distinct().toList()),
        "A machine that stays as it is scatters its marks evenly about the line of 100\u00a0%. A slope, or"
            + " a step that all arms make at one time, is something else that began or ended.",
        Markup.NONE);
  }

  private static double share(ArmResult arm, double seconds) {
    return 100 * seconds / arm.time().orElseThrow().median();
  }

  private static List<Markup> marks(ArmResult arm, Axis across, Axis up) {
    return arm.counting().stream()
        .map(trial ->
            Mark.at(
                across.at(trial.startedAt()),
                up.at(share(arm, trial.seconds())),
                4,
                arm.arm().place(),
                "mark trial"))
        .toList();
  }

  private static String description(DoubleSummaryStatistics shares) {
    return Quantities.count(shares.getCount(), "trial")
        + ", between "
        + Quantities.percent(shares.getMin() / 100)
        + " and "
        + Quantities.percent(shares.getMax() / 100)
        + " of the median of their arm.";
  }
}
