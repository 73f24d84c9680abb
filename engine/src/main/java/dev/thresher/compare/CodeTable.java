package dev.thresher.compare;

import dev.thresher.compare.CodeTime.Part;
import dev.thresher.report.Quantities;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the time in the code of a task is made of, in each arm, as rows of text. */
final class CodeTable {
  static final String TITLE =
      "the time in a task's own code: mean of a run, median over runs; parked is also asleep, and"
          + " rest is input and output and what is not known";

  private CodeTable() {}

  /** With the headings as the first row; none if no arm tells. */
  static List<List<String>> rows(List<ArmResult> arms) {
    var slowDowns = SlowDown.of(arms);
    var rows = new ArrayList<List<String>>();
    for (var result : arms) {
      result
          .code()
          .ifPresent(code -> {
            var against = slowDowns.stream().filter(one -> one.arm().equals(result.arm()));
            rows.add(
                row(result.arm(), code, against.findFirst().map(CodeTable::times).orElse("-")));
          });
    }
    if (!rows.isEmpty()) {
      var headings = new ArrayList<>(List.of("arm"));
      Arrays.stream(Part.values()).map(Part::words).forEach(headings::add);
      headings.addAll(List.of("whole", "to alone", "allocated"));
      rows.addFirst(headings);
    }
    return rows;
  }

  private static List<String> row(Arm arm, CodeTime code, String toAlone) {
    var cells = new ArrayList<>(List.of(arm.name()));
    for (var part : Part.values()) {
      cells.add(code.knows(part) ? duration(code.seconds(part)) : "-");
    }
    cells.add(duration(code.whole()));
    cells.add(toAlone);
    cells.add(
        code.allocatedBytes().isPresent()
            ? Quantities.bytes(Math.round(code.allocatedBytes().getAsDouble()))
            : "-");
    return cells;
  }

  private static String duration(double seconds) {
    return seconds == 0 ? "0 s" : Quantities.duration(seconds * 1e9);
  }

  private static String times(SlowDown slowDown) {
    return String.format(Locale.ROOT, "%.2f x", slowDown.factor());
  }
}
