package dev.thresher.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Capacity with n workers as a multiple of that with one: {@code n / (1 + contention (n - 1) +
 * coherence n (n - 1))}.
 *
 * <p>Source: N. J. Gunther, Guerrilla Capacity Planning, Springer 2007, chapter 5.
 *
 * @param contention share of the work that only one worker can do at a time, at least 0
 * @param coherence what each pair of workers costs the other, at least 0
 */
public record ScalabilityLaw(double contention, double coherence) {
  /**
   * @param workers at least 1
   * @param capacity work in a unit of time, in any unit
   */
  public record Point(int workers, double capacity) {}

  private static final int FEWEST_TO_LEAVE_ONE_OUT = 4;

  /**
   * By least squares on {@code n / C - 1}, which is linear in both. A negative one is no more than
   * noise, and is fitted again as 0.
   *
   * @param points one worker among them, and two other numbers at least
   */
  static ScalabilityLaw fitted(List<Point> points) {
    double alone =
        points.stream()
            .filter(point -> point.workers() == 1)
            .mapToDouble(Point::capacity)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no point with one worker"));
    double aa = 0;
    double ab = 0;
    double bb = 0;
    double ay = 0;
    double by = 0;
    for (var point : points) {
      double n = point.workers();
      double a = n - 1;
      double b = n * (n - 1);
      double y = n * alone / point.capacity() - 1;
      aa += a * a;
      ab += a * b;
      bb += b * b;
      ay += a * y;
      by += b * y;
    }
    double determinant = aa * bb - ab * ab;
    double contention = (ay * bb - by * ab) / determinant;
    double coherence = (by * aa - ay * ab) / determinant;
    if (coherence < 0) {
      return new ScalabilityLaw(Math.max(0, ay / aa), 0);
    }
    return contention < 0
        ? new ScalabilityLaw(0, Math.max(0, by / bb))
        : new ScalabilityLaw(contention, coherence);
  }

  /** How many times faster than one. */
  public double speedUp(double workers) {
    return workers / (1 + contention * (workers - 1) + coherence * workers * (workers - 1));
  }

  /** Beyond so many workers it gets slower; empty if it never does. */
  public OptionalDouble mostUseful() {
    return coherence == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.sqrt(Math.max(0, 1 - contention) / coherence));
  }

  /**
   * The speed-up that all points predict, and how far predictions go apart that do without one of
   * them.
   *
   * @param points four at least, one worker among them
   */
  static Interval predicted(List<Point> points, double workers) {
    if (points.size() < FEWEST_TO_LEAVE_ONE_OUT) {
      throw new IllegalArgumentException("too few to leave one out: " + points.size());
    }
    double all = fitted(points).speedUp(workers);
    double low = all;
    double high = all;
    for (var left : points) {
      if (left.workers() != 1) {
        var others = new ArrayList<>(points);
        others.remove(left);
        double without = fitted(others).speedUp(workers);
        low = Math.min(low, without);
        high = Math.max(high, without);
      }
    }
    return new Interval(all, low, high);
  }
}
