package dev.thresher.compare.html;

import java.util.Locale;

/** Places in a drawing, in its own units. */
final class Coordinates {
  private Coordinates() {}

  /** To a tenth, which is less than can be seen; whole numbers without a fraction. */
  static String written(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("no place in a drawing: " + value);
    }
    var text = String.format(Locale.ROOT, "%.1f", value);
    var whole = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    return whole.equals("-0") ? "0" : whole;
  }
}
