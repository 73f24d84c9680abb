package dev.thresher.compare.html;

import dev.thresher.compare.html.Markup.Tag;

/** Stripes and dots beside colours, for those who do not see colours. */
final class Patterns {
  private static final double SIZE = 6;

  private Patterns() {}

  /**
   * @param name which the style sheet fills forms with; its ground has the class {@code
   *     NAME-ground}
   */
  static Markup stripesUp(String name) {
    return pattern(name, Draw.line(0, SIZE, SIZE, 0, "stripe"));
  }

  static Markup stripesDown(String name) {
    return pattern(name, Draw.line(0, 0, SIZE, SIZE, "stripe"));
  }

  static Markup dots(String name) {
    return pattern(name, Draw.circle(SIZE / 2, SIZE / 2, 1.3, "dot"));
  }

  private static Markup pattern(String name, Markup drawn) {
    var ground = Draw.box(0, 0, SIZE, SIZE, "ground " + name + "-ground");
    return Tag.of("pattern")
        .with("id", name)
        .with("width", SIZE)
        .with("height", SIZE)
        .with("patternUnits", "userSpaceOnUse")
        .holding(ground, drawn);
  }
}
