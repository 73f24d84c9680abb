package dev.thresher.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much more slot time a task takes on processes than on threads, beyond its own code, by the
 * bytes that it moves: measured at some sizes, straight lines between them, and the last line goes
 * on.
 *
 * @param steps by ascending bytes, the first at 0; two at least
 */
record PayloadLadder(List<Step> steps) {
  /**
   * @param seconds may be negative, by chance
   */
  record Step(double bytes, double seconds) {}

  PayloadLadder {
    steps = List.copyOf(steps);
    if (steps.size() < 2 || steps.getFirst().bytes() != 0) {
      throw new IllegalArgumentException("no ladder: " + steps);
    }
  }

  /** Of the sizes that were measured on both; empty if there are none but 0. */
  static Optional<PayloadLadder> of(Costs.Cost threads, Costs.Cost processes) {
    var steps = new ArrayList<Step>();
    steps.add(new Step(0, processes.secondsPerTask() - threads.secondsPerTask()));
    for (var there : processes.payloads()) {
      threads.payloads().stream()
          .filter(here -> here.bytes() == there.bytes())
          .findFirst()
          .map(here -> new Step(there.bytes(), there.secondsPerTask() - here.secondsPerTask()))
          .ifPresent(steps::add);
    }
    return steps.size() < 2 ? Optional.empty() : Optional.of(new PayloadLadder(steps));
  }

  /** Seconds for a task that moves so many bytes. */
  double at(double bytes) {
    int upper = above(bytes);
    var from = steps.get(upper - 1);
    return from.seconds() + (bytes - from.bytes()) * slope(upper);
  }

  /**
   * The fewest bytes, 0 or more, at which it is so many seconds or more; empty if there are none.
   */
  OptionalDouble reaches(double seconds) {
    if (steps.getFirst().seconds() >= seconds) {
      return OptionalDouble.of(0);
    }
    for (int upper = 1; upper < steps.size(); upper++) {
      boolean isLast = upper == steps.size() - 1;
      if (slope(upper) > 0 && (isLast || steps.get(upper).seconds() >= seconds)) {
        var from = steps.get(upper - 1);
        return OptionalDouble.of(from.bytes() + (seconds - from.seconds()) / slope(upper));
      }
    }
    return OptionalDouble.empty();
  }

  /** Seconds a byte around so many bytes. */
  double perByte(double bytes) {
    return slope(above(bytes));
  }

  private int above(double bytes) {
    int upper = 1;
    while (upper < steps.size() - 1 && steps.get(upper).bytes() < bytes) {
      upper++;
    }
    return upper;
  }

  private double slope(int upper) {
    var from = steps.get(upper - 1);
    var to = steps.get(upper);
    return (to.seconds() - from.seconds()) / (to.bytes() - from.bytes());
  }
}
