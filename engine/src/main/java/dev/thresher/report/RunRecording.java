package dev.thresher.report;

import dev.thresher.model.BackendKind;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.RunEvent;
import dev.thresher.model.RunEvent.Lane;
import dev.thresher.model.RunEvent.Notice;
import dev.thresher.model.RunEvent.RunEnded;
import dev.thresher.model.RunEvent.RunStarted;
import dev.thresher.model.RunEvent.StageSized;
import dev.thresher.model.RunEvent.TaskFailed;
import dev.thresher.model.RunEvent.TaskRetried;
import dev.thresher.model.RunEvent.TasksEnded;
import dev.thresher.model.RunEvent.TasksKept;
import dev.thresher.model.RunEvent.WorkerDown;
import dev.thresher.model.RunEvent.WorkerStarting;
import dev.thresher.model.RunEvent.WorkerUp;
import dev.thresher.report.RunReport.Cause;
import dev.thresher.report.RunReport.Course;
import dev.thresher.report.RunReport.FailedTask;
import dev.thresher.report.RunReport.FailureGroup;
import dev.thresher.report.RunReport.StageWork;
import dev.thresher.report.RunReport.TaskCounts;
import dev.thresher.report.RunReport.Work;
import dev.thresher.report.RunReport.WorkerLife;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of one run into its {@link RunReport}. Memory is bounded by the number of
 * workers, whatever the number of tasks and failures. Not safe for several threads.
 */
public final class RunRecording {
  static final int FAILURES_KEPT = 100;
  private static final int GROUPS_KEPT = 100;

  private final String workload;
  private final List<String> stages;
  private final BackendKind backend;
  private final TreeMap<Incarnation, WorkerLife> workers = new TreeMap<>();
  private final List<FailedTask> failures = new ArrayList<>();
  private final Map<String, FailureGroup> groups = new LinkedHashMap<>();
  private final Map<Integer, Work> byStage = new HashMap<>();
  private Work work = Work.NONE;
  private long sizedLater;
  private long retried;
  private long kept;
  private OptionalLong readyNanos = OptionalLong.empty();
  private OptionalLong lastTaskNanos = OptionalLong.empty();
  private @Nullable RunStarted started;
  private @Nullable RunEnded ended;

  /**
   * Name and backend are for a run that ends before it has begun.
   *
   * @param stages names of those with tasks, by their numbers
   */
  public RunRecording(String workload, List<String> stages, BackendKind backend) {
    this.workload = workload;
    this.stages = List.copyOf(stages);
    this.backend = backend;
  }

  public void on(RunEvent event) {
    switch (event) {
      case RunStarted run -> started = run;
      case WorkerStarting born -> workers.put(born.worker(), lifeOf(born));
      case WorkerUp up -> comesUp(up);
      case WorkerDown down ->
          workers.computeIfPresent(
              down.worker(), (_, life) -> life.ended(down.endedBy(), down.expected()));
      case StageSized sized -> sizedLater += sized.tasks();
      case TasksEnded tasks -> {
        lastTaskNanos = sinceStart(tasks.atNanos());
        count(tasks);
      }
      case TasksKept tasks -> keep(tasks);
      case TaskFailed failure -> record(failedTask(failure));
      case TaskRetried _ -> retried++;
      case RunEnded run -> ended = run;
      case Lane _, Notice _ -> {} // for displays; nothing of it is left at the end
    }
  }

  public boolean isComplete() {
    return ended != null;
  }

