package dev.thresher.compare.html;

import dev.thresher.compare.html.Markup.Tag;
import java.util.List;
import java.util.stream.Collectors;

/** Single elements of SVG. Colours and widths are the style sheet's matter. */
final class Draw {
  record Point(double x, double y) {}

  private Draw() {}

  static Markup line(double x1, double y1, double x2, double y2, String classes) {
    return Tag.of("line")
        .with("class", classes)
        .with("x1", x1)
        .with("y1", y1)
        .with("x2", x2)
        .with("y2", y2)
        .empty();
  }

  static Markup box(double x, double y, double width, double height, String classes) {
    return Tag.of("rect")
        .with("class", classes)
        .with("x", x)
        .with("y", y)
        .with("width", Math.max(0, width))
        .with("height", Math.max(0, height))
        .empty();
  }

  static Markup text(double x, double y, String classes, String text) {
    return Tag.of("text")
        .with("class", classes)
        .with("x", x)
        .with("y", y)
        .holding(Markup.text(text));
  }

  static Markup curve(List<Point> points, String classes) {
    return Tag.of("polyline").with("class", classes).with("points", written(points)).empty();
  }

  static Markup area(List<Point> points, String classes) {
    return Tag.of("polygon").with("class", classes).with("points", written(points)).empty();
  }

  static Markup path(String written, String classes) {
    return Tag.of("path").with("class", classes).with("d", written).empty();
  }

  static Markup circle(double x, double y, double radius, String classes) {
    return Tag.of("circle")
        .with("class", classes)
        .with("cx", x)
        .with("cy", y)
        .with("r", radius)
        .empty();
  }

  private static String written(List<Point> points) {
    return points.stream()
        .map(point -> Coordinates.written(point.x()) + "," + Coordinates.written(point.y()))
        .collect(Collectors.joining(" "));
  }
}
