package dev.thresher.compare.html;

import dev.thresher.compare.html.Draw.Point;
import dev.thresher.compare.html.Markup.Tag;
import dev.thresher.model.BackendKind;
import java.util.List;

/** How a backend looks: a form of its own besides its colour, for those who do not see colours. */
final class Mark {
  private static final double SWATCH = 14;

  private Mark() {}

  /** The class of the style sheet that has the colour. */
  static String colour(BackendKind backend) {
    return switch (backend) {
      case THREADS -> "threads";
      case VIRTUAL_THREADS -> "virtual";
      case PROCESSES -> "processes";
      case CLUSTER -> "cluster";
    };
  }

  static Markup at(double x, double y, double size, BackendKind backend, String classes) {
    var all = classes + " " + colour(backend);
    return switch (backend) {
      case THREADS -> Draw.circle(x, y, size, all);
      case VIRTUAL_THREADS ->
          polygon(all, x, y - size * 1.2, x + size * 1.15, y + size, x - size * 1.15, y + size);
      case PROCESSES -> Draw.box(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8, all);
      case CLUSTER ->
          polygon(all, x, y - size * 1.3, x + size * 1.3, y, x, y + size * 1.3, x - size * 1.3, y);
    };
  }

  private static Markup polygon(String classes, double... coordinates) {
    var points = new java.util.ArrayList<Point>();
    for (int i = 0; i < coordinates.length; i += 2) {
      points.add(new Point(coordinates[i], coordinates[i + 1]));
    }
    return Draw.area(List.copyOf(points), classes);
  }

  /** The mark by itself, for a legend in the text; the name beside it says what it means. */
  static Markup swatch(Markup drawn) {
    return Tag.of("svg")
        .with("class", "swatch")
        .with("viewBox", "0 0 14 14")
        .with("width", SWATCH)
        .with("height", SWATCH)
        .with("aria-hidden", "true")
        .holding(drawn);
  }

  static Markup legend(List<BackendKind> backends) {
    return Tag.of("ul")
        .with("class", "legend")
        .holding(
            backends.stream()
                .map(backend ->
                    Markup.element(
                        "li",
                        swatch(at(SWATCH / 2, SWATCH / 2, 4.5, backend, "mark")),
                        Markup.text(" " + backend.keyword())))
                .toList());
  }
}
