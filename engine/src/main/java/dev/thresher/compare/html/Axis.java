package dev.thresher.compare.html;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * A scale with its ticks.
 *
 * @param title what it measures, with the unit
 */
record Axis(Scale scale, List<Tick> ticks, String title) {
  private static final int MOST_ACROSS = 5;
  private static final int MOST_UP = 6;

  record Tick(double value, String label) {}

  Axis {
    ticks = List.copyOf(ticks);
  }

  /** Seconds, in a unit that fits; the range is widened to round values. */
  static Axis time(String what, double low, double high, double start, double end) {
    var values = Ticks.linear(low, high, MOST_ACROSS);
    var unit = UnitOfTime.of(values.getLast());
    return linear(
        values,
        start,
        end,
        what + " (" + unit.symbol() + ")",
        value -> unit.number(value, values.get(1) - values.get(0)));
  }

  /** Seconds, above 0, where the range is too wide for equal steps. */
  static Axis timeInDecades(String what, double low, double high, double start, double end) {
    var values = Ticks.logarithmic(low, high, MOST_ACROSS);
    return new Axis(
        new Scale.Logarithmic(values.getFirst(), values.getLast(), start, end),
        values.stream().map(value -> new Tick(value, UnitOfTime.withUnit(value))).toList(),
        what + " (logarithmic)");
  }

  /** Plain numbers. */
  static Axis numbers(String what, double low, double high, double start, double end) {
    var values = Ticks.linear(low, high, MOST_UP);
    return linear(
        values, start, end, what, value -> UnitOfTime.plain(value, values.get(1) - values.get(0)));
  }

  /** Every whole number, or every second or fifth or so. */
  static Axis counts(String what, int low, int high, double start, double end) {
    long step = Math.max(1, Math.round(Ticks.step(Math.max(1, (high - low) / (double) MOST_UP))));
    var values =
        IntStream.iterate(
                low, value -> value < Math.max(high, low + 1) + step, value -> value + (int) step)
            .mapToObj(value -> (double) value)
            .toList();
    return linear(values, start, end, what, value -> Long.toString(Math.round(value)));
  }

  private static Axis linear(
      List<Double> values, double start, double end, String title, DoubleFunction<String> label) {
    return new Axis(
        new Scale.Linear(values.getFirst(), values.getLast(), start, end),
        values.stream().map(value -> new Tick(value, label.apply(value))).toList(),
        title);
  }

  double at(double value) {
    return scale.at(value);
  }

  /** Lines from top to bottom with their values below them, and the title. */
  Markup across(double top, double bottom) {
    var parts = new ArrayList<Markup>();
    for (var tick : ticks) {
      double x = at(tick.value());
      parts.add(Draw.line(x, top, x, bottom, "grid"));
      parts.add(Draw.text(x, bottom + 18, "middle tick", tick.label()));
    }
    double middle = (at(scale.low()) + at(scale.high())) / 2;
    parts.add(Draw.text(middle, bottom + 40, "middle axis", title));
    return Markup.join(parts);
  }

  /** Lines from left to right with their values before them, and the title above. */
  Markup up(double left, double right) {
    var parts = new ArrayList<Markup>();
    for (var tick : ticks) {
      double y = at(tick.value());
      parts.add(Draw.line(left, y, right, y, "grid"));
      parts.add(Draw.text(left - 6, y + 5, "end tick", tick.label()));
    }
    parts.add(Draw.text(4, Math.min(at(scale.low()), at(scale.high())) - 14, "axis", title));
    return Markup.join(parts);
  }
}
