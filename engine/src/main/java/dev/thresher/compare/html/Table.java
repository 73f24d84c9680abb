package dev.thresher.compare.html;

import dev.thresher.compare.html.Markup.Tag;
import java.util.ArrayList;
import java.util.List;

/** A table of text; the first cell of a row names it. It scrolls in a box of its own. */
final class Table {
  /** What was not measured. */
  static final String NOTHING = "–";

  private final String caption;
  private final List<String> columns;
  private final List<Markup> rows = new ArrayList<>();

  Table(String caption, List<String> columns) {
    this.caption = caption;
    this.columns = List.copyOf(columns);
  }

  void row(List<String> cells) {
    row(cells, "");
  }

  /**
   * @param look class of the style sheet, or empty
   */
  void row(List<String> cells, String look) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(cells + " in columns " + columns);
    }
    var row = new ArrayList<Markup>();
    row.add(heading("row", cells.getFirst()));
    cells.stream().skip(1).forEach(cell -> row.add(Markup.element("td", cell)));
    var tag = look.isEmpty() ? Tag.of("tr") : Tag.of("tr").with("class", look);
    rows.add(tag.holding(row));
  }

  Markup written() {
    var head = columns.stream().map(column -> heading("col", column)).toList();
    var table =
        Markup.element(
            "table",
            Markup.element("caption", Markup.element("span", caption)),
            Markup.element("thead", Tag.of("tr").holding(head)),
            Markup.element("tbody", Markup.lines(rows)));
    return Tag.of("div")
        .with("class", "wide")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", caption)
        .holding(table);
  }

  private static Markup heading(String scope, String text) {
    return Tag.of("th").with("scope", scope).holding(Markup.text(text));
  }
}
