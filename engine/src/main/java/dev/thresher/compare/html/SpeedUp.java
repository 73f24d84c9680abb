package dev.thresher.compare.html;

import dev.thresher.compare.Arm;
import dev.thresher.compare.ArmPlace;
import dev.thresher.compare.ArmResult;
import dev.thresher.compare.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many times faster than one arm the others are, by workers; with all tasks, where trials ran a
 * sample of them.
 *
 * @param base the simplest arm with the fewest workers
 * @param lines a backend each that was measured with at least two numbers of workers
 */
record SpeedUp(Arm base, List<Line> lines) {
  SpeedUp {
    lines = List.copyOf(lines);
  }

  /**
   * @param points by workers, the fewest first
   */
  record Line(ArmPlace place, List<Point> points) {}

  /**
   * @param factor 2 for half the time; its ends are those of the two intervals that are the
   *     farthest apart, so that it is rather too wide than too narrow
   */
  record Point(int workers, Interval factor) {}

  /** Empty if no backend has two numbers of workers. */
  static Optional<SpeedUp> of(List<ArmResult> arms) {
    var limited =
        arms.stream()
            .filter(ArmResult::isMeasured)
            .filter(result -> result.arm().workers() != Arm.UNLIMITED)
            .toList();
    var base =
        limited.stream()
            .filter(result -> !result.arm().isYardstick())
            .min(
                Comparator.<ArmResult>comparingInt(result -> result.arm().workers())
                    .thenComparing(ArmResult::arm, Arm.SIMPLER_FIRST));
    if (base.isEmpty()) {
      return Optional.empty();
    }
    Map<ArmPlace, List<ArmResult>> byPlace =
        limited.stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.arm().place(),
                    () -> new TreeMap<>(ArmPlace.SIMPLER_FIRST),
                    Collectors.toList()));
    var lines =
        byPlace.entrySet().stream()
            .map(entry -> line(entry.getKey(), entry.getValue(), base.get()))
            .filter(line -> line.points().stream().mapToInt(Point::workers).distinct().count() > 1)
            .toList();
    return lines.isEmpty() ? Optional.empty() : Optional.of(new SpeedUp(base.get().arm(), lines));
  }

  private static Line line(ArmPlace place, List<ArmResult> results, ArmResult base) {
    return new Line(
        place,
        results.stream()
            .map(result -> new Point(result.arm().workers(), factor(base, result)))
            .sorted(Comparator.comparingInt(Point::workers))
            .toList());
  }

  private static Interval factor(ArmResult base, ArmResult result) {
    if (base.arm().equals(result.arm())) {
      return Interval.exactly(1);
    }
    var slow = base.judged().orElseThrow();
    var fast = result.judged().orElseThrow();
    return new Interval(
        quotient(slow.median(), fast.median()),
        quotient(slow.low(), fast.high()),
        quotient(slow.high(), fast.low()));
  }

  private static double quotient(double above, double below) {
    return below > 0 ? above / below : 0;
  }

  /** What a backend without any cost would reach. */
  double ideal(int workers) {
    return (double) workers / base.workers();
  }

  int mostWorkers() {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .mapToInt(Point::workers)
        .max()
        .orElse(base.workers());
  }
}
