package dev.thresher.compare;

import dev.thresher.compare.Trial.Ending;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A comparison as the fields of {@code compare --json}. The names are a contract, explained in
 * {@code docs/cli.md}: added to, never changed. Times are seconds.
 */
public final class ComparisonJson {
  private ComparisonJson() {}

  public static Fields of(Comparison comparison) {
    var fields = new LinkedHashMap<String, Value>();
    var from = comparison.provenance();
    fields.put("workload", Value.of(from.workload()));
    fields.put("file", Value.of(from.file()));
    fields.put("arms", sequence(comparison.arms(), ComparisonJson::arm));
    fields.put(
        "verdict", comparison.verdict().<Value>map(ComparisonJson::verdict).orElse(Absent.ABSENT));
    fields.put("yardsticks", sequence(comparison.yardsticks(), ComparisonJson::yardstick));
    fields.put("breakEven", breakEven(comparison.breakEven()));
    fields.put("breakEvenPayload", payload(comparison.payload()));
    fields.put("faults", sequence(comparison.faults().trials(), ComparisonJson::fault));
    fields.put("faultYardsticks", texts(comparison.faults().yardsticks()));
    fields.put("faultProblems", texts(comparison.faults().problems()));
    fields.put("slowDowns", sequence(SlowDown.of(comparison.arms()), ComparisonJson::slowDown));
    fields.put("scaling", sequence(comparison.scaling(), ComparisonJson::scaling));
    fields.put(
        "difference",
        comparison.difference().<Value>map(ComparisonJson::difference).orElse(Absent.ABSENT));
    fields.put(
        "sample", comparison.sample().<Value>map(ComparisonJson::sample).orElse(Absent.ABSENT));
    fields.put("costs", comparison.costs().<Value>map(ComparisonJson::costs).orElse(Absent.ABSENT));
    fields.put("warnings", texts(comparison.warnings()));
    fields.put("ended", Value.of(comparison.ended()));
    fields.put("provenance", provenance(from));
    return new Fields(fields);
  }

  private static Value arm(ArmResult result) {
    var fields = new LinkedHashMap<String, Value>();
    fields.put("name", Value.of(result.arm().name()));
    putArm(result.arm(), fields);
    fields.put("standing", Value.of(keyword(result.standing())));
    fields.put("trials", sequence(result.counting(), trial -> Value.of(rounded(trial.seconds()))));
    putInterval(result.time(), fields);
    fields.put("toBest", interval(result.toBest()));
    fields.put("whole", interval(result.whole()));
    fields.put("cpuSeconds", number(result.cpuSeconds()));
    fields.put("gcSeconds", number(result.gcSeconds()));
    fields.put("peakBytes", number(result.peakBytes()));
    fields.put("switchesPerSecond", number(result.switchRate()));
    fields.put("allocatedBytesPerSecond", number(result.allocationRate()));
    fields.put("way", way(result.way()));
    fields.put("code", code(result.code()));
    fields.put(
        "warnings",
        sequence(
            result.warnings(),
            warning ->
                Fields.of("kind", Value.of(keyword(warning.kind())))
                    .with("sentence", Value.of(warning.sentence()))));
    fields.put("runs", sequence(result.trials(), ComparisonJson::trial));
    return new Fields(fields);
  }

  private static void putArm(Arm arm, Map<String, Value> fields) {
    fields.put("backend", Value.of(arm.place().keyword()));
    fields.put("workers", arm.workers() == Arm.UNLIMITED ? Absent.ABSENT : Value.of(arm.workers()));
    fields.put("settings", texts(arm.settings()));
  }

  private static void putInterval(Optional<Interval> time, Map<String, Value> fields) {
    fields.put("median", number(time.map(Interval::median)));
    fields.put("low", number(time.map(Interval::low)));
    fields.put("high", number(time.map(Interval::high)));
  }

  private static Value interval(Optional<Interval> interval) {
    if (interval.isEmpty()) {
      return Absent.ABSENT;
    }
    var fields = new LinkedHashMap<String, Value>();
    putInterval(interval, fields);
    return new Fields(fields);
  }

