package dev.thresher.compare.html;

import dev.thresher.compare.Arm;
import dev.thresher.compare.ArmResult;
import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.BreakEven;
import dev.thresher.compare.CodeTime;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.Comparison.Difference;
import dev.thresher.compare.Comparison.Sample;
import dev.thresher.compare.Costs;
import dev.thresher.compare.Inside;
import dev.thresher.compare.Inside.Gc;
import dev.thresher.compare.Inside.Phases;
import dev.thresher.compare.Inside.TaskTimes;
import dev.thresher.compare.Interval;
import dev.thresher.compare.Provenance;
import dev.thresher.compare.Provenance.Machine;
import dev.thresher.compare.Reason;
import dev.thresher.compare.Reason.Topic;
import dev.thresher.compare.TaskWay;
import dev.thresher.compare.TaskWay.Stretch;
import dev.thresher.compare.Timeline;
import dev.thresher.compare.Trial;
import dev.thresher.compare.Trial.Ending;
import dev.thresher.compare.Verdict;
import dev.thresher.compare.Warning;
import dev.thresher.model.BackendKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** A comparison as it could have been, from a seed. */
final class SampleComparison {
  static final Arm THREADS_1 = new Arm(BackendKind.THREADS, 1);
  static final Arm THREADS_2 = new Arm(BackendKind.THREADS, 2);
  static final Arm THREADS_4 = new Arm(BackendKind.THREADS, 4);
  static final Arm VIRTUAL = new Arm(BackendKind.VIRTUAL_THREADS, Arm.UNLIMITED);
  static final Arm PROCESSES_1 = new Arm(BackendKind.PROCESSES, 1);
  static final Arm PROCESSES_2 = new Arm(BackendKind.PROCESSES, 2);
  static final Arm PROCESSES_4 = new Arm(BackendKind.PROCESSES, 4);

  private static final int TASKS = 400;
  private static final int ROUNDS = 7;
  private static final double TASK = 0.01;

  private static final Sample PART = new Sample(TASKS, 4_000);

  private final SplittableRandom random;
  private final int tasks;

  private SampleComparison(long seed, int tasks) {
    this.tasks = tasks;
    random = new SplittableRandom(seed);
  }

  /** Threads disturb one another; processes do not, but take long to start. */
  static Comparison of(long seed) {
    return ofTasks(seed, TASKS);
  }

  static Comparison ofTasks(long seed, int tasks) {
    var sample = new SampleComparison(seed, tasks);
    return comparison(
        List.of(
            sample.arm(THREADS_1, 1.0, 0.4),
            sample.arm(THREADS_2, 1.1, 0.4),
            sample.arm(THREADS_4, 1.35, 0.4),
            sample.arm(VIRTUAL, 1.4, 0.45),
            sample.arm(PROCESSES_1, 1.0, 1.3),
            sample.arm(PROCESSES_2, 1.02, 1.5),
            sample.arm(PROCESSES_4, 1.05, 1.9)),
        UnaryOperator.identity());
  }

  /** The same, but trials ran all tasks. */
  static Comparison ofWholeRuns(long seed) {
    var sampled = of(seed);
    return new Comparison(
        sampled.provenance(),
        sampled.arms().stream().map(SampleComparison::ofWholeRuns).toList(),
        Optional.empty(),
        sampled.costs(),
        sampled.difference(),
        sampled.verdict(),
        sampled.breakEven(),
        sampled.warnings(),
        sampled.ended());
  }

  private static ArmResult ofWholeRuns(ArmResult result) {
    return new ArmResult(
        result.arm(),
        result.trials(),
        result.time(),
        result.toBest(),
        Optional.empty(),
        result.standing(),
        result.warnings());
  }

  /** Arms without trials, and so without anything to draw. */
  static Comparison empty() {
    var nothing =
        new ArmResult(
            THREADS_1,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Standing.UNMEASURED,
            List.of());
    return new Comparison(
        provenance(UnaryOperator.identity()),
        List.of(nothing),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new BreakEven.Unknown("nothing was measured"),
        List.of(),
        "you ended it");
  }

