package dev.thresher.compare.html;

import dev.thresher.compare.Arm;
import dev.thresher.compare.ArmResult;
import dev.thresher.compare.Costs;
import dev.thresher.compare.Inside;
import dev.thresher.model.BackendKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an arm makes of a task that takes {@code t} alone: {@code t x slowDown + overheadSeconds} of
 * a slot, beside the start of the run. For tasks as they are this is as measured; for others it is
 * a prediction, with payloads of the same size.
 *
 * @param slowDown of a task while the other slots are busy, as a factor
 * @param overheadSeconds slot time a task that is not in its code
 */
record GrainCost(Arm arm, double slowDown, double overheadSeconds) {
  /** Tasks a slot from which those slots count little that are left empty at the end. */
  private static final double MANY = 100;

  /**
   * Two arms with as many workers each.
   *
   * @param taskSeconds what a task of this workload takes alone
   * @param measuredHere whether overheads are this workload's own; otherwise they are those of
   *     tasks that do nothing
   */
  record Pair(GrainCost threads, GrainCost processes, double taskSeconds, boolean measuredHere) {}

  /**
   * Empty unless {@code threads:1}, and threads and processes with as many workers, were measured,
   * tasks took time, and what they cost beyond their own code is known.
   */
  static Optional<Pair> of(List<ArmResult> arms, Optional<Costs> costs) {
    var alone = find(arms, new Arm(BackendKind.THREADS, 1)).map(GrainCost::taskSeconds).orElse(0.0);
    return alone <= 0
        ? Optional.empty()
        : arms.stream()
            .filter(result -> result.arm().backend() == BackendKind.PROCESSES)
            .sorted(Comparator.comparing(result -> result.arm().workers() == 1))
            .flatMap(processes ->
                find(arms, new Arm(BackendKind.THREADS, processes.arm().workers()))
                    .flatMap(threads -> pair(threads, processes, alone, costs))
                    .stream())
            .findFirst();
  }

  private static Optional<ArmResult> find(List<ArmResult> arms, Arm arm) {
    return arms.stream()
        .filter(result -> result.arm().equals(arm) && taskSeconds(result) > 0)
        .findFirst();
  }

  private static Optional<Pair> pair(
      ArmResult threads, ArmResult processes, double alone, Optional<Costs> costs) {
    if (taskSeconds(processes) <= 0) {
      return Optional.empty();
    }
    var ofThreads = overhead(threads);
    var ofProcesses = overhead(processes);
    boolean measuredHere = ofThreads.isPresent() && ofProcesses.isPresent();
    var threadsCost = measuredHere ? ofThreads : overhead(costs, threads);
    var processesCost = measuredHere ? ofProcesses : overhead(costs, processes);
    return threadsCost.isEmpty() || processesCost.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Pair(
                cost(threads, alone, threadsCost.getAsDouble()),
                cost(processes, alone, processesCost.getAsDouble()),
                alone,
                measuredHere));
  }

  private static GrainCost cost(ArmResult result, double alone, double overhead) {
    return new GrainCost(result.arm(), taskSeconds(result) / alone, Math.max(0, overhead));
  }

  private static double taskSeconds(ArmResult result) {
    return result.medianInside(inside -> inside.secondsPerTask().orElse(0)).orElse(0);
  }

  private static OptionalDouble overhead(ArmResult result) {
    return result.median(
        trial -> trial.inside().map(GrainCost::overhead).orElse(OptionalDouble.empty()));
  }

  private static OptionalDouble overhead(Inside inside) {
    var between = inside.betweenTasksSeconds();
    return between.isEmpty() || inside.tasks() < MANY * inside.slots().orElse(1)
        ? OptionalDouble.empty()
        : OptionalDouble.of(between.getAsDouble() / inside.tasks());
  }

  private static OptionalDouble overhead(Optional<Costs> costs, ArmResult result) {
    return costs
        .flatMap(known -> known.of(result.arm().backend()))
        .map(cost -> OptionalDouble.of(cost.secondsPerTask()))
        .orElse(OptionalDouble.empty());
  }

  /** Time that the task would take alone as a share of the slot time that it takes, 0 to 1. */
  double efficiency(double taskSeconds) {
    return taskSeconds / (taskSeconds * slowDown + overheadSeconds);
  }

  /** The least task for which the efficiency is a half; empty if there is none. */
  OptionalDouble halfEfficient() {
    return slowDown < 2
        ? OptionalDouble.of(overheadSeconds / (2 - slowDown))
        : OptionalDouble.empty();
  }
}
