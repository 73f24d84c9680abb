package dev.thresher.report;

import dev.thresher.model.Incarnation;
import dev.thresher.model.RunEvent;
import dev.thresher.model.RunEvent.Busy;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a progress display shows, folded from a run's events. Times are those of the events:
 * nanoseconds since the run began. Not safe for several threads.
 */
public final class ProgressState {
  private static final long WINDOW_NANOS = 5_000_000_000L;
  private static final long SAMPLE_NANOS = 200_000_000L;
  private static final int ENOUGH_FOR_A_RATE = 10;

  private final List<String> stageNames;
  private final TreeMap<Incarnation, LaneState> lanes = new TreeMap<>();
  private final List<Sample> samples = new ArrayList<>();
  private String workload = "";
  private String backend = "";
  private long startedAtNanos;
  private long total;
  private long completed;
  private long failed;
  private long retried;
  private long kept;

  /**
   * What a worker does. It says what it runs once in a while; tasks that are shorter than that are
   * seen by their ends only.
   *
   * @param atNanos when {@code running} was true
   * @param endedAtNanos when tasks of it ended last; far in the past if none did
   */
  record LaneState(long atNanos, List<Busy> running, long endedAtNanos) {
    private static final long NEVER = Long.MIN_VALUE / 2;
    private static final long RECENT_NANOS = 2_000_000_000L;

    static LaneState idle(long atNanos) {
      return new LaneState(atNanos, List.of(), NEVER);
    }

    LaneState at(Lane lane) {
      return new LaneState(lane.atNanos(), lane.running(), endedAtNanos);
    }

    LaneState ended(long nanos) {
      return new LaneState(atNanos, running, nanos);
    }

    boolean runsShortTasks(long nowNanos) {
      return nowNanos - endedAtNanos < RECENT_NANOS;
    }
  }

  private record Sample(long atNanos, long ended) {}

  /**
   * @param stageNames in plan order
   */
  public ProgressState(List<String> stageNames) {
    this.stageNames = List.copyOf(stageNames);
  }

  public void on(RunEvent event) {
    switch (event) {
      case RunStarted run -> start(run);
      case WorkerUp up -> lanes.put(up.worker(), LaneState.idle(up.atNanos()));
      case WorkerDown down -> lanes.remove(down.worker());
      case Lane lane -> lanes.computeIfPresent(lane.worker(), (_, before) -> before.at(lane));
      case StageSized sized -> total += sized.tasks();
      case TasksEnded tasks -> count(tasks);
      case TasksKept tasks -> keep(tasks);
      case TaskRetried _ -> retried++;
      case RunEnded _ -> lanes.clear();
      case WorkerStarting _, TaskFailed _, Notice _ -> {} // a lane begins when the worker is up
    }
  }

  private void start(RunStarted run) {
    workload = run.workload();
    backend = run.backend().keyword();
    total = run.tasks();
    startedAtNanos = run.atNanos();
    samples.add(new Sample(run.atNanos(), 0));
  }

  // They say nothing about the speed of this life: the rate is counted from here on.
  private void keep(TasksKept tasks) {
    completed += tasks.completed();
    failed += tasks.failed();
    kept = ended();
    samples.clear();
    samples.add(new Sample(tasks.atNanos(), kept));
  }

  private void count(TasksEnded tasks) {
    completed += tasks.completed();
    failed += tasks.failed();
    lanes.computeIfPresent(tasks.by(), (_, before) -> before.ended(tasks.atNanos()));
    if (samples.isEmpty() || tasks.atNanos() - samples.getLast().atNanos >= SAMPLE_NANOS) {
      samples.add(new Sample(tasks.atNanos(), ended()));
    }
  }

  String workload() {
    return workload;
  }

  String backend() {
    return backend;
  }

  public long total() {
    return total;
  }

  public long ended() {
    return completed + failed;
  }

  long failed() {
    return failed;
  }

  long retried() {
    return retried;
  }

  Map<Incarnation, LaneState> lanes() {
    return lanes;
  }

  String stageName(int stage) {
    return stage < stageNames.size() ? stageNames.get(stage) : Integer.toString(stage);
  }

  /** From 0 to 1; 1 for a run without tasks. */
  double share() {
    return total == 0 ? 1 : (double) ended() / total;
  }

  /**
   * Tasks that ended per second: over the last five seconds if they saw enough of them, else since
   * the start. Empty before the first one.
   */
  OptionalDouble ratePerSecond(long nowNanos) {
    if (ended() == kept || nowNanos <= startedAtNanos) {
      return OptionalDouble.empty();
    }
    var from = windowStart(nowNanos);
    boolean enough = ended() - from.ended >= ENOUGH_FOR_A_RATE && nowNanos > from.atNanos;
    var since = enough ? from : new Sample(startedAtNanos, kept);
    return OptionalDouble.of((ended() - since.ended) * 1e9 / (nowNanos - since.atNanos));
  }

  // The last sample from before the window stays: what ended since then is what is counted.
  private Sample windowStart(long nowNanos) {
    while (samples.size() > 1 && samples.get(1).atNanos <= nowNanos - WINDOW_NANOS) {
      samples.removeFirst();
    }
    return samples.isEmpty() ? new Sample(startedAtNanos, kept) : samples.getFirst();
  }

  /** Time until the last task ends if the rate stays; empty while nothing is known. */
  OptionalLong remainingNanos(long nowNanos) {
    var rate = ratePerSecond(nowNanos);
    return rate.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.round((total - ended()) * 1e9 / rate.getAsDouble()));
  }
}
