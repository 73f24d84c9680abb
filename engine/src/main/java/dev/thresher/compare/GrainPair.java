package dev.thresher.compare;

import dev.thresher.compare.GrainCost.Pair;
import dev.thresher.model.BackendKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Threads and processes with as many workers each, two at least, and a task by itself.
 *
 * @param alone {@code threads:1}
 */
record GrainPair(Profile threads, Profile processes, Profile alone) {

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
                    .map(threads -> new GrainPair(threads, processes, alone.get()))
                    .stream())
            .findFirst();
  }

  private static Optional<Profile> find(List<Profile> profiles, Arm arm) {
    return profiles.stream()
        .filter(one -> one.arm().equals(arm) && one.secondsPerTask() > 0)
        .findFirst();
  }

  /** Of one task by itself. */
  double taskSeconds() {
    return alone.secondsPerTask();
  }

  /**
   * How many times as long as alone a task takes on an arm. Of the later half of the tasks if that
   * is known: until their code is compiled tasks take longer, on processes for longer, as each
   * compiles for itself, and longer tasks would not take that longer.
   */
  double slowDown(Profile profile) {
    boolean isLateKnown =
        Stream.of(threads, processes, alone).allMatch(one -> one.latePerTask().orElse(0) > 0);
    return isLateKnown
        ? profile.latePerTask().orElseThrow() / alone.latePerTask().orElseThrow()
        : profile.secondsPerTask() / alone.secondsPerTask();
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
                taskSeconds(),
                measuredHere));
  }

  private GrainCost cost(Profile profile, double overhead) {
    return new GrainCost(profile.arm(), slowDown(profile), Math.max(0, overhead));
  }

  private OptionalDouble overhead(
      Profile profile, boolean measuredHere, Optional<Costs> ofThisMachine) {
    return measuredHere
        ? OptionalDouble.of(profile.betweenPerTask().orElse(0) + whileNotCompiled(profile))
        : ofThisMachine
            .flatMap(known -> profile.arm().backend().flatMap(known::of))
            .map(cost -> OptionalDouble.of(cost.secondsPerTask()))
            .orElse(OptionalDouble.empty());
  }

  // What the slow-down does not explain does not grow with tasks either.
  private double whileNotCompiled(Profile profile) {
    return profile.secondsPerTask() - slowDown(profile) * taskSeconds();
  }
}
