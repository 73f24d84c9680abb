package dev.thresher.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where the time of an arm goes: medians over its trials, seconds; of the whole workload, where
 * trials ran a sample.
 *
 * @param startUp of a run without tasks: starting, gathering workers, ending
 * @param working while tasks run
 * @param slots tasks at once; empty without a limit
 * @param tasksInATrial of these, what a trial ran
 * @param taskSeconds in the code of all tasks
 * @param betweenTasks slot time that no task's code used while tasks ran; empty without a limit
 * @param cpu processor time of all processes; of a sample an estimate from above
 * @param gc stops for garbage collection; of a sample an estimate from above
 * @param peakBytes most memory at one time
 * @param bytes sent and received
 * @param latePerTask in the code of a task of the later half of the workload; empty where tasks
 *     were not followed
 */
record Profile(
    Arm arm,
    double seconds,
    double startUp,
    double working,
    OptionalDouble slots,
    double tasks,
    double tasksInATrial,
    double taskSeconds,
    OptionalDouble betweenTasks,
    OptionalDouble cpu,
    OptionalDouble gc,
    OptionalDouble peakBytes,
    double bytes,
    OptionalDouble latePerTask) {

  /** Of those arms that have one and may be chosen: models are of the engine's backends only. */
  static List<Profile> all(List<ArmResult> results, Optional<Comparison.Sample> sample) {
    double factor = sample.map(Comparison.Sample::factor).orElse(1.0);
    return results.stream()
        .filter(result -> !result.arm().isYardstick())
        .flatMap(result -> of(result, factor).stream())
        .toList();
  }

  /** Empty if no trial counts or none reports of itself. */
  static Optional<Profile> of(ArmResult result, double factor) {
    var tasks = result.medianInside(Inside::tasks);
    if (tasks.isEmpty() || result.judged().isEmpty()) {
      return Optional.empty();
    }
    var slots =
        median(
            result,
            inside ->
                inside.slots().isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(inside.slots().getAsInt()));
    return Optional.of(
        new Profile(
            result.arm(),
            result.judged().get().median(),
            result.medianInside(inside -> inside.phases().startUp()).orElse(0),
            factor * result.medianInside(inside -> inside.phases().working()).orElse(0),
            slots,
            factor * tasks.getAsDouble(),
            tasks.getAsDouble(),
            factor * result.medianInside(Inside::taskSeconds).orElse(0),
            scaled(median(result, Inside::betweenTasksSeconds), factor),
            scaled(result.cpuSeconds(), factor),
            scaled(result.gcSeconds(), factor),
            result.peakBytes(),
            factor
                * result
                    .medianInside(inside -> inside.bytesSent() + inside.bytesReceived())
                    .orElse(0),
            result
                .way()
                .map(way -> OptionalDouble.of(way.lateRun()))
                .orElse(OptionalDouble.empty())));
  }

  private static OptionalDouble median(
      ArmResult result, java.util.function.Function<Inside, OptionalDouble> measure) {
    return result.median(trial -> trial.inside().map(measure).orElse(OptionalDouble.empty()));
  }

  private static OptionalDouble scaled(OptionalDouble number, double factor) {
    return number.isEmpty() ? number : OptionalDouble.of(factor * number.getAsDouble());
  }

  double secondsPerTask() {
    return tasks == 0 ? 0 : taskSeconds / tasks;
  }

  /** What one more task adds to the run. */
  double workingPerTask() {
    return tasks == 0 ? 0 : working / tasks;
  }

  OptionalDouble betweenPerTask() {
    return betweenTasks.isEmpty() || tasks == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(betweenTasks.getAsDouble() / tasks);
  }

  /** So many that the slots left empty at the end of a trial count little. */
  boolean hasManyTasks() {
    return slots.isPresent() && tasksInATrial >= 100 * slots.getAsDouble();
  }
}