  /**
   * @throws IllegalStateException if the run has not ended
   */
  public RunReport report() {
    var end = ended;
    if (end == null) {
      throw new IllegalStateException("the run has not ended");
    }
    var start = Optional.ofNullable(started);
    return new RunReport(
        start.map(run -> run.run().value()).orElse(""),
        start.map(RunStarted::workload).orElse(workload),
        start.map(RunStarted::backend).orElse(backend),
        start.map(RunStarted::transport).orElse(""),
        start.map(RunStarted::workersAsked).orElse(0),
        start.map(RunStarted::coordinatorPid).orElse(0L),
        start.map(RunStarted::runDirectory),
        start.map(RunStarted::startedAt),
        List.copyOf(workers.values()),
        IntStream.range(0, stages.size()).mapToObj(this::stageWork).toList(),
        new TaskCounts(
            start.map(RunStarted::tasks).orElse(0L) + sizedLater,
            work.completed(),
            work.failed(),
            retried,
            kept),
        end.atNanos() - start.map(RunStarted::atNanos).orElse(end.atNanos()),
        work.taskNanos(),
        end.bytesSent(),
        end.bytesReceived(),
        end.end(),
        end.detail(),
        end.result(),
        end.outputs(),
        failures,
        List.copyOf(groups.values()),
        new Course(readyNanos, lastTaskNanos, end.taskTimes()));
  }

  private void comesUp(WorkerUp up) {
    workers.put(up.worker(), lifeOf(up));
    if (readyNanos.isEmpty()) {
      readyNanos = sinceStart(up.atNanos());
    }
  }

  private OptionalLong sinceStart(long atNanos) {
    return OptionalLong.of(atNanos - (started == null ? 0 : started.atNanos()));
  }

  private StageWork stageWork(int stage) {
    return new StageWork(stage, stages.get(stage), byStage.getOrDefault(stage, Work.NONE));
  }

  private static WorkerLife lifeOf(WorkerStarting born) {
    return new WorkerLife(
        born.worker().worker().name(),
        born.worker().number(),
        born.pid(),
        "",
        0,
        born.startedAt(),
        "",
        true,
        Work.NONE);
  }

  private static WorkerLife lifeOf(WorkerUp up) {
    return new WorkerLife(
        up.worker().worker().name(),
        up.worker().number(),
        up.pid(),
        up.host(),
        up.slots(),
        up.startedAt(),
        "",
        true,
        Work.NONE);
  }

  private void count(TasksEnded tasks) {
    var more = new Work(tasks.completed(), tasks.failed(), tasks.taskNanos());
    work = work.plus(more);
    byStage.merge(tasks.stage(), more, Work::plus);
    workers.computeIfPresent(tasks.by(), (_, life) -> life.credited(more));
  }

  // Their time counts for the stage, not for what this life of the run has used its slots for.
  private void keep(TasksKept tasks) {
    kept += tasks.completed() + tasks.failed();
    work = work.plus(new Work(tasks.completed(), tasks.failed(), 0));
    byStage.merge(
        tasks.stage(), new Work(tasks.completed(), tasks.failed(), tasks.taskNanos()), Work::plus);
  }

  private void record(FailedTask failure) {
    if (failures.size() < FAILURES_KEPT) {
      failures.add(failure);
    }
    var headline = failure.headline();
    if (groups.containsKey(headline) || groups.size() < GROUPS_KEPT) {
      groups.merge(
          headline,
          new FailureGroup(1, failure),
          (known, more) -> new FailureGroup(known.count() + more.count(), known.first()));
    }
  }

  private static FailedTask failedTask(TaskFailed failed) {
    var outcome = failed.outcome();
    return switch (outcome) {
      case Outcome.Failed(var failure) ->
          of(failed, Cause.FAILED, failure.type(), failure.message());
      case Outcome.TimedOut(long limit) ->
          of(failed, Cause.TIMED_OUT, "TIMED_OUT", "ran longer than " + Quantities.duration(limit));
      case Outcome.Cancelled(String reason) -> of(failed, Cause.CANCELLED, "CANCELLED", reason);
      case Outcome.Lost(var _, String detail) -> of(failed, Cause.LOST, "LOST", detail);
      case Outcome.Completed _ ->
          throw new IllegalArgumentException("a failed task with a result: " + failed.task());
    };
  }

  private static FailedTask of(TaskFailed failed, Cause cause, String type, String message) {
    return new FailedTask(
        failed.task().stage(),
        failed.stageName(),
        failed.task().index(),
        failed.attempt(),
        failed.by().toString(),
        cause,
        type,
        message);
  }
}
