package dev.thresher.insides;

import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskRange;
import dev.thresher.plan.Combination;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.OnError;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.RetryPolicy;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.TaskResult;
import dev.thresher.schedule.Decision;
import dev.thresher.schedule.RunSchedule;
import dev.thresher.schedule.ScheduleEvent;
import dev.thresher.task.WorkerShare;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the schedule takes to answer a report: it commits the results of a batch and sends the next
 * one. The time is that of a batch, the making of its results included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecidingBenchmark {
  private static final int WORKERS = 2;
  private static final Outcome DONE = new Outcome.Completed(Usual.encoded(0));

  /** More than can be decided while anybody waits. */
  private static final long TASKS = 1L << 50;

  /** Tasks in a batch, at most. */
  @Param({"1", "1000"})
  public int batch = 1;

  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private final Map<Incarnation, Long> sequences = new HashMap<>();
  private RunSchedule schedule = schedule(1);
  private long now = 1;

  private record Held(Incarnation worker, RunTasks tasks) {}

  @Setup
  public void start() {
    schedule = schedule(batch);
    held.clear();
    sequences.clear();
    for (int number = 1; number <= WORKERS; number++) {
      var worker = Usual.worker(number);
      decide(new ScheduleEvent.WorkerExpected(worker.worker()));
      var register = new Reply.Register(worker, number, "here", 1, "1");
      decide(new ScheduleEvent.Heard(worker, register));
    }
  }

  private static RunSchedule schedule(int batch) {
    var stage =
        new PlannedStage(
            Usual.stage(),
            TASKS,
            new Dependence.None(),
            RetryPolicy.DEFAULT,
            OnError.COLLECT,
            WorkerShare.USUAL,
            new Combination.Table(),
            Optional.empty());
    var plan = new Plan("deciding", List.of(stage));
    return RunSchedule.of(plan, new RunId("deciding"), 1, Usual.limits(batch));
  }

  /** The oldest batch is through. */
  @Benchmark
  public List<Decision> report() {
    var oldest = held.remove();
    now += oldest.tasks().tasks().size() * Usual.TASK_NANOS;
    return decide(new ScheduleEvent.Heard(oldest.worker(), report(oldest)));
  }

  private Reply report(Held through) {
    var request = through.tasks();
    var tasks = request.tasks();
    long sequence = sequences.merge(through.worker(), 1L, Long::sum);
    return new Reply.Ended(
        request.epoch(), sequence, request.batch(), request.attempt(), results(tasks), true);
  }

  private static List<TaskResult> results(TaskRange tasks) {
    var results = new ArrayList<TaskResult>((int) tasks.size());
    for (long index = tasks.from(); index < tasks.until(); index++) {
      results.add(new TaskResult(index, DONE, Usual.TASK_NANOS));
    }
    return results;
  }

  private List<Decision> decide(ScheduleEvent event) {
    var decisions = schedule.on(event, now);
    for (var decision : decisions) {
      if (decision instanceof Decision.Send(Incarnation to, RunTasks tasks)) {
        held.add(new Held(to, tasks));
      }
    }
    return decisions;
  }
}
