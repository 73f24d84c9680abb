package dev.thresher.compare.html;

import dev.thresher.compare.Arm;
import dev.thresher.compare.CodeTime;
import dev.thresher.compare.CodeTime.Part;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.SlowDown;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Bars that show what the time in a task's own code is made of, in each arm. */
final class CodePlot {
  private static final String TITLE = "In a task's own code";

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
    var bars = new StackedBars(rows.stream().map(CodePlot::bar).toList());
    return new Figure.Drawn(
        TITLE,
        bars.drawing(
            "code",
            TITLE,
            "in the code of one task",
            Patterns.stripesUp("monitor-stripes"),
            Patterns.dots("parked-dots"),
            Patterns.stripesDown("collection-stripes"),
            Patterns.dots("ready-dots")),
        bars.legend(),
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

  private static StackedBars.Bar bar(Row row) {
    var parts =
        Arrays.stream(Part.values())
            .map(part ->
                new StackedBars.Part(
                    "spent-" + part.words(),
                    part.words(),
                    part.meaning(),
                    row.code().seconds(part)))
            .toList();
    return new StackedBars.Bar(row.arm(), row.code().whole(), parts);
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
