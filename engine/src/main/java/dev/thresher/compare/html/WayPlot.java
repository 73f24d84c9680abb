package dev.thresher.compare.html;

import dev.thresher.compare.Arm;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.TaskWay;
import dev.thresher.compare.TaskWay.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Bars that show the way of a task in each arm. */
final class WayPlot {
  private static final String TITLE = "The way of a task";

  private record Row(Arm arm, TaskWay way) {}

  private WayPlot() {}

  static Figure of(Comparison comparison) {
    var rows =
        comparison.arms().stream()
            .flatMap(result -> result.way().map(way -> new Row(result.arm(), way)).stream())
            .toList();
    if (rows.isEmpty()) {
      return new Figure.LeftOut(TITLE, "no trial noted the moments of its tasks");
    }
    var bars = new StackedBars(rows.stream().map(WayPlot::bar).toList());
    return new Figure.Drawn(
        TITLE,
        bars.drawing(
            "way",
            TITLE,
            "from being handed out to being committed",
            Patterns.stripesUp("there-stripes"),
            Patterns.dots("there-dots"),
            Patterns.stripesDown("back-stripes"),
            Patterns.dots("back-dots")),
        bars.legend(),
        "From being handed out until the result is in: the mean over the tasks of a run, of that the"
            + " median over the trials of an arm. It is the way of a task, not the use of slots:"
            + " while one waits, its slot works on others of its batch, and batches are as large as"
            + " pays. Much of it beside the code is a price only where slots have nothing to do"
            + " meanwhile.",
        numbers(rows));
  }

  private static StackedBars.Bar bar(Row row) {
    var parts =
        Arrays.stream(Stretch.values())
            .map(stretch ->
                new StackedBars.Part(
                    look(stretch),
                    stretch.words(),
                    stretch.words() + ": " + stretch.meaning(),
                    row.way().seconds(stretch)))
            .toList();
    return new StackedBars.Bar(row.arm(), row.way().whole(), parts);
  }

  private static String look(Stretch stretch) {
    return "way-" + stretch.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<Stretch> used(List<Row> rows) {
    return Arrays.stream(Stretch.values())
        .filter(stretch -> rows.stream().anyMatch(row -> row.way().seconds(stretch) > 0))
        .toList();
  }

  private static Markup numbers(List<Row> rows) {
    var used = used(rows);
    var columns = new ArrayList<>(List.of("arm", "tasks followed"));
    used.forEach(stretch -> columns.add(stretch.words()));
    columns.add("together");
    columns.add("whole, as the coordinator sees it");
    var table = new Table("The way of a task, medians over trials", columns);
    for (var row : rows) {
      var cells = new ArrayList<>(List.of(row.arm().name()));
      cells.add(String.format(Locale.ROOT, "%,d", row.way().tasks()));
      for (var stretch : used) {
        double seconds = row.way().seconds(stretch);
        cells.add(seconds == 0 ? Table.NOTHING : Words.duration(seconds));
      }
      cells.add(Words.duration(row.way().sum()));
      cells.add(Words.duration(row.way().whole()));
      table.row(cells);
    }
    return table.written();
  }
}
