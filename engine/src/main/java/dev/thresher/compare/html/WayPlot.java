package dev.thresher.compare.html;

import dev.thresher.compare.Arm;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.TaskWay;
import dev.thresher.compare.TaskWay.Stretch;
import dev.thresher.compare.html.Markup.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Bars that show the way of a task in each arm. */
final class WayPlot {
  private static final String TITLE = "The way of a task";
  private static final double LEFT = 14;
  private static final double TOP = 8;
  private static final double ROW = 46;

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
    double longest = rows.stream().mapToDouble(row -> row.way().sum()).max().orElse(0);
    double bottom = TOP + rows.size() * ROW;
    var axis =
        Axis.time("from being handed out to being committed", 0, longest, LEFT, Figure.RIGHT);
    var parts = new ArrayList<Markup>();
    parts.add(patterns());
    parts.add(axis.across(TOP, bottom));
    for (int i = 0; i < rows.size(); i++) {
      parts.addAll(drawn(rows.get(i), TOP + i * ROW, axis));
    }
    return new Figure.Drawn(
        TITLE,
        Figure.drawing("way", TITLE, description(rows), bottom + 48, parts),
        legend(rows),
        "From being handed out until the result is in: the mean over the tasks of a run, of that the"
            + " median over the trials of an arm. It is the way of a task, not the use of slots:"
            + " while one waits, its slot works on others of its batch, and batches are as large as"
            + " pays. Much of it beside the code is a price only where slots have nothing to do"
            + " meanwhile.",
        numbers(rows));
  }

  private static List<Markup> drawn(Row row, double top, Axis axis) {
    var parts = new ArrayList<Markup>();
    parts.add(Draw.text(LEFT - 8, top + 14, "name", row.arm().name()));
    parts.add(
        Draw.text(Figure.RIGHT + 8, top + 14, "end value", Words.duration(row.way().whole())));
    double at = 0;
    for (var stretch : Stretch.values()) {
      double left = axis.at(at);
      at += Math.max(0, row.way().seconds(stretch));
      if (axis.at(at) > left) {
        parts.add(Draw.box(left, top + 21, axis.at(at) - left, 19, "part " + look(stretch)));
      }
    }
    return parts;
  }

  private static String look(Stretch stretch) {
    return "way-" + stretch.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Markup patterns() {
    return Markup.element(
        "defs",
        Patterns.stripesUp("there-stripes"),
        Patterns.dots("there-dots"),
        Patterns.stripesDown("back-stripes"),
        Patterns.dots("back-dots"));
  }

  private static List<Stretch> used(List<Row> rows) {
    return Arrays.stream(Stretch.values())
        .filter(stretch -> rows.stream().anyMatch(row -> row.way().seconds(stretch) > 0))
        .toList();
  }

  private static Markup legend(List<Row> rows) {
    var items =
        used(rows).stream()
            .map(stretch ->
                Markup.element(
                    "li",
                    Mark.swatch(Draw.box(1, 1, 12, 12, "part " + look(stretch))),
                    Markup.text(" " + stretch.words() + ": " + stretch.meaning())))
            .toList();
    return Tag.of("ul").with("class", "legend").holding(items);
  }

  private static String description(List<Row> rows) {
    return rows.stream()
        .map(row ->
            row.arm()
                + ": "
                + used(List.of(row)).stream()
                    .map(part -> part.words() + " " + Words.duration(row.way().seconds(part)))
                    .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; ", "", "."));
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