  private static Value trial(Trial trial) {
    var fields = new LinkedHashMap<String, Value>();
    fields.put("round", Value.of(trial.round()));
    fields.put("startedAt", Value.of(rounded(trial.startedAt())));
    fields.put("seconds", Value.of(rounded(trial.seconds())));
    fields.put("ending", ending(trial.ending()));
    fields.put("cpuSeconds", number(trial.cpuSeconds()));
    fields.put(
        "peakBytes",
        trial.peakBytes().isEmpty() ? Absent.ABSENT : Value.of(trial.peakBytes().getAsLong()));
    fields.put(
        "contextSwitches",
        trial.switches().isEmpty() ? Absent.ABSENT : Value.of(trial.switches().getAsLong()));
    fields.put("inside", trial.inside().<Value>map(ComparisonJson::inside).orElse(Absent.ABSENT));
    return new Fields(fields);
  }

  private static Value ending(Ending ending) {
    return switch (ending) {
      case Ending.Completed(String checksum, _, _) ->
          Fields.of("how", Value.of("completed")).with("checksum", Value.of(checksum));
      case Ending.Failed(int code, String sentence) ->
          Fields.of("how", Value.of("failed"))
              .with("exitCode", Value.of(code))
              .with("sentence", Value.of(sentence));
      case Ending.Cut(String reason) ->
          Fields.of("how", Value.of("cut")).with("sentence", Value.of(reason));
    };
  }

  private static Value inside(Inside inside) {
    var fields = new LinkedHashMap<String, Value>();
    var phases = inside.phases();
    fields.put(
        "phases",
        Fields.of("outside", Value.of(rounded(phases.outside())))
            .with("gathering", Value.of(rounded(phases.gathering())))
            .with("working", Value.of(rounded(phases.working())))
            .with("ending", Value.of(rounded(phases.ending()))));
    fields.put(
        "slots", inside.slots().isEmpty() ? Absent.ABSENT : Value.of(inside.slots().getAsInt()));
    fields.put("tasks", Value.of(inside.tasks()));
    fields.put("taskSeconds", Value.of(rounded(inside.taskSeconds())));
    fields.put("betweenTasksSeconds", number(inside.betweenTasksSeconds()));
    fields.put(
        "taskTimes",
        inside
            .taskTimes()
            .<Value>map(times ->
                Fields.of("median", Value.of(times.median()))
                    .with("p90", Value.of(times.p90()))
                    .with("p99", Value.of(times.p99()))
                    .with("longest", Value.of(times.longest())))
            .orElse(Absent.ABSENT));
    fields.put(
        "gc",
        inside
            .gc()
            .<Value>map(gc ->
                Fields.of("stops", Value.of(gc.stops()))
                    .with("seconds", Value.of(rounded(gc.seconds())))
                    .with("longest", Value.of(rounded(gc.longest())))
                    .with("allocatedBytes", Value.of(gc.allocatedBytes())))
            .orElse(Absent.ABSENT));
    fields.put("bytesSent", Value.of(inside.bytesSent()));
    fields.put("bytesReceived", Value.of(inside.bytesReceived()));
    fields.put("way", way(inside.way()));
    fields.put("code", code(inside.code()));
    return new Fields(fields);
  }

  // Not rounded to microseconds: some of it is shorter.
  private static Value way(Optional<TaskWay> way) {
    if (way.isEmpty()) {
      return Absent.ABSENT;
    }
    var fields = new LinkedHashMap<String, Value>();
    fields.put("tasks", Value.of(way.get().tasks()));
    for (var stretch : TaskWay.Stretch.values()) {
      fields.put(camelCase(stretch), Value.of(inNanos(way.get().seconds(stretch))));
    }
    fields.put("whole", Value.of(inNanos(way.get().whole())));
    fields.put("lateRun", Value.of(inNanos(way.get().lateRun())));
    return new Fields(fields);
  }

  private static Value code(Optional<CodeTime> code) {
    if (code.isEmpty()) {
      return Absent.ABSENT;
    }
    var fields = new LinkedHashMap<String, Value>();
    fields.put("tasks", Value.of(code.get().tasks()));
    for (var part : CodeTime.Part.values()) {
      boolean known = code.get().knows(part);
      fields.put(part.words(), known ? Value.of(inNanos(code.get().seconds(part))) : Absent.ABSENT);
    }
    fields.put("whole", Value.of(inNanos(code.get().whole())));
    fields.put("allocatedBytes", number(code.get().allocatedBytes()));
    return new Fields(fields);
  }

