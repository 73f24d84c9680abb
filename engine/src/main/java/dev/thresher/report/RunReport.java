package dev.thresher.report;

import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.model.TaskTimes;
import dev.thresher.model.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A run that has ended.
 *
 * @param run its id; empty if it ended before it began
 * @param transport how task bytes travelled; empty if it ended before it began
 * @param workers one entry per incarnation, by place and then by incarnation
 * @param stages those with tasks, by their numbers; empty in a report of a version that had none
 * @param wallNanos from the start of the run to its end, starting and stopping of workers included
 * @param taskNanos time in the code of all tasks that ended, added up
 * @param failures the first {@value RunRecording#FAILURES_KEPT}, in order of time
 * @param failureGroups by headline, in order of first appearance
 * @param course when what happened, as far as it did
 */
public record RunReport(
    String run,
    String workload,
    BackendKind backend,
    String transport,
    int workersAsked,
    long coordinatorPid,
    Optional<Path> runDirectory,
    Optional<Instant> startedAt,
    List<WorkerLife> workers,
    List<StageWork> stages,
    TaskCounts tasks,
    long wallNanos,
    long taskNanos,
    long bytesSent,
    long bytesReceived,
    RunEnd end,
    String detail,
    Value result,
    List<Path> outputs,
    List<FailedTask> failures,
    List<FailureGroup> failureGroups,
    Course course) {

  /** Tasks that run at once where there is no limit; see {@link WorkerLife#slots}. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  public RunReport {
    workers = List.copyOf(workers);
    stages = List.copyOf(stages);
    outputs = List.copyOf(outputs);
    failures = List.copyOf(failures);
    failureGroups = List.copyOf(failureGroups);
  }

  /**
   * One life of one worker.
   *
   * @param worker its place in the run, such as {@code w1}
   * @param incarnation 1 for the first life in that place
   * @param slots tasks at once, or {@link #UNLIMITED}
   * @param endedBy in words; empty if it was still there when the run ended
   * @param expected whether the engine ended it on purpose; true while it lives
   */
  public record WorkerLife(
      String worker,
      int incarnation,
      long pid,
      String host,
      int slots,
      Instant startedAt,
      String endedBy,
      boolean expected,
      Work work) {
    public String name() {
      return incarnation == 1 ? worker : worker + "#" + incarnation;
    }

    WorkerLife ended(String by, boolean wasExpected) {
      return new WorkerLife(
          worker, incarnation, pid, host, slots, startedAt, by, wasExpected, work);
    }

    WorkerLife credited(Work more) {
      return new WorkerLife(
          worker, incarnation, pid, host, slots, startedAt, endedBy, expected, work.plus(more));
    }
  }

  /**
   * Moments of a run, since its start.
   *
   * @param readyNanos when the first worker had come up
   * @param lastTaskNanos when the last task had ended
   * @param taskTimes of single tasks
   */
  public record Course(
      OptionalLong readyNanos, OptionalLong lastTaskNanos, Optional<TaskTimes> taskTimes) {}

  /** Tasks that ended in one place, and the time in their code. */
  public record Work(long completed, long failed, long taskNanos) {
    public long ended() {
      return completed + failed;
    }

    static final Work NONE = new Work(0, 0, 0);

    Work plus(Work more) {
      return new Work(completed + more.completed, failed + more.failed, taskNanos + more.taskNanos);
    }
  }

  /**
   * What became of one stage's tasks.
   *
   * @param stage its number
   */
  public record StageWork(int stage, String name, Work work) {}

  /**
   * @param retried attempts that came to nothing and were followed by another one
   * @param kept of those that ended, those that had in an earlier life of the run
   */
  public record TaskCounts(long total, long completed, long failed, long retried, long kept) {
    public long ended() {
      return completed + failed;
    }

    /** Those that ended in this life of the run. */
    long endedNow() {
      return ended() - kept;
    }
  }

  /** Why a task has no result. */
  public enum Cause {
    FAILED,
    TIMED_OUT,
    CANCELLED,
    LOST
  }

  /**
   * @param type class name of the exception, or the cause in capitals
   */
  public record FailedTask(
      int stage,
      String stageName,
      long index,
      int attempt,
      String worker,
      Cause cause,
      String type,
      String message) {
    public String headline() {
      return message.isEmpty() ? type : type + ": " + message;
    }
  }

  /** Failures with the same headline. */
  public record FailureGroup(long count, FailedTask first) {}

  /**
   * Tasks that could run at once, over all places of workers; a replaced worker counts once. Empty
   * if there was no limit or no worker.
   */
  public OptionalLong slots() {
    var byPlace =
        workers.stream()
            .collect(Collectors.toMap(WorkerLife::worker, WorkerLife::slots, Math::max))
            .values();
    if (byPlace.isEmpty() || byPlace.contains(UNLIMITED)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(byPlace.stream().mapToLong(Integer::longValue).sum());
  }

  /** Tasks that ran at once, averaged over the wall time. Empty for a run that took no time. */
  public OptionalDouble busySlots() {
    return wallNanos <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) taskNanos / wallNanos);
  }

  /** {@link #busySlots} as a share of all {@link #slots}, from 0 to 1. */
  public OptionalDouble busyShare() {
    return slots().isEmpty() || busySlots().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(busySlots().getAsDouble() / slots().getAsLong());
  }

  /**
   * Slot time that no task used, per task: (slots × wall time − time in tasks) ÷ tasks that ended.
   * Includes starting and stopping of workers and slots left empty at the end. Nanoseconds.
   */
  public OptionalDouble overheadNanosPerTask() {
    return slots().isEmpty() || tasks.endedNow() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            ((double) slots().getAsLong() * wallNanos - taskNanos) / tasks.endedNow());
  }
}
