package dev.thresher.compare.html;

import dev.thresher.compare.Arm;
import dev.thresher.compare.html.Markup.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A bar for each arm, of parts behind one another.
 *
 * @param bars all of the same parts in the same order
 */
record StackedBars(List<Bar> bars) {
  private static final double LEFT = 14;
  private static final double TOP = 8;
  private static final double ROW = 46;

  /**
   * @param look class of the style sheet
   * @param meaning for the legend
   * @param seconds 0 where the arm has nothing of it
   */
  record Part(String look, String words, String meaning, double seconds) {
    boolean isThere() {
      return seconds > 0;
    }
  }

  /**
   * @param whole is written at the end of the bar, seconds
   */
  record Bar(Arm arm, double whole, List<Part> parts) {
    double length() {
      return parts.stream().filter(Part::isThere).mapToDouble(Part::seconds).sum();
    }
  }

  /**
   * @param axis what the bars' lengths are
   * @param patterns those of the parts' looks that are not plain
   */
  Markup drawing(String id, String title, String axis, Markup... patterns) {
    double longest = bars.stream().mapToDouble(Bar::length).max().orElse(0);
    double bottom = TOP + bars.size() * ROW;
    var time = Axis.time(axis, 0, longest, LEFT, Figure.RIGHT);
    var parts = new ArrayList<Markup>();
    parts.add(Markup.element("defs", patterns));
    parts.add(time.across(TOP, bottom));
    for (int row = 0; row < bars.size(); row++) {
      parts.addAll(drawn(bars.get(row), TOP + row * ROW, time));
    }
    return Figure.drawing(id, title, description(), bottom + 48, parts);
  }

  private static List<Markup> drawn(Bar bar, double top, Axis time) {
    var parts = new ArrayList<Markup>();
    parts.add(Draw.text(LEFT - 8, top + 14, "name", bar.arm().name()));
    parts.add(Draw.text(Figure.RIGHT + 8, top + 14, "end value", Words.duration(bar.whole())));
    double at = 0;
    for (var part : bar.parts()) {
      if (part.isThere()) {
        double left = time.at(at);
        at += part.seconds();
        parts.add(Draw.box(left, top + 21, time.at(at) - left, 19, "part " + part.look()));
      }
    }
    return parts;
  }

  private String description() {
    return bars.stream()
        .map(bar ->
            bar.arm()
                + ": "
                + bar.parts().stream()
                    .filter(Part::isThere)
                    .map(part -> part.words() + " " + Words.duration(part.seconds()))
                    .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; ", "", "."));
  }

  /** Of the parts that any arm has. */
  Markup legend() {
    var meanings = new LinkedHashMap<String, String>();
    if (!bars.isEmpty()) {
      bars.getFirst().parts().forEach(part -> meanings.put(part.look(), part.meaning()));
    }
    meanings.keySet().removeIf(look -> bars.stream().noneMatch(bar -> has(bar, look)));
    var items =
        meanings.entrySet().stream()
            .map(part ->
                Markup.element(
                    "li",
                    Mark.swatch(Draw.box(1, 1, 12, 12, "part " + part.getKey())),
                    Markup.text(" " + part.getValue())))
            .toList();
    return Tag.of("ul").with("class", "legend").holding(items);
  }

  private static boolean has(Bar bar, String look) {
    return bar.parts().stream().anyMatch(part -> part.isThere() && part.look().equals(look));
  }
}
