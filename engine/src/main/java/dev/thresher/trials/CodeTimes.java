package dev.thresher.trials;

import dev.thresher.compare.CodeTime;
import dev.thresher.compare.CodeTime.Part;
import dev.thresher.trace.Note;
import dev.thresher.trace.Spent;
import dev.thresher.trace.TraceFiles.Noted;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/**
 * Splits the time in the code of tasks by what their threads have spent, and by when their JVMs
 * were stopped.
 *
 * <p>A thread that is stopped for a collection is neither on a processor, nor ready, nor counted as
 * waiting; so of the stops that fell into a task only so much is the collection's as is not any of
 * these. The others hit a task that waited anyway.
 */
final class CodeTimes {
  private static final double NANOS = 1e9;

  private record Task(long pid, int stage, long batch, long index) {}

  /** A task that was measured, and for how long stops fell into it. */
  private record Measured(long nanos, double stopped, Optional<Spent> spent) {}

  /** A thread cannot have run, or been ready, for longer than the task; clocks differ a little. */
  private static final double MOST_OF_WHOLE = 1.25;

  private CodeTimes() {}

  /**
   * Empty without notes of tasks, and where tasks are too short to be asked about.
   *
   * @param noted by process
   * @param pauses by process; a process without any was never stopped
   */
  static Optional<CodeTime> mean(Map<Long, Noted> noted, Map<Long, GcPauses> pauses) {
    var all = measured(noted, pauses);
    var told = all.stream().filter(one -> one.spent().isPresent()).toList();
    // On virtual threads nobody knows what a task spent: there only the stops are told apart.
    var counted = told.isEmpty() ? all : told;
    return counted.isEmpty() || areTooShort(counted)
        ? Optional.empty()
        : Optional.of(mean(counted));
  }

  /** Whether asking took longer than the tasks: then the answers tell of the asking. */
  private static boolean areTooShort(List<Measured> tasks) {
    double whole = tasks.stream().mapToLong(Measured::nanos).sum();
    double running =
        tasks.stream()
            .flatMap(one -> one.spent().stream())
            .mapToDouble(spent -> spent.processor() + Math.max(0, spent.ready()))
            .sum();
    return running > MOST_OF_WHOLE * whole;
  }

  private static List<Measured> measured(Map<Long, Noted> noted, Map<Long, GcPauses> pauses) {
    var spent = new HashMap<Task, Spent>();
    noted.forEach((pid, its) ->
        its.spent()
            .forEach(one -> spent.put(new Task(pid, one.stage(), one.batch(), one.index()), one)));
    return noted.entrySet().stream()
        .flatMap(process ->
            process.getValue().notes().stream()
                .filter(note -> note.kind() == Note.Kind.RAN)
                .map(ran ->
                    new Measured(
                        ran.t2() - ran.t1(),
                        pauses
                            .getOrDefault(process.getKey(), GcPauses.NONE)
                            .within(ran.t1(), ran.t2()),
                        Optional.ofNullable(
                            spent.get(
                                new Task(
                                    process.getKey(), ran.stage(), ran.batch(), ran.from()))))))
        .toList();
  }

  private static CodeTime mean(List<Measured> tasks) {
    var parts = new EnumMap<Part, Double>(Part.class);
    put(Part.PROCESSOR, tasks, Spent::processor, parts);
    put(Part.MONITOR, tasks, Spent::monitor, parts);
    put(Part.PARKED, tasks, Spent::parked, parts);
    put(Part.READY, tasks, Spent::ready, parts);
    double whole = tasks.stream().mapToLong(Measured::nanos).average().orElse(0) / NANOS;
    countOnce(parts, sum(parts) - whole);
    double known = sum(parts);
    double left = Math.max(0, whole - known);
    double stopped = tasks.stream().mapToDouble(Measured::stopped).average().orElse(0) / NANOS;
    parts.put(Part.COLLECTION, Math.min(stopped, left));
    parts.put(Part.REST, left - Math.min(stopped, left));
    return new CodeTime(tasks.size(), parts, average(tasks, Spent::allocated));
  }

  // Whoever is woken and finds no processor is ready, and still counted as waiting. What is over
  // then passed between the task and the asking: who loses the processor there is ready, too.
  private static void countOnce(Map<Part, Double> parts, double over) {
    double waiting = parts.getOrDefault(Part.MONITOR, 0.0) + parts.getOrDefault(Part.PARKED, 0.0);
    if (over <= 0) {
      return;
    }
    if (waiting > 0) {
      double left = Math.max(0, 1 - over / waiting);
      parts.computeIfPresent(Part.MONITOR, (_, seconds) -> seconds * left);
      parts.computeIfPresent(Part.PARKED, (_, seconds) -> seconds * left);
    }
    double outside = Math.max(0, over - waiting);
    parts.computeIfPresent(Part.READY, (_, seconds) -> Math.max(0, seconds - outside));
  }

  private static double sum(Map<Part, Double> parts) {
    return parts.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static void put(
      Part part, List<Measured> tasks, ToLongFunction<Spent> measure, Map<Part, Double> parts) {
    average(tasks, measure).ifPresent(nanos -> parts.put(part, nanos / NANOS));
  }

  // Empty unless all of them tell.
  private static OptionalDouble average(List<Measured> tasks, ToLongFunction<Spent> measure) {
    boolean told =
        tasks.stream()
            .allMatch(one ->
                one.spent()
                    .filter(spent -> measure.applyAsLong(spent) != Spent.UNKNOWN)
                    .isPresent());
    return told
        ? tasks.stream().mapToLong(one -> measure.applyAsLong(one.spent().orElseThrow())).average()
        : OptionalDouble.empty();
  }
}