  private static Value slowDown(SlowDown slowDown) {
    var fields = new LinkedHashMap<String, Value>();
    fields.put("arm", Value.of(slowDown.arm().name()));
    fields.put("against", Value.of(slowDown.alone().name()));
    fields.put("factor", Value.of(rounded(slowDown.factor())));
    fields.put(
        "cause", slowDown.cause().<Value>map(part -> Value.of(part.words())).orElse(Absent.ABSENT));
    var growth = new LinkedHashMap<String, Value>();
    for (var part : CodeTime.Part.values()) {
      boolean known = slowDown.its().knows(part) && slowDown.itsAlone().knows(part);
      growth.put(part.words(), known ? Value.of(inNanos(slowDown.growth(part))) : Absent.ABSENT);
    }
    fields.put("growth", new Fields(growth));
    fields.put("sentence", Value.of(slowDown.sentence()));
    return new Fields(fields);
  }

  private static String camelCase(TaskWay.Stretch stretch) {
    return stretch.words().replace(" result", "Result");
  }

  private static double inNanos(double seconds) {
    return Math.round(seconds * 1e9) / 1e9;
  }

  private static Value verdict(Verdict verdict) {
    var fields = new LinkedHashMap<String, Value>();
    putArm(verdict.choice(), fields);
    fields.put("clear", Value.of(verdict.clear()));
    fields.put("sentence", Value.of(verdict.sentence()));
    fields.put(
        "reasons",
        sequence(
            verdict.reasons(),
            reason ->
                Fields.of("topic", Value.of(keyword(reason.topic())))
                    .with("seconds", Value.of(rounded(reason.weight())))
                    .with("sentence", Value.of(reason.sentence()))));
    fields.put("changes", texts(verdict.changes()));
    fields.put("isolation", texts(verdict.isolation()));
    fields.put("lines", texts(verdict.lines()));
    return new Fields(fields);
  }

  private static Value payload(PayloadLimit limit) {
    return switch (limit) {
      case PayloadLimit.Bytes(double bytes, double here, String sentence) ->
          Fields.of("found", Value.of("payload"))
              .with("bytes", Value.of(Math.round(bytes)))
              .with("bytesHere", Value.of(Math.round(here)))
              .with("sentence", Value.of(sentence));
      case PayloadLimit.None(String sentence) ->
          Fields.of("found", Value.of("none")).with("sentence", Value.of(sentence));
      case PayloadLimit.Unknown(String sentence) ->
          Fields.of("found", Value.of("unknown")).with("sentence", Value.of(sentence));
    };
  }

  private static Value breakEven(BreakEven breakEven) {
    return switch (breakEven) {
      case BreakEven.Grain(double seconds, double task, String sentence) ->
          Fields.of("found", Value.of("grain"))
              .with("seconds", Value.of(seconds))
              .with("taskSeconds", Value.of(task))
              .with("sentence", Value.of(sentence));
      case BreakEven.None(double price, String sentence) ->
          Fields.of("found", Value.of("none"))
              .with("priceShare", Value.of(rounded(price)))
              .with("sentence", Value.of(sentence));
      case BreakEven.Unknown(String sentence) ->
          Fields.of("found", Value.of("unknown")).with("sentence", Value.of(sentence));
    };
  }

  private static Value yardstick(Yardstick yardstick) {
    return Fields.of("arm", Value.of(yardstick.arm().name()))
        .with("ratio", interval(yardstick.ratio()))
        .with("sentence", Value.of(yardstick.sentence()));
  }

  private static Value fault(FaultTrial trial) {
    var fields = new LinkedHashMap<String, Value>();
    fields.put("arm", Value.of(trial.arm().name()));
    fields.put("fault", Value.of(trial.strike().fault().word()));
    fields.put("victim", Value.of(trial.victim()));
    fields.put("heapMebibytes", heap(trial.strike()));
    fields.put("ran", Value.of(trial.ran()));
    fields.put("tasks", Value.of(trial.tasks()));
    fields.put("kept", Value.of(trial.kept()));
    fields.put("again", Value.of(trial.again()));
    fields.put("resumed", Value.of(trial.resumed()));
    fields.put("seconds", Value.of(rounded(trial.seconds())));
    fields.put("usualSeconds", Value.of(rounded(trial.usualSeconds())));
    fields.put("extraSeconds", Value.of(rounded(trial.extraSeconds())));
    fields.put("sameResult", Value.of(trial.sameResult()));
    fields.put("sentence", Value.of(trial.sentence()));
    return new Fields(fields);
  }

