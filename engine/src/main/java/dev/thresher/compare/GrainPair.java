package dev.thresher.compare;

import dev.thresher.compare.GrainCost.Pair;
import dev.thresher.model.BackendKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Threads and processes with as many workers each, two at least, and a task by itself.
 *
 * @param taskSeconds of one on {@code threads:1}
 */
record GrainPair(Profile threads, Profile processes, double taskSeconds) {

  /** Empty unless all three arms were measured, with tasks that took time. */
  static Optional<GrainPair> in(List<Profile> profiles) {
    var alone = find(profiles, new Arm(BackendKind.THREADS, 1));
    return alone.isEmpty()
        ? Optional.empty()
        : profiles.stream()
            .filter(one -> one.arm().runsOn(BackendKind.PROCESSES))
            .filter(one -> one.arm().workers() > 1 && one.secondsPerTask() > 0)
            .flatMap(processes ->
                find(profiles, new Arm(BackendKind.THREADS, processes.arm().workers()))
                    .map(threads -> new GrainPair(threads, processes, alone.get().secondsPerTask()))
                    .stream())
            .findFirst();
  }

  private static Optional<Profile> find(List<Profile> profiles, Arm arm) {
    return profiles.stream()
        .filter(one -> one.arm().equals(arm) && one.secondsPerTask() > 0)
        .findFirst();
  }

  double slowDown(Profile profile) {
    return profile.secondsPerTask() / taskSeconds;
  }

  /**
   * With what a task costs beyond its own code: measured in this workload if its tasks are many,
   * payload and all, else with tasks that do nothing. Empty if neither is known.
   */
  Optional<Pair> costs(Optional<Costs> ofThisMachine) {
    boolean measuredHere = threads.hasManyTasks() && processes.hasManyTasks();
    var onThreads = overhead(threads, measuredHere, ofThisMachine);
    var onProcesses = overhead(processes, measuredHere, ofThisMachine);
    return onThreads.isEmpty() || onProcesses.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Pair(
                cost(threads, onThreads.getAsDouble()),
                cost(processes, onProcesses.getAsDouble()),
                taskSeconds,
                measuredHere));
  }

  private GrainCost cost(Profile profile, double overhead) {
    return new GrainCost(profile.arm(), slowDown(profile), Math.max(0, overhead));
  }

  private static OptionalDouble overhead(
      Profile profile, boolean measuredHere, Optional<Costs> ofThisMachine) {
    return measuredHere
        ? OptionalDouble.of(profile.betweenPerTask().orElse(0))
        : ofThisMachine
            .flatMap(known -> profile.arm().backend().flatMap(known::of))
            .map(cost -> OptionalDouble.of(cost.secondsPerTask()))
            .orElse(OptionalDouble.empty());
  }
}
