package dev.thresher.compare.html;

import dev.thresher.compare.Arm;
import dev.thresher.compare.ArmResult;
import dev.thresher.compare.Inside;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Where the wall time of an arm's runs went, each part as the median over its trials.
 *
 * @param parts in the order of time, seconds
 */
record TimeSplit(Arm arm, Map<Part, Double> parts) {
  enum Part {
    PROCESS("processes start and exit, the file is read"),
    READY("workers get ready"),
    CODE("slots in the code of tasks"),
    BETWEEN("slots between tasks"),
    WORKING("tasks run; without a limit of slots there is no split"),
    ENDING("results are combined and published, workers end");

    private final String words;

    Part(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    String look() {
      return "part-" + name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Of those arms that tell. */
  static List<TimeSplit> of(List<ArmResult> arms) {
    return arms.stream().map(TimeSplit::of).filter(split -> !split.parts.isEmpty()).toList();
  }

  private static TimeSplit of(ArmResult result) {
    var parts = new EnumMap<Part, Double>(Part.class);
    put(parts, Part.PROCESS, result, TimeSplit::outside);
    put(parts, Part.READY, result, inside -> inside.phases().gathering());
    boolean hasSlots =
        result.counting().stream()
            .flatMap(trial -> trial.inside().stream())
            .allMatch(inside -> inside.slots().isPresent());
    if (hasSlots) {
      put(parts, Part.CODE, result, inside -> inside.phases().working() - between(inside));
      put(parts, Part.BETWEEN, result, TimeSplit::between);
    } else {
      put(parts, Part.WORKING, result, inside -> inside.phases().working());
    }
    put(parts, Part.ENDING, result, inside -> inside.phases().ending());
    return new TimeSplit(result.arm(), parts);
  }

  private static void put(
      Map<Part, Double> parts, Part part, ArmResult result, ToDoubleFunction<Inside> seconds) {
    OptionalDouble median = result.medianInside(seconds);
    median.ifPresent(value -> parts.put(part, Math.max(0, value)));
  }

  private static double outside(Inside inside) {
    var phases = inside.phases();
    return phases.total() - phases.gathering() - phases.working() - phases.ending();
  }

  // As a share of all slots, so that the parts add up to the wall time.
  private static double between(Inside inside) {
    int slots = Math.max(1, inside.slots().orElse(1));
    return inside.betweenTasksSeconds().orElse(0) / slots;
  }

  double total() {
    return parts.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