  private static Value heap(Strike strike) {
    return switch (strike) {
      case Strike.Killed() -> Absent.ABSENT;
      case Strike.HeapFilled(long mebibytes) -> Value.of(mebibytes);
    };
  }

  private static Value scaling(Scaling scaling) {
    var fields = new LinkedHashMap<String, Value>();
    fields.put(
        "backend",
        scaling.backend().<Value>map(one -> Value.of(one.keyword())).orElse(Absent.ABSENT));
    fields.put(
        "contention",
        scaling.law().<Value>map(law -> Value.of(law.contention())).orElse(Absent.ABSENT));
    fields.put(
        "coherence",
        scaling.law().<Value>map(law -> Value.of(law.coherence())).orElse(Absent.ABSENT));
    fields.put("workers", scaling.workers() == 0 ? Absent.ABSENT : Value.of(scaling.workers()));
    fields.put("speedUp", interval(scaling.speedUp()));
    fields.put("sentence", Value.of(scaling.sentence()));
    return new Fields(fields);
  }

  private static Value difference(Comparison.Difference difference) {
    return Fields.of("one", Value.of(difference.one().name()))
        .with("other", Value.of(difference.other().name()))
        .with("sentence", Value.of(difference.sentence()));
  }

  private static Value sample(Comparison.Sample sample) {
    return Fields.of("tasks", Value.of(sample.tasks())).with("ofTasks", Value.of(sample.ofTasks()));
  }

  private static Value costs(Costs costs) {
    return Fields.of("remembered", Value.of(costs.remembered()))
        .with("measuredAt", Value.of(costs.measuredAt().toString()))
        .with("backends", sequence(costs.backends(), ComparisonJson::cost));
  }

  private static Value cost(Costs.Cost cost) {
    return Fields.of("backend", Value.of(cost.backend().keyword()))
        .with("workers", Value.of(cost.workers()))
        .with("startUpSeconds", Value.of(rounded(cost.startUpSeconds())))
        .with("secondsPerTask", Value.of(cost.secondsPerTask()))
        .with("onceSeconds", Value.of(rounded(cost.onceSeconds())))
        .with("payloads", sequence(cost.payloads(), ComparisonJson::payload));
  }

  private static Value payload(Costs.Payload payload) {
    return Fields.of("bytes", Value.of(payload.bytes()))
        .with("secondsPerTask", Value.of(payload.secondsPerTask()));
  }

  private static Value provenance(Provenance from) {
    var fields = new LinkedHashMap<String, Value>();
    fields.put("command", texts(from.command()));
    fields.put("system", Value.of(from.machine().system()));
    fields.put("processor", Value.of(from.machine().processor()));
    fields.put("cores", Value.of(from.machine().cores()));
    fields.put("memoryBytes", Value.of(from.machine().memoryBytes()));
    fields.put("load", Value.of(from.machine().load()));
    fields.put("version", Value.of(from.version()));
    fields.put("jdk", Value.of(from.jdk()));
    fields.put("python", from.python().<Value>map(ComparisonJson::python).orElse(Absent.ABSENT));
    fields.put("startedAt", Value.of(from.startedAt().toString()));
    fields.put("seconds", Value.of(rounded(from.seconds())));
    fields.put("budgetSeconds", Value.of(from.budgetSeconds()));
    fields.put("seed", Value.of(from.seed()));
    return new Fields(fields);
  }

  private static Value python(Provenance.Python python) {
    return Fields.of("file", Value.of(python.file()))
        .with("version", Value.of(python.version()))
        .with("interpreter", Value.of(python.interpreter()))
        .with("startMethod", Value.of(python.startMethod()));
  }

  /** An enum's name as JSON has it. */
  private static String keyword(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T> Sequence sequence(List<T> items, Function<T, Value> rendered) {
    return new Sequence(items.stream().map(rendered).toList());
  }

  private static Sequence texts(List<String> texts) {
    return sequence(texts, Value::of);
  }

  private static Value number(OptionalDouble number) {
    return number.isEmpty() ? Absent.ABSENT : Value.of(rounded(number.getAsDouble()));
  }

  private static Value number(Optional<Double> number) {
    return number.<Value>map(value -> Value.of(rounded(value))).orElse(Absent.ABSENT);
  }

  // To microseconds: no clock here tells more.
  private static double rounded(double number) {
    return Math.round(number * 1e6) / 1e6;
  }
}
