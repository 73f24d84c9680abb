package dev.thresher.compare;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a run reports of itself.
 *
 * @param phases of the wall time
 * @param slots tasks at once; empty without a limit
 * @param tasks that ended
 * @param taskSeconds in the code of all tasks, added up
 * @param taskTimes of single tasks; empty if there were none
 * @param gc stops for garbage collection; empty where it was not recorded
 * @param way of a task; empty where it was not noted
 * @param code what the time in a task's own code is made of; empty where it was not noted
 * @param timeline of its slots; empty where it was not noted
 * @param bytesSent task envelopes to workers, as encoded; 0 in shared memory
 */
public record Inside(
    Phases phases,
    OptionalInt slots,
    long tasks,
    double taskSeconds,
    Optional<TaskTimes> taskTimes,
    Optional<Gc> gc,
    long bytesSent,
    long bytesReceived,
    Optional<TaskWay> way,
    Optional<CodeTime> code,
    Optional<Timeline> timeline) {

  /**
   * Where the wall time went; the four add up to it. Seconds.
   *
   * @param outside the JVM starts and the file is read, and at the end the JVM exits
   * @param gathering from the beginning of the run until its first worker is ready
   * @param working until the last task's result is in
   * @param ending results are combined and published, workers end
   */
  public record Phases(double outside, double gathering, double working, double ending) {
    /** What the run would take without any task. */
    public double startUp() {
      return outside + gathering + ending;
    }

    public double total() {
      return outside + gathering + working + ending;
    }
  }

  /** Seconds in the code of one task; quantiles within 5 %. */
  public record TaskTimes(double median, double p90, double p99, double longest) {}

  /**
   * Stops of all threads for garbage collection, over all JVMs of the run. Work that a collector
   * does beside the program is not in it.
   *
   * @param seconds added up
   * @param longest a single stop, seconds
   * @param allocatedBytes on heaps, added up, also of what was collected long ago
   */
  public record Gc(long stops, double seconds, double longest, long allocatedBytes) {}

  /** Without notes of single tasks. */
  public Inside(
      Phases phases,
      OptionalInt slots,
      long tasks,
      double taskSeconds,
      Optional<TaskTimes> taskTimes,
      Optional<Gc> gc,
      long bytesSent,
      long bytesReceived) {
    this(
        phases,
        slots,
        tasks,
        taskSeconds,
        taskTimes,
        gc,
        bytesSent,
        bytesReceived,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Mean time in the code of a task, seconds; empty without tasks. */
  public OptionalDouble secondsPerTask() {
    return tasks == 0 ? OptionalDouble.empty() : OptionalDouble.of(taskSeconds / tasks);
  }

  /**
   * Slot time between {@code gathering} and {@code ending} that no task's code used, seconds:
   * encoding, sending, waiting for work, decoding, returning, and slots left empty at the end.
   */
  public OptionalDouble betweenTasksSeconds() {
    return slots.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.max(0, slots.getAsInt() * phases.working() - taskSeconds));
  }
}
