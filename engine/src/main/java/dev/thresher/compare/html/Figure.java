package dev.thresher.compare.html;

import java.util.List;

/** A plot of the page, or why there is none. */
sealed interface Figure {
  String title();

  /**
   * @param legend what forms and colours mean; may be nothing
   * @param caption how to read it
   * @param numbers the same as a table, or nothing
   */
  record Drawn(String title, Markup drawing, Markup legend, String caption, Markup numbers)
      implements Figure {}

  /**
   * @param why a sentence without its end, such as {@code one number of workers was measured}
   */
  record LeftOut(String title, String why) implements Figure {}

  /** Width of all drawings, in their own units. On a narrow screen a unit is 0.7 pixels. */
  double WIDTH = 480;

  /** Right end of what is drawn. */
  double RIGHT = 466;

  /**
   * @param name of the figure, unique in the page
   * @param description for those who cannot see it
   */
  static Markup drawing(
      String name, String title, String description, double height, List<Markup> parts) {
    return Markup.Tag.of("svg")
        .with("class", "plot")
        .with("viewBox", "0 0 " + Coordinates.written(WIDTH) + " " + Coordinates.written(height))
        .with("role", "img")
        .with("aria-labelledby", name + "-title " + name + "-description")
        .holding(
            Markup.Tag.of("title").with("id", name + "-title").holding(Markup.text(title)),
            Markup.Tag.of("desc")
                .with("id", name + "-description")
                .holding(Markup.text(description)),
            Markup.lines(parts));
  }
}
