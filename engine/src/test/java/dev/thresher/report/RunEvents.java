package dev.thresher.report;

import dev.thresher.model.BackendKind;
import dev.thresher.model.Failure;
import dev.thresher.model.HeapUse;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent;
import dev.thresher.model.RunEvent.Busy;
import dev.thresher.model.RunEvent.Lane;
import dev.thresher.model.RunEvent.RunEnded;
import dev.thresher.model.RunEvent.RunStarted;
import dev.thresher.model.RunEvent.TaskFailed;
import dev.thresher.model.RunEvent.TaskRetried;
import dev.thresher.model.RunEvent.TasksEnded;
import dev.thresher.model.RunEvent.WorkerDown;
import dev.thresher.model.RunEvent.WorkerUp;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskTimes;
import dev.thresher.model.Value;
import dev.thresher.model.WorkerId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events of made-up runs, with times that never change. */
public final class RunEvents {
  public static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
  public static final Path DIRECTORY = Path.of("/state/thresher/runs/sums-20261101-100000-abcd");
  public static final Incarnation W1 = new Incarnation(WorkerId.numbered(1), 1);
  public static final Incarnation W2 = new Incarnation(WorkerId.numbered(2), 1);
  public static final Incarnation W2_AGAIN = new Incarnation(WorkerId.numbered(2), 2);

  private RunEvents() {}

  public static RunStarted started(BackendKind backend, String transport, long tasks) {
    return new RunStarted(
        0,
        new RunId("sums-20261101-100000-abcd"),
        "sums",
        backend,
        transport,
        2,
        tasks,
        100,
        DIRECTORY,
        START);
  }

  public static WorkerUp up(double seconds, Incarnation worker, long pid) {
    return up(seconds, worker, pid, 1);
  }

  public static WorkerUp up(double seconds, Incarnation worker, long pid, int slots) {
    return new WorkerUp(nanos(seconds), worker, pid, "", slots, START.plusNanos(nanos(seconds)));
  }

  public static WorkerDown down(
      double seconds, Incarnation worker, long pid, String endedBy, boolean expected) {
    return new WorkerDown(nanos(seconds), worker, pid, endedBy, expected);
  }

  public static TasksEnded tasks(
      double seconds, Incarnation by, long completed, long failed, double taskSeconds) {
    return new TasksEnded(nanos(seconds), 0, by, completed, failed, nanos(taskSeconds));
  }

  public static TaskFailed failed(double seconds, long index, Incarnation by, Outcome outcome) {
    return new TaskFailed(nanos(seconds), new TaskId(0, index), "add", 2, by, outcome);
  }

  public static Lane lane(double seconds, Incarnation worker, Busy... running) {
    return new Lane(nanos(seconds), worker, List.of(running), HeapUse.UNKNOWN);
  }

  public static Busy busy(long index, double seconds) {
    return new Busy(new TaskId(0, index), nanos(seconds));
  }

  public static RunEnded ended(double seconds, RunEnd end, String detail, Value result) {
    return new RunEnded(
        nanos(seconds),
        end,
        detail,
        12_345,
        2_345_678,
        result,
        List.of(),
        Optional.of(new TaskTimes(nanos(0.25), nanos(0.375), nanos(0.5), nanos(0.5))));
  }

  public static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }

  /** Two worker processes, one killed and replaced, three of ten tasks failed. */
  public static List<RunEvent> processesWithFailures() {
    var unreadable = Failure.of("java.lang.NumberFormatException", "For input string \"x\"");
    return List.of(
        started(BackendKind.PROCESSES, "artery tls-tcp", 10),
        up(0.5, W1, 101),
        up(0.6, W2, 102),
        tasks(2, W1, 3, 1, 1.5),
        failed(2, 4, W1, new Outcome.Failed(unreadable)),
        down(2.5, W2, 102, "signal 9 (KILL)", false),
        new TaskRetried(nanos(2.5), new TaskId(0, 7), 1, new Outcome.Lost(W2, "signal 9 (KILL)")),
        up(3, W2_AGAIN, 103),
        tasks(4, W2_AGAIN, 4, 2, 0.5),
        failed(4, 5, W2_AGAIN, new Outcome.TimedOut(nanos(0.25))),
        failed(4, 9, W2_AGAIN, new Outcome.Failed(unreadable)),
        down(4.9, W1, 101, "end of run", true),
        down(4.9, W2_AGAIN, 103, "end of run", true),
        ended(5, RunEnd.FAILED, "3 tasks failed for good", Value.Absent.ABSENT));
  }

  /** Two threads of process 100, all four tasks well. */
  public static List<RunEvent> threads() {
    return List.of(
        started(BackendKind.THREADS, "memory", 4),
        up(0, W1, 100),
        up(0, W2, 100),
        tasks(1, W1, 2, 0, 1),
        tasks(1, W2, 2, 0, 0.6),
        ended(1, RunEnd.COMPLETED, "", Value.Fields.of("sum", Value.of(10))));
  }

  public static RunReport reportOf(List<RunEvent> events) {
    var recording = new RunRecording("sums", List.of("add"), BackendKind.THREADS);
    events.forEach(recording::on);
    return recording.report();
  }
}
