package dev.thresher.compare.html;

import dev.thresher.compare.ArmPlace;
import dev.thresher.compare.ArmPlace.OnBackend;
import dev.thresher.compare.PythonPool;
import dev.thresher.compare.html.Draw.Point;
import dev.thresher.compare.html.Markup.Tag;
import java.util.List;

/**
 * How the place of an arm looks: a form of its own besides its colour, for those who do not see
 * colours.
 */
final class Mark {
  private static final double SWATCH = 14;

  private Mark() {}

  /** The class of the style sheet that has the colour. */
  static String colour(ArmPlace place) {
    return switch (place) {
      case OnBackend(var kind) ->
          switch (kind) {
            case THREADS -> "threads";
            case VIRTUAL_THREADS -> "virtual";
            case PROCESSES -> "processes";
            case CLUSTER -> "cluster";
          };
      case PythonPool pool ->
          switch (pool) {
            case THREAD_POOL -> "python-threads";
            case PROCESS_POOL -> "python-processes";
            case MULTIPROCESSING_POOL -> "python-mp";
          };
    };
  }

  static Markup at(double x, double y, double size, ArmPlace place, String classes) {
    var all = classes + " " + colour(place);
    return switch (place) {
      case OnBackend(var kind) ->
          switch (kind) {
            case THREADS -> Draw.circle(x, y, size, all);
            case VIRTUAL_THREADS ->
                polygon(
                    all, x, y - size * 1.2, x + size * 1.15, y + size, x - size * 1.15, y + size);
            case PROCESSES -> Draw.box(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8, all);
            case CLUSTER -> diamond(x, y, 1.3 * size, 1.3 * size, all);
          };
      case PythonPool pool ->
          switch (pool) {
            case THREAD_POOL ->
                polygon(
                    all, x, y + size * 1.2, x + size * 1.15, y - size, x - size * 1.15, y - size);
            case PROCESS_POOL -> cross(x, y, size * 1.2, size * 0.45, all);
            case MULTIPROCESSING_POOL -> diamond(x, y, 0.8 * size, 1.5 * size, all);
          };
    };
  }

  private static Markup diamond(double x, double y, double wide, double high, String classes) {
    return polygon(classes, x, y - high, x + wide, y, x, y + high, x - wide, y);
  }

  private static Markup cross(double x, double y, double far, double near, String classes) {
    return polygon(
        classes, x - near, y - far, x + near, y - far, x + near, y - near, x + far, y - near,
        x + far, y + near, x + near, y + near, x + near, y + far, x - near, y + far, x - near,
        y + near, x - far, y + near, x - far, y - near, x - near, y - near);
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

  static Markup legend(List<? extends ArmPlace> places) {
    return Tag.of("ul")
        .with("class", "legend")
        .holding(
            places.stream()
                .map(place ->
                    Markup.element(
                        "li",
                        swatch(at(SWATCH / 2, SWATCH / 2, 4.5, place, "mark")),
                        Markup.text(" " + place.keyword())))
                .toList());
  }
}