  /** Trials that all took the same time, so many of them, in one arm. */
  static Comparison equal(int trials, double seconds) {
    var all = new ArrayList<Trial>();
    for (int round = 1; round <= trials; round++) {
      all.add(trial(round, 0, seconds, Optional.of(inside(THREADS_1, seconds, 0, seconds, TASKS))));
    }
    return comparison(List.of(result(THREADS_1, all)), UnaryOperator.identity());
  }

  /** Every text that can come from a user or a workload changed. */
  static Comparison withTexts(UnaryOperator<String> change) {
    var failed =
        new Trial(
            1,
            0,
            1,
            new Ending.Failed(3, change.apply("sweep.conf:3: no class Walk")),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty());
    var cut =
        new Trial(
            2,
            1,
            1,
            new Ending.Cut(change.apply("the budget was used up")),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty());
    var broken =
        new ArmResult(
            VIRTUAL,
            List.of(failed, cut),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Standing.FAILED,
            List.of(
                new Warning(
                    Warning.Kind.NOISE,
                    change.apply("1.00 s to 2.00 s"),
                    change.apply("close other programs"))));
    var good = new SampleComparison(1, TASKS).arm(THREADS_2, 1, 0.4);
    return comparison(List.of(good, broken), change);
  }

  private static Comparison comparison(List<ArmResult> arms, UnaryOperator<String> text) {
    boolean changed = !text.apply("x").equals("x");
    return new Comparison(
        provenance(text),
        arms,
        Optional.of(PART),
        Optional.of(
            new Costs(
                List.of(
                    new Costs.Cost(
                        BackendKind.THREADS,
                        4,
                        0.41,
                        12e-6,
                        0.05,
                        List.of(new Costs.Payload(65_536, 14e-6))),
                    new Costs.Cost(
                        BackendKind.PROCESSES,
                        4,
                        1.87,
                        210e-6,
                        0.2,
                        List.of(new Costs.Payload(65_536, 390e-6)))),
                true,
                Instant.parse("2026-11-28T10:00:00Z"))),
        changed
            ? Optional.of(new Difference(THREADS_1, THREADS_2, text.apply("they differ")))
            : Optional.empty(),
        Optional.of(
            new Verdict(
                best(arms),
                true,
                text.apply(
                    "take threads:4: 1.78 s (1.74 to 1.83 s), 1.6 times as fast as processes:4"),
                List.of(
                    new Reason(
                        Topic.START_UP,
                        1.1,
                        text.apply("processes:4 takes 1.50 s longer to start, 53 % of its run")),
                    new Reason(
                        Topic.SLOW_DOWN,
                        0.3,
                        text.apply("a task takes 1.35 times as long while four run at once"))),
                List.of(text.apply("length of a task: processes are faster for tasks above 31 ms")),
                List.of(text.apply("a crash of one process loses 4 tasks; of threads the run")),
                List.of("backend = threads", text.apply("workers = 4")))),
        new BreakEven.Grain(0.031, TASK, text.apply("processes are faster for tasks above 31 ms")),
        List.of(text.apply("the load before was 1.7 on 4 cores")),
        text.apply("the intervals of the best two arms separate"));
  }

  private static Arm best(List<ArmResult> arms) {
    return arms.stream()
        .filter(ArmResult::isMeasured)
        .min(Comparator.comparingDouble(arm -> arm.time().orElseThrow().median()))
        .orElseThrow()
        .arm();
  }

  private static Provenance provenance(UnaryOperator<String> text) {
    return new Provenance(
        text.apply("sweep"),
        text.apply("/home/ada/work/sweep.conf"),
        List.of("thresher", "compare", text.apply("sweep.conf"), "--report", "out.html"),
        new Machine(
            text.apply("Linux 6.1 amd64"), text.apply("Some Processor 3000"), 4, 16L << 30, 0.21),
        "0.1.0",
        "25+36, Eclipse Temurin",
        Instant.parse("2026-11-29T15:00:00Z"),
        58.3,
        60,
        42);
  }

