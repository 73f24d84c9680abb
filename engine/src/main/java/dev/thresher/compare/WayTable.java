package dev.thresher.compare;

import dev.thresher.compare.TaskWay.Stretch;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The way of a task in each arm as rows of text; none if no arm tells. */
final class WayTable {
  static final String TITLE =
      "the way of a task, from being handed out until its result is in: mean of a run, median over"
          + " runs; while it waits its slot works on others of its batch";

  private WayTable() {}

  /** With the headings as the first row. */
  static List<List<String>> rows(List<ArmResult> arms) {
    var rows = new ArrayList<List<String>>();
    for (var result : arms) {
      result.way().ifPresent(way -> rows.add(row(result.arm(), way)));
    }
    if (!rows.isEmpty()) {
      var headings = new ArrayList<>(List.of("arm"));
      Arrays.stream(Stretch.values()).map(Stretch::words).forEach(headings::add);
      headings.add("whole");
      rows.addFirst(headings);
    }
    return rows;
  }

  private static List<String> row(Arm arm, TaskWay way) {
    var cells = new ArrayList<>(List.of(arm.name()));
    for (var stretch : Stretch.values()) {
      cells.add(way.seconds(stretch) == 0 ? "-" : duration(way.seconds(stretch)));
    }
    cells.add(duration(way.whole()));
    return cells;
  }

  // Narrow, as there are many columns.
  private static String duration(double seconds) {
    return seconds < 1e-6
        ? String.format(Locale.ROOT, "%.2f µs", seconds * 1e6)
        : Quantities.duration(seconds * 1e9);
  }
}
