package dev.thresher.compare;

import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.Inside.Gc;
import dev.thresher.compare.Inside.Phases;
import dev.thresher.compare.Inside.TaskTimes;
import dev.thresher.compare.Results.Raced;
import dev.thresher.compare.TaskWay.Stretch;
import dev.thresher.compare.Trial.Ending;
import dev.thresher.model.BackendKind;
import dev.thresher.model.SplitMix64;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Made-up trials of arms whose truth is known. */
final class Made {
  static final Arm ONE_THREAD = new Arm(BackendKind.THREADS, 1);
  static final Arm THREADS = new Arm(BackendKind.THREADS, 2);
  static final Arm VIRTUAL = new Arm(BackendKind.VIRTUAL_THREADS, Arm.UNLIMITED);
  static final Arm PROCESSES = new Arm(BackendKind.PROCESSES, 2);

  private Made() {}

  /**
   * How an arm behaves.
   *
   * @param startUp seconds without tasks
   * @param task seconds of one task, alone or beside others as it is in this arm
   * @param overhead slot seconds that a task costs beyond its own code
   * @param cpuShare of the time in tasks that is processor time
   */
  record Behaviour(Arm arm, double startUp, double task, double overhead, double cpuShare) {
    Behaviour(Arm arm, double startUp, double task, double overhead) {
      this(arm, startUp, task, overhead, 1);
    }
  }

  /** Eight rounds with 1 % noise. */
  static List<Raced> raced(int tasks, Behaviour... arms) {
    var random = new SplitMix64(42);
    var raced = new ArrayList<Raced>();
    for (var arm : arms) {
      var trials = new ArrayList<Trial>();
      for (int round = 0; round <= 8; round++) {
        double noise = 1 + 0.02 * (random.nextUnit() - 0.5);
        trials.add(trial(arm, tasks, round, noise, "same"));
      }
      raced.add(new Raced(arm.arm(), Standing.MEASURED, trials));
    }
    return raced;
  }

  static Trial trial(Behaviour arm, int tasks, int round, double noise, String checksum) {
    int slots = arm.arm().workers() == Arm.UNLIMITED ? tasks : arm.arm().workers();
    double working = noise * tasks * (arm.task() + arm.overhead()) / slots;
    double start = noise * arm.startUp();
    var phases = new Phases(start / 2, start / 4, working, start / 4);
    double taskSeconds = noise * tasks * arm.task();
    var inside =
        new Inside(
            phases,
            arm.arm().workers() == Arm.UNLIMITED ? OptionalInt.empty() : OptionalInt.of(slots),
            tasks,
            taskSeconds,
            Optional.of(new TaskTimes(arm.task(), arm.task(), arm.task(), arm.task())),
            Optional.of(new Gc(3, 0.01, 0.005, 50_000_000)),
            arm.arm().sharesMemory() ? 0 : 1000,
            arm.arm().sharesMemory() ? 0 : 3000);
    return new Trial(
        round,
        round * 10.0,
        phases.total(),
        new Ending.Completed(checksum + "0123456789"),
        OptionalDouble.of(start + taskSeconds * arm.cpuShare()),
        OptionalLong.of(arm.arm().sharesMemory() ? 200L << 20 : 500L << 20),
        OptionalLong.of(1000),
        Optional.of(inside));
  }

  /** The same, with the later half of their tasks taking so long. */
  static Raced followed(Raced arm, double lateSeconds) {
    return noted(
        arm,
        inside ->
            Optional.of(
                new TaskWay(
                    inside.tasks(), Map.of(Stretch.RUN, lateSeconds), lateSeconds, lateSeconds)),
        Inside::code);
  }

  /** The same, with other notes of their tasks. */
  static Raced noted(
      Raced arm,
      Function<Inside, Optional<TaskWay>> way,
      Function<Inside, Optional<CodeTime>> code) {
    var trials =
        arm.trials().stream()
            .map(trial -> {
              var inside = trial.inside().orElseThrow();
              var noted =
                  new Inside(
                      inside.phases(),
                      inside.slots(),
                      inside.tasks(),
                      inside.taskSeconds(),
                      inside.taskTimes(),
                      inside.gc(),
                      inside.bytesSent(),
                      inside.bytesReceived(),
                      way.apply(inside),
                      code.apply(inside),
                      inside.timeline());
              return with(trial, trial.ending(), noted);
            })
            .toList();
    return new Raced(arm.arm(), arm.standing(), trials);
  }

  static Trial ended(Trial trial, Ending ending) {
    return with(trial, ending, trial.inside().orElseThrow());
  }

  private static Trial with(Trial trial, Ending ending, Inside inside) {
    return new Trial(
        trial.round(),
        trial.startedAt(),
        trial.seconds(),
        ending,
        trial.cpuSeconds(),
        trial.peakBytes(),
        trial.switches(),
        Optional.of(inside));
  }

  static Comparison comparison(List<Raced> raced) {
    return comparison(raced, Optional.empty());
  }

  static Comparison comparison(List<Raced> raced, Optional<Comparison.Sample> sample) {
    var results = Results.of(raced, sample);
    var breakEven = Verdicts.breakEven(results, sample, Optional.empty());
    var difference = Results.difference(raced);
    return new Comparison(
        provenance(),
        results,
        sample,
        Optional.empty(),
        difference,
        difference.isPresent()
            ? Optional.empty()
            : Verdicts.of(results, sample, breakEven, Optional.empty()),
        breakEven,
        Results.warnings(results, 60),
        "the budget is spent");
  }

  private static Provenance provenance() {
    return new Provenance(
        "sums",
        "sums.conf",
        List.of("thresher", "compare", "sums.conf"),
        new Provenance.Machine("Linux 6.1", "a processor", 2, 8L << 30, 0.4),
        "1.0",
        "25.0.3",
        Instant.parse("2026-11-29T10:00:00Z"),
        58.2,
        60,
        1);
  }
}