  private ArmResult arm(Arm arm, double slowDown, double startUp) {
    int slots = arm.workers() == Arm.UNLIMITED ? 4 : arm.workers();
    var trials = new ArrayList<Trial>();
    for (int round = 0; round <= ROUNDS; round++) {
      double noise = 1 + 0.04 * random.nextGaussian();
      double task = TASK * slowDown * noise;
      double working = tasks * (task + 300e-6) / slots;
      double seconds = startUp * (1 + 0.03 * random.nextDouble()) + working;
      trials.add(
          trial(
              round,
              25 * round + random.nextDouble(20),
              seconds,
              Optional.of(inside(arm, seconds, working, task * tasks, tasks))));
    }
    return result(arm, trials);
  }

  private static Trial trial(int round, double at, double seconds, Optional<Inside> inside) {
    return new Trial(
        round,
        at,
        seconds,
        new Ending.Completed("0123456789abcdef".repeat(4)),
        OptionalDouble.of(seconds * 1.7),
        OptionalLong.of(300L << 20),
        OptionalLong.of(12_345),
        inside);
  }

  private static Inside inside(
      Arm arm, double seconds, double working, double taskSeconds, int tasks) {
    double rest = seconds - working;
    double task = taskSeconds / tasks;
    return new Inside(
        new Phases(rest * 0.5, rest * 0.35, working, rest * 0.15),
        arm.workers() == Arm.UNLIMITED ? OptionalInt.empty() : OptionalInt.of(arm.workers()),
        tasks,
        taskSeconds,
        Optional.of(new TaskTimes(task * 0.95, task * 1.2, task * 2.1, task * 6)),
        Optional.of(new Gc(14, 0.021, 0.004, 3_400_000_000L)),
        arm.sharesMemory() ? 0 : 182_000,
        arm.sharesMemory() ? 0 : 91_000,
        Optional.of(way(arm, task)),
        Optional.of(code(task)),
        Optional.of(timeline(arm, working)));
  }

  private static CodeTime code(double task) {
    var parts = new EnumMap<CodeTime.Part, Double>(CodeTime.Part.class);
    parts.put(CodeTime.Part.PROCESSOR, task * 0.7);
    parts.put(CodeTime.Part.MONITOR, task * 0.2);
    parts.put(CodeTime.Part.REST, task * 0.1);
    return new CodeTime(TASKS, parts, OptionalDouble.of(2_000_000));
  }

  private static TaskWay way(Arm arm, double task) {
    var parts = new EnumMap<Stretch, Double>(Stretch.class);
    for (var stretch : Stretch.values()) {
      boolean bytes =
          stretch == Stretch.ENCODE
              || stretch == Stretch.ENCODE_RESULT
              || stretch == Stretch.DECODE_RESULT;
      parts.put(stretch, bytes && arm.sharesMemory() ? 0 : task / 8);
    }
    parts.put(Stretch.RUN, task);
    double sum = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    return new TaskWay(TASKS, parts, sum * 1.001, task);
  }

  private static Timeline timeline(Arm arm, double working) {
    var rows = new ArrayList<Timeline.Row>();
    for (int row = 1; row <= Math.max(1, arm.workers()); row++) {
      var bars = new ArrayList<Timeline.Bar>();
      for (int bar = 0; bar < 20; bar++) {
        double from = 0.2 + bar * working / 20;
        bars.add(new Timeline.Bar(from, from + working / 25, 3));
      }
      rows.add(new Timeline.Row("w" + row, bars));
    }
    return new Timeline(rows, false, 0, 0.2 + working);
  }

  private static ArmResult result(Arm arm, List<Trial> trials) {
    var time = interval(trials, Trial::seconds);
    return new ArmResult(
        arm,
        trials,
        Optional.of(time),
        Optional.of(time.times(1 / 1.79)),
        Optional.of(interval(trials, PART::whole)),
        Standing.MEASURED,
        List.of());
  }

  private static Interval interval(List<Trial> trials, ToDoubleFunction<Trial> measure) {
    var sorted = trials.stream().filter(Trial::counts).mapToDouble(measure).sorted().toArray();
    return new Interval(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }
}
