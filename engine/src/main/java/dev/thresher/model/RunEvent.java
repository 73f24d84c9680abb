package dev.thresher.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened in a run, for progress displays, reports and recordings.
 *
 * <p>{@code atNanos} is time since the run began, monotonic. Events of one run come one at a time,
 * in order, from one thread that must not be kept waiting.
 */
public sealed interface RunEvent {
  long atNanos();

  /**
   * @param transport how task bytes travel: {@code memory}, {@code artery tls-tcp} or {@code direct
   *     unix}
   * @param workersAsked workers that the backend was told to provide
   * @param tasks of all stages together
   */
  record RunStarted(
      long atNanos,
      RunId run,
      String workload,
      BackendKind backend,
      String transport,
      int workersAsked,
      long tasks,
      long coordinatorPid,
      Path runDirectory,
      Instant startedAt)
      implements RunEvent {}

  /**
   * The process of a worker was started; whether it will come up is not known yet. On threads there
   * is none.
   */
  record WorkerStarting(long atNanos, Incarnation worker, long pid, Instant startedAt)
      implements RunEvent {}

  /**
   * @param slots tasks at once; {@link Integer#MAX_VALUE} if there is no limit
   */
  record WorkerUp(
      long atNanos, Incarnation worker, long pid, String host, int slots, Instant startedAt)
      implements RunEvent {}

  /**
   * @param endedBy in words: {@code end of run}, {@code signal 9 (KILL)}, {@code exit code 3}, …
   * @param expected whether the engine ended it on purpose
   */
  record WorkerDown(long atNanos, Incarnation worker, long pid, String endedBy, boolean expected)
      implements RunEvent {}

  /**
   * It has come out that a stage over another one's rows has so many tasks, or so many more of
   * them.
   */
  record StageSized(long atNanos, int stage, long tasks) implements RunEvent {}

  /**
   * Some tasks have ended for good.
   *
   * @param taskNanos time in the code of these tasks, added up
   */
  record TasksEnded(
      long atNanos, int stage, Incarnation by, long completed, long failed, long taskNanos)
      implements RunEvent {}

  /**
   * Tasks that had ended in an earlier life of the run, and count; comes before anything else of
   * their stage.
   *
   * @param taskNanos time in the code of these tasks, then
   */
  record TasksKept(long atNanos, int stage, long completed, long failed, long taskNanos)
      implements RunEvent {}

  /** One task ended for good without a result. */
  record TaskFailed(
      long atNanos, TaskId task, String stageName, int attempt, Incarnation by, Outcome outcome)
      implements RunEvent {}

  /** An attempt came to nothing and another one follows. */
  record TaskRetried(long atNanos, TaskId task, int attempt, Outcome outcome) implements RunEvent {}

  /** What a worker runs at the moment, and its heap; comes a few times a second. */
  record Lane(long atNanos, Incarnation worker, List<Busy> running, HeapUse heap)
      implements RunEvent {
    public Lane {
      running = List.copyOf(running);
    }
  }

  record Busy(TaskId task, long forNanos) {}

  /** One line for the user, complete and without a line end. */
  record Notice(long atNanos, String text) implements RunEvent {}

  /**
   * The last event.
   *
   * @param detail one sentence for the user; empty if there is nothing to add
   * @param bytesSent task envelopes from the coordinator to workers, as encoded; 0 in shared memory
   * @param taskTimes of the tasks that ended in this life of the run; empty if there were none
   */
  record RunEnded(
      long atNanos,
      RunEnd end,
      String detail,
      long bytesSent,
      long bytesReceived,
      Value result,
      List<Path> outputs,
      Optional<TaskTimes> taskTimes)
      implements RunEvent {
    public RunEnded {
      outputs = List.copyOf(outputs);
    }

    /** Without a word on single tasks. */
    public RunEnded(
        long atNanos,
        RunEnd end,
        String detail,
        long bytesSent,
        long bytesReceived,
        Value result,
        List<Path> outputs) {
      this(atNanos, end, detail, bytesSent, bytesReceived, result, outputs, Optional.empty());
    }
  }
}
