package dev.thresher.compare;

import java.util.OptionalDouble;

/**
 * What an arm makes of a task that takes {@code t} alone: {@code t x slowDown + overheadSeconds} of
 * a slot, beside the start of the run. For tasks as they are this is as measured; for others it is
 * a prediction, with payloads of the same size.
 *
 * @param slowDown of a task while the other slots are busy, as a factor
 * @param overheadSeconds slot time a task that is not in its code
 */
public record GrainCost(Arm arm, double slowDown, double overheadSeconds) {

  /**
   * Two arms with as many workers each.
   *
   * @param taskSeconds what a task of this workload takes alone
   * @param measuredHere whether overheads are this workload's own; otherwise they are those of
   *     tasks that do nothing
   */
  public record Pair(
      GrainCost threads, GrainCost processes, double taskSeconds, boolean measuredHere) {
    /** How much more a task costs on processes, beyond its own code. */
    double extraOverhead() {
      return processes.overheadSeconds - threads.overheadSeconds;
    }

    /**
     * The length of a task from which processes take less slot time, seconds; of no meaning unless
     * threads slow tasks down more.
     */
    double breakEven() {
      return Math.max(0, extraOverhead() / (threads.slowDown - processes.slowDown));
    }
  }

  /** Time that the task would take alone as a share of the slot time that it takes, 0 to 1. */
  public double efficiency(double taskSeconds) {
    return taskSeconds / (taskSeconds * slowDown + overheadSeconds);
  }

  /** The least task for which the efficiency is a half; empty if there is none. */
  public OptionalDouble halfEfficient() {
    return slowDown < 2
        ? OptionalDouble.of(overheadSeconds / (2 - slowDown))
        : OptionalDouble.empty();
  }
}
