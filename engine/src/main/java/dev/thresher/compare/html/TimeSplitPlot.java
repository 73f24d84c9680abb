package dev.thresher.compare.html;

import dev.thresher.compare.Comparison;
import dev.thresher.compare.html.Markup.Tag;
import dev.thresher.compare.html.TimeSplit.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Bars that show where the time of each arm went. */
final class TimeSplitPlot {
  private static final String TITLE = "Where the time went";
  private static final double LEFT = 14;
  private static final double TOP = 8;
  private static final double ROW = 46;

  private TimeSplitPlot() {}

  static Figure of(Comparison comparison) {
    var splits = TimeSplit.of(comparison.arms());
    if (splits.isEmpty()) {
      return new Figure.LeftOut(TITLE, "no trial reported from its inside");
    }
    double longest = splits.stream().mapToDouble(TimeSplit::total).max().orElse(0);
    double bottom = TOP + splits.size() * ROW;
    var axis = Axis.time("wall time of a run", 0, longest, LEFT, Figure.RIGHT);
    var parts = new ArrayList<Markup>();
    parts.add(patterns());
    parts.add(axis.across(TOP, bottom));
    for (int row = 0; row < splits.size(); row++) {
      parts.addAll(row(splits.get(row), TOP + row * ROW, axis));
    }
    return new Figure.Drawn(
        TITLE,
        Figure.drawing("time-split", TITLE, description(splits), bottom + 48, parts),
        legend(splits),
        "Each part is the median over the trials of its arm. Slots are threads, or what processes"
            + " have of them. Between tasks: encoding, sending, waiting for work, decoding,"
            + " returning, and slots left empty at the end. Stops for garbage collection are within"
            + " the parts; the table of arms has them.",
        numbers(splits));
  }

  private static List<Markup> row(TimeSplit split, double top, Axis axis) {
    var parts = new ArrayList<Markup>();
    parts.add(Draw.text(LEFT - 8, top + 14, "name", split.arm().name()));
    parts.add(Draw.text(Figure.RIGHT + 8, top + 14, "end value", Words.duration(split.total())));
    double at = 0;
    for (var part : split.parts().entrySet()) {
      double left = axis.at(at);
      at += part.getValue();
      parts.add(Draw.box(left, top + 21, axis.at(at) - left, 19, "part " + part.getKey().look()));
    }
    return parts;
  }

  // Those without a pattern are plain.
  private static Markup patterns() {
    return Markup.element(
        "defs",
        Patterns.stripesUp("stripes-up"),
        Patterns.stripesDown("stripes-down"),
        Patterns.stripesUp("stripes-of-work"),
        Patterns.dots("dots"));
  }

  private static Markup legend(List<TimeSplit> splits) {
    var items =
        used(splits).stream()
            .map(part ->
                Markup.element(
                    "li",
                    Mark.swatch(Draw.box(1, 1, 12, 12, "part " + part.look())),
                    Markup.text(" " + part.words())))
            .toList();
    return Tag.of("ul").with("class", "legend").holding(items);
  }

  private static List<Part> used(List<TimeSplit> splits) {
    return Arrays.stream(Part.values())
        .filter(part -> splits.stream().anyMatch(split -> split.parts().containsKey(part)))
        .toList();
  }

  private static String description(List<TimeSplit> splits) {
    return splits.stream()
        .map(split ->
            split.arm()
                + ": "
                + split.parts().entrySet().stream()
                    .map(part -> part.getKey().words() + " " + Words.duration(part.getValue()))
                    .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; ", "", "."));
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
