package dev.thresher.schedule;

import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings;
import dev.thresher.model.EngineSettings.DispatcherKind;
import dev.thresher.model.EngineSettings.Processes;
import dev.thresher.model.EngineSettings.Routing;
import dev.thresher.model.EngineSettings.Schedule;
import dev.thresher.model.EngineSettings.Threads;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskRange;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.WorkerId;
import dev.thresher.plan.Combination;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.OnError;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.TaskResult;
import dev.thresher.task.Inputs;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import dev.thresher.task.WorkerShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** A schedule between hands: workers are played by the test, which says what they say. */
final class ScheduledRun {
  static final long SECOND = 1_000_000_000;

  /** A batch that a worker was given and has not been through with. */
  record Held(Incarnation worker, RunTasks request) {}

  private final RunSchedule schedule;
  private final Map<Incarnation, Long> sequences = new HashMap<>();
  private final List<Held> held = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private long now = SECOND;

  ScheduledRun(Plan plan) {
    this(plan, Recovered.NOTHING);
  }

  ScheduledRun(Plan plan, Recovered recovered) {
    this(plan, recovered, limits());
  }

  ScheduledRun(Plan plan, Recovered recovered, SchedulingLimits limits) {
    schedule = RunSchedule.resume(plan, new RunId("r"), 1, limits, recovered);
  }

  /** Of {@code size} tasks, after the stage with the number before if it is to follow. */
  static PlannedStage stage(
      int number, long size, Dependence dependence, RetryPolicy retry, WorkerShare share) {
    var spec =
        new StageSpec(
            number,
            "stage-" + number,
            new TaskBody.Builtin("sleep", 1),
            Fields.NONE,
            new Inputs.Single(),
            Semantics.AT_LEAST_ONCE,
            0);
    return new PlannedStage(
        spec,
        size,
        dependence,
        retry,
        OnError.COLLECT,
        share,
        new Combination.Table(),
        Optional.empty());
  }

  static PlannedStage stage(int number, long size, WorkerShare share) {
    return stage(number, size, new Dependence.None(), RetryPolicy.DEFAULT, share);
  }

  static SchedulingLimits limits() {
    return limits(BackendKind.THREADS);
  }

  /** A beat of a second; the lease of workers that have one is a minute. */
  static SchedulingLimits limits(BackendKind backend) {
    var minute = Duration.ofMinutes(1);
    var second = Duration.ofSeconds(1);
    var settings =
        new EngineSettings(
            new Threads(DispatcherKind.FIXED, 0),
            new Processes(1, 0, minute, minute, second, 5, minute),
            new Schedule(Duration.ofMillis(5), 4096, 2, 65536, Routing.LEAST_LOADED));
    return SchedulingLimits.of(settings, backend, 0);
  }

  /** Worker {@code number} is there, with so many slots. */
  Incarnation join(int number, int slots) {
    var worker = new Incarnation(WorkerId.numbered(number), 1);
    happens(new ScheduleEvent.WorkerExpected(worker.worker()));
    says(worker, new Reply.Register(worker, number, "h", slots, "1"));
    return worker;
  }

  /** The whole batch has ended like this, a millisecond a task. */
  void ends(Held batch, Outcome outcome) {
    ends(batch, outcome, Duration.ofMillis(1));
  }

  void ends(Held batch, Outcome outcome, Duration each) {
    held.remove(batch);
    var tasks = batch.request().tasks();
    var results =
        LongStream.range(tasks.from(), tasks.until())
            .mapToObj(index -> new TaskResult(index, outcome, each.toNanos()))
            .toList();
    long sequence = sequences.merge(batch.worker(), 1L, Long::sum);
    says(
        batch.worker(),
        new Reply.Ended(
            1, sequence, batch.request().batch(), batch.request().attempt(), results, true));
  }

  void completes(Held batch) {
    completes(batch, Duration.ofMillis(1));
  }

  void completes(Held batch, Duration each) {
    ends(batch, new Outcome.Completed(new Payload.Reference("done")), each);
  }

  void passes(Duration time) {
    now += time.toNanos();
    happens(new ScheduleEvent.Ticked());
  }

  void says(Incarnation worker, Reply reply) {
    happens(new ScheduleEvent.Heard(worker, reply));
  }

  void happens(ScheduleEvent event) {
    now += 1_000;
    for (var decision : schedule.on(event, now)) {
      decisions.add(decision);
      if (decision instanceof Decision.Send(Incarnation to, Request request)
          && request instanceof RunTasks tasks) {
        held.add(new Held(to, tasks));
      }
    }
  }

  /** In the order in which they were sent. */
  List<Held> held() {
    return List.copyOf(held);
  }

  List<TaskRange> heldOf(int stage) {
    return held.stream()
        .map(batch -> batch.request().tasks())
        .filter(tasks -> tasks.stage() == stage)
        .toList();
  }

  /** All so far. */
  List<Decision> decisions() {
    return List.copyOf(decisions);
  }

  boolean isFinished() {
    return !decisions.isEmpty() && decisions.getLast() instanceof Decision.Finish;
  }
}
