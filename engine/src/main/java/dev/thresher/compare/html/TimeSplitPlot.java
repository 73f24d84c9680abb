package dev.thresher.compare.html;

import dev.thresher.compare.Comparison;
import dev.thresher.compare.html.TimeSplit.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bars that show where the time of each arm went. */
final class TimeSplitPlot {
  private static final String TITLE = "Where the time went";

  private TimeSplitPlot() {}

  static Figure of(Comparison comparison) {
    var splits = TimeSplit.of(comparison.arms());
    if (splits.isEmpty()) {
      return new Figure.LeftOut(TITLE, "no trial reported from its inside");
    }
    var bars = new StackedBars(splits.stream().map(TimeSplitPlot::bar).toList());
    return new Figure.Drawn(
        TITLE,
        bars.drawing(
            "time-split",
            TITLE,
            "wall time of a run",
            Patterns.stripesUp("stripes-up"),
            Patterns.stripesDown("stripes-down"),
            Patterns.stripesUp("stripes-of-work"),
            Patterns.dots("dots")),
        bars.legend(),
        "Each part is the median over the trials of its arm. Slots are threads, or what processes"
            + " have of them. Between tasks: encoding, sending, waiting for work, decoding,"
            + " returning, and slots left empty at the end. Stops for garbage collection are within"
            + " the parts; the table of arms has them.",
        numbers(splits));
  }

  private static StackedBars.Bar bar(TimeSplit split) {
    var parts =
        Arrays.stream(Part.values())
            .map(part ->
                new StackedBars.Part(
                    part.look(), part.words(), part.words(), split.parts().getOrDefault(part, 0.0)))
            .toList();
    return new StackedBars.Bar(split.arm(), split.total(), parts);
  }

  private static List<Part> used(List<TimeSplit> splits) {
    return Arrays.stream(Part.values())
        .filter(part -> splits.stream().anyMatch(split -> split.parts().containsKey(part)))
        .toList();
  }

  private static Markup numbers(List<TimeSplit> splits) {
    var used = used(splits);
    var columns = new ArrayList<String>();
    columns.add("arm");
    used.forEach(part -> columns.add(part.words()));
    columns.add("together");
    var table = new Table("Where the time of each arm went, medians over trials", columns);
    for (var split : splits) {
      var cells = new ArrayList<String>();
      cells.add(split.arm().name());
      for (var part : used) {
        var seconds = split.parts().get(part);
        cells.add(seconds == null ? Table.NOTHING : Words.duration(seconds));
      }
      cells.add(Words.duration(split.total()));
      table.row(cells);
    }
    return table.written();
  }
}
