package dev.thresher.compare.html;

import java.util.Locale;

/** What the numbers along an axis of time count. */
enum UnitOfTime {
  SECONDS("s", 1),
  MILLISECONDS("ms", 1e-3),
  MICROSECONDS("µs", 1e-6),
  NANOSECONDS("ns", 1e-9);

  private static final double DUST = 1e-9;

  private final String symbol;
  private final double seconds;

  UnitOfTime(String symbol, double seconds) {
    this.symbol = symbol;
    this.seconds = seconds;
  }

  /** The largest of which there is at least one. */
  static UnitOfTime of(double seconds) {
    for (var unit : values()) {
      if (Math.abs(seconds) >= unit.seconds * (1 - DUST)) {
        return unit;
      }
    }
    return seconds == 0 ? SECONDS : NANOSECONDS;
  }

  String symbol() {
    return symbol;
  }

  /** The number without its unit, with as many decimals as tell apart values a step apart. */
  String number(double value, double step) {
    return plain(value / seconds, step / seconds);
  }

  static String plain(double value, double step) {
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - DUST));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** A round time with its unit, such as {@code 200 µs}. */
  static String withUnit(double value) {
    var unit = of(value);
    return unit.number(value, Math.pow(10, Math.floor(Math.log10(value) + DUST)))
        + " "
        + unit.symbol;
  }
}
