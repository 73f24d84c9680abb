package dev.thresher.compare;

import dev.thresher.compare.TaskWay.Stretch;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What came of one arm.
 *
 * @param trials all of them in the order of time, the warm-up included
 * @param time of a run, seconds, over the trials that count; empty without any
 * @param toBest ratio of this arm's median to the best arm's; 1 for the best itself
 * @param whole expected time of the whole workload where trials ran a sample of it, by {@code T(N)
 *     = start-up + N x time per task}; empty where they ran all of it
 */
public record ArmResult(
    Arm arm,
    List<Trial> trials,
    Optional<Interval> time,
    Optional<Interval> toBest,
    Optional<Interval> whole,
    Standing standing,
    List<Warning> warnings) {
  public ArmResult {
    trials = List.copyOf(trials);
    warnings = List.copyOf(warnings);
  }

  /** What the schedule made of it. */
  public enum Standing {
    MEASURED,
    /** So much slower than the best that it got no more trials. */
    HOPELESS,
    /** Its run fails. */
    FAILED,
    /** The budget or the user ended the comparison before it had trials that count. */
    UNMEASURED
  }

  public List<Trial> counting() {
    return trials.stream().filter(Trial::counts).toList();
  }

  /** What arms are compared by: the time of a run, of the whole workload if trials ran a sample. */
  public Optional<Interval> judged() {
    return whole.or(() -> time);
  }

  public boolean isMeasured() {
    return time.isPresent();
  }

  /** Median over the trials that count, of those that have it. */
  public OptionalDouble median(Function<Trial, OptionalDouble> measure) {
    return medianOf(counting().stream().map(measure).flatMapToDouble(OptionalDouble::stream));
  }

  /** Median over what trials that count report of themselves. */
  public OptionalDouble medianInside(ToDoubleFunction<Inside> measure) {
    return medianOf(
        counting().stream().flatMap(trial -> trial.inside().stream()).mapToDouble(measure));
  }

  public OptionalDouble cpuSeconds() {
    return median(Trial::cpuSeconds);
  }

  /** Cores that were busy, averaged over the run. */
  public OptionalDouble cores() {
    return median(trial ->
        trial.cpuSeconds().isPresent() && trial.seconds() > 0
            ? OptionalDouble.of(trial.cpuSeconds().getAsDouble() / trial.seconds())
            : OptionalDouble.empty());
  }

  public OptionalDouble peakBytes() {
    return median(trial ->
        trial.peakBytes().isPresent()
            ? OptionalDouble.of(trial.peakBytes().getAsLong())
            : OptionalDouble.empty());
  }

  /** Context switches a second of the run. */
  public OptionalDouble switchRate() {
    return median(trial ->
        trial.switches().isPresent() && trial.seconds() > 0
            ? OptionalDouble.of(trial.switches().getAsLong() / trial.seconds())
            : OptionalDouble.empty());
  }

  /** Bytes allocated on heaps, a second of the run. */
  public OptionalDouble allocationRate() {
    return median(trial ->
        trial.inside().flatMap(Inside::gc).stream()
            .mapToDouble(gc -> gc.allocatedBytes() / trial.seconds())
            .findFirst());
  }

  public OptionalDouble gcSeconds() {
    return median(trial ->
        trial.inside().flatMap(Inside::gc).stream().mapToDouble(Inside.Gc::seconds).findFirst());
  }

  /** Of every stretch the median over the trials that count; empty if none tells. */
  public Optional<TaskWay> way() {
    var tasks = medianOfWay(TaskWay::tasks);
    if (tasks.isEmpty()) {
      return Optional.empty();
    }
    var parts = new EnumMap<Stretch, Double>(Stretch.class);
    for (var stretch : Stretch.values()) {
      parts.put(stretch, medianOfWay(way -> way.seconds(stretch)).orElse(0));
    }
    return Optional.of(
        new TaskWay(
            Math.round(tasks.getAsDouble()),
            parts,
            medianOfWay(TaskWay::whole).orElse(0),
            medianOfWay(TaskWay::lateRun).orElse(0)));
  }

  /** Of every part the median over the trials that count and know it; empty if none does. */
  public Optional<CodeTime> code() {
    var tasks = median(trial -> ofCode(trial, CodeTime::tasks));
    if (tasks.isEmpty()) {
      return Optional.empty();
    }
    var parts = new EnumMap<CodeTime.Part, Double>(CodeTime.Part.class);
    for (var part : CodeTime.Part.values()) {
      median(trial ->
              trial.inside().flatMap(Inside::code).filter(code -> code.knows(part)).stream()
                  .mapToDouble(code -> code.seconds(part))
                  .findFirst())
          .ifPresent(seconds -> parts.put(part, seconds));
    }
    var allocated =
        median(trial ->
            trial
                .inside()
                .flatMap(Inside::code)
                .map(CodeTime::allocatedBytes)
                .orElse(OptionalDouble.empty()));
    return Optional.of(new CodeTime(Math.round(tasks.getAsDouble()), parts, allocated));
  }

  private static OptionalDouble ofCode(Trial trial, ToDoubleFunction<CodeTime> measure) {
    return trial.inside().flatMap(Inside::code).stream().mapToDouble(measure).findFirst();
  }

  private OptionalDouble medianOfWay(ToDoubleFunction<TaskWay> measure) {
    return median(
        trial -> trial.inside().flatMap(Inside::way).stream().mapToDouble(measure).findFirst());
  }

  /** Of the trial whose time is the median, or next to it; empty if it has none. */
  public Optional<Timeline> timeline() {
    var sorted =
        counting().stream()
            .filter(trial -> trial.inside().flatMap(Inside::timeline).isPresent())
            .sorted(Comparator.comparingDouble(Trial::seconds))
            .toList();
    return sorted.isEmpty()
        ? Optional.empty()
        : sorted.get((sorted.size() - 1) / 2).inside().flatMap(Inside::timeline);
  }

  private static OptionalDouble medianOf(DoubleStream values) {
    var sorted = values.sorted().toArray();
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
  }
}
