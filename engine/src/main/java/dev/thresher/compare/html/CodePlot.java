package dev.thresher.compare.html;

import dev.thresher.compare.Arm;
import dev.thresher.compare.CodeTime;
import dev.thresher.compare.CodeTime.Part;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.SlowDown;
import dev.thresher.compare.html.Markup.Tag;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Bars that show what the time in a task's own code is made of, in each arm. */
final class CodePlot {
  private static final String TITLE = "In a task's own code";
  private static final double LEFT = 14;
  private static final double TOP = 8;
  private static final double ROW = 46;

  private record Row(Arm arm, CodeTime code) {}

  private CodePlot() {}

  static Figure of(Comparison comparison) {
    var rows =
        comparison.arms().stream()
            .flatMap(result -> result.code().map(code -> new Row(result.arm(), code)).stream())
            .toList();
    if (rows.isEmpty()) {
      return new Figure.LeftOut(TITLE, "no trial noted what its tasks spent");
    }
    double longest = rows.stream().mapToDouble(row -> row.code().whole()).max().orElse(0);
    double bottom = TOP + rows.size() * ROW;
    var axis = Axis.time("in the code of one task", 0, longest, LEFT, Figure.RIGHT);
    var parts = new ArrayList<Markup>();
    parts.add(patterns());
    parts.add(axis.across(TOP, bottom));
    for (int i = 0; i < rows.size(); i++) {
      parts.addAll(drawn(rows.get(i), TOP + i * ROW, axis));
    }
    return new Figure.Drawn(
        TITLE,
        Figure.drawing("code", TITLE, description(rows), bottom + 48, parts),
        legend(rows),
        caption(SlowDown.of(comparison.arms())),
        numbers(rows));
  }

  private static String caption(List<SlowDown> slowDowns) {
    return "The mean over the tasks of a run that were measured, of that the median over the trials"
        + " of an arm. What grows from one task at a time to several is why tasks slow one another"
        + " down."
        + slowDowns.stream()
            .map(one -> " " + Words.sentence(one.sentence()))
            .collect(Collectors.joining());
  }

  private static List<Markup> drawn(Row row, double top, Axis axis) {
    var parts = new ArrayList<Markup>();
    parts.add(Draw.text(LEFT - 8, top + 14, "name", row.arm().name()));
    parts.add(
        Draw.text(Figure.RIGHT + 8, top + 14, "end value", Words.duration(row.code().whole())));
    double at = 0;
    for (var part : Part.values()) {
      double left = axis.at(at);
      at += row.code().seconds(part);
      if (axis.at(at) > left) {
        parts.add(Draw.box(left, top + 21, axis.at(at) - left, 19, "part " + look(part)));
      }
    }
    return parts;
  }

  private static String look(Part part) {
    return "spent-" + part.words();
  }

  private static Markup patterns() {
    return Markup.element(
        "defs",
        Patterns.stripesUp("monitor-stripes"),
        Patterns.dots("parked-dots"),
        Patterns.stripesDown("collection-stripes"),
        Patterns.dots("ready-dots"));
  }

  private static List<Part> used(List<Row> rows) {
    return Arrays.stream(Part.values())
        .filter(part -> rows.stream().anyMatch(row -> row.code().seconds(part) > 0))
        .toList();
  }

  private static Markup legend(List<Row> rows) {
    var items =
        used(rows).stream()
            .map(part ->
                Markup.element(
                    "li",
                    Mark.swatch(Draw.box(1, 1, 12, 12, "part " + look(part))),
                    Markup.text(" " + part.meaning())))
            .toList();
    return Tag.of("ul").with("class", "legend").holding(items);
  }

  private static String description(List<Row> rows) {
    return rows.stream()
        .map(row ->
            row.arm()
                + ": "
                + used(List.of(row)).stream()
                    .map(part -> part.words() + " " + Words.duration(row.code().seconds(part)))
                    .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; ", "", "."));
  }

  private static Markup numbers(List<Row> rows) {
    var columns = new ArrayList<>(List.of("arm", "tasks measured"));
    Arrays.stream(Part.values()).map(Part::words).forEach(columns::add);
    columns.addAll(List.of("together", "allocated by a task"));
    var table = new Table("In a task's own code, medians over trials", columns);
    rows.forEach(row -> table.row(cells(row)));
    return table.written();
  }

  private static List<String> cells(Row row) {
    var code = row.code();
    var cells = new ArrayList<>(List.of(row.arm().name()));
    cells.add(String.format(Locale.ROOT, "%,d", code.tasks()));
    for (var part : Part.values()) {
      cells.add(code.knows(part) ? Words.duration(code.seconds(part)) : Table.NOTHING);
    }
    cells.add(Words.duration(code.whole()));
    cells.add(
        code.allocatedBytes().isPresent()
            ? Quantities.bytes(Math.round(code.allocatedBytes().getAsDouble()))
            : Table.NOTHING);
    return cells;
  }
}
