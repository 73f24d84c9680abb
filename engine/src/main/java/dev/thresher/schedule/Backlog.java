package dev.thresher.schedule;

import dev.thresher.model.EngineSettings;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.OnError;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.schedule.StageBacklog.Care;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * What of the run is still to do: its stages, which of them are open, and what waits for a time.
 */
final class Backlog {
  /** Tasks that may start again at a certain time. */
  private record Pausing(long dueNanos, StageBacklog stage, long from, long until, History history)
      implements Comparable<Pausing> {
    private static final Comparator<Pausing> ORDER =
        Comparator.comparingLong(Pausing::dueNanos)
            .thenComparingInt(pausing -> pausing.stage.number())
            .thenComparingLong(Pausing::from);

    @Override
    public int compareTo(Pausing other) {
      return ORDER.compare(this, other);
    }
  }

  private static final Comparator<StageBacklog> HIGHEST_PRIORITY_FIRST =
      Comparator.comparingInt(StageBacklog::priority)
          .reversed()
          .thenComparingInt(StageBacklog::number);

  /** Somebody waits for each submitted task; a batch is told of when it is through. */
  private static final long LONGEST_AWAITED_NANOS = 5_000_000;

  private final EngineSettings.Schedule settings;
  private final boolean startsAreTold;
  private final TreeMap<Integer, StageBacklog> stages = new TreeMap<>();
  private final List<StageBacklog> open = new ArrayList<>();
  private final List<StageBacklog> waiting = new ArrayList<>();
  private final List<StageBacklog> withheld = new ArrayList<>();
  private final PriorityQueue<Pausing> pausing = new PriorityQueue<>();
  private List<Integer> forgotten = new ArrayList<>();
  private long forgottenTasks;
  private long forgottenFailed;
  private boolean differInPriority;

  Backlog(Plan plan, SchedulingLimits limits, Recovered recovered) {
    this.settings = limits.schedule();
    this.startsAreTold = limits.startsAreTold();
    long target = settings.batchTarget().toNanos();
    plan.stages()
        .forEach(
            planned -> put(planned, settings.window(), new Pace(target, settings.batchLimit())));
    stages.values().forEach(stage -> stage.restore(recovered.stage(stage.number())));
    waiting.addAll(stages.values());
    openStages();
  }

  /** A stage whose tasks are submitted: the submitter's memory bounds them, no window does. */
  void add(PlannedStage planned, int batchLimit) {
    long target = Math.min(settings.batchTarget().toNanos(), LONGEST_AWAITED_NANOS);
    var pace = new Pace(target, Math.min(batchLimit, settings.batchLimit()));
    start(put(planned, Long.MAX_VALUE, pace));
  }

  private StageBacklog put(PlannedStage planned, long window, Pace pace) {
    var stage = new StageBacklog(planned, window, pace, startsAreTold);
    differInPriority |=
        !stages.isEmpty() && stages.firstEntry().getValue().priority() != stage.priority();
    if (stages.putIfAbsent(stage.number(), stage) != null) {
      throw new IllegalStateException("stage " + stage.number() + " is there already");
    }
    return stage;
  }

  /**
   * @throws IllegalArgumentException if there is none, or none any more
   */
  StageBacklog stage(int number) {
    return find(number)
        .orElseThrow(() -> new IllegalArgumentException("there is no stage " + number));
  }

  Optional<StageBacklog> find(int number) {
    return Optional.ofNullable(stages.get(number));
  }

  /** Forgets a stage that is done, or as soon as it is. */
  void close(StageBacklog stage) {
    stage.stopGrowing();
    forgetIfDone(stage);
  }

  private void forgetIfDone(StageBacklog stage) {
    if (isSubmitted(stage) && stage.isDone() && stages.remove(stage.number()) != null) {
      open.remove(stage);
      forgotten.add(stage.number());
      forgottenTasks += stage.settledTasks();
      forgottenFailed += stage.failedTasks();
    }
  }

  /** Stages that were forgotten since the last call. */
  List<Integer> takeForgotten() {
    if (forgotten.isEmpty()) {
      return List.of();
    }
    var taken = forgotten;
    forgotten = new ArrayList<>();
    return taken;
  }

  private static boolean isSubmitted(StageBacklog stage) {
    return stage.planned().dependence() instanceof Dependence.Submitted;
  }

  List<StageBacklog> stages() {
    return List.copyOf(stages.values());
  }

  /** Whether no task will ever start again and none is on its way. */
  boolean isDone() {
    return open.isEmpty() && waiting.isEmpty();
  }

  /** Stages whose tasks never start because an earlier one did not end well. */
  List<StageBacklog> withheld() {
    return List.copyOf(withheld);
  }

  /** Also of stages that were forgotten. */
  long failedTasks() {
    long failed = forgottenFailed;
    for (var stage : stages.values()) {
      failed += stage.failedTasks();
    }
    return failed;
  }

  /** Of those that were not submitted. What becomes of one that was is its submitter's concern. */
  long plannedFailures() {
    long failed = 0;
    for (var stage : stages.values()) {
      failed += isSubmitted(stage) ? 0 : stage.failedTasks();
    }
    return failed;
  }

  /** Of the stages whose size is known by now, and of those that were forgotten. */
  long tasks() {
    long tasks = forgottenTasks;
    for (var stage : stages.values()) {
      tasks = Math.addExact(tasks, stage.planned().size());
    }
    return tasks;
  }

  long unsettledTasks() {
    long unsettled = 0;
    for (var stage : stages.values()) {
      unsettled += stage.planned().size() - stage.settledTasks();
    }
    return unsettled;
  }

  /** Stages whose tasks may start, the most urgent first. Must not be kept over a change. */
  List<StageBacklog> open() {
    return open;
  }

  /** Whether some tasks of this stage are for idle slots only. */
  boolean waitsForIdleSlot(StageBacklog stage) {
    return stage.waitsForIdleSlot() || (isNeverAhead(stage) && stage.has(Care.NORMAL));
  }

  /**
   * Whether no task of this stage is given to a worker before it can start. Where stages differ in
   * priority this is so for long tasks: given ahead, one would be before a more urgent task that
   * comes later, or behind a less urgent one while another worker takes its turn.
   */
  boolean isNeverAhead(StageBacklog stage) {
    return differInPriority && stage.pace().isLong();
  }

  boolean hasReady() {
    for (var stage : open) {
      if (stage.has(Care.NORMAL) || stage.has(Care.SINGLE) || stage.has(Care.SOLO)) {
        return true;
      }
    }
    return false;
  }

  /** Whether tasks could be handed out in batches to a worker that has none of their stage. */
  boolean hasBatches() {
    for (var stage : open) {
      if (stage.has(Care.NORMAL) && stage.hasFreeShare()) {
        return true;
      }
    }
    return false;
  }

  void putBackAt(long dueNanos, StageBacklog stage, long from, long until, History history) {
    pausing.add(new Pausing(dueNanos, stage, from, until, history));
  }

  /**
   * Takes out a task that is with no worker, for good.
   *
   * @return the number of the attempt that will not be; empty if a worker has it or it has ended
   */
  OptionalInt withdraw(StageBacklog stage, long index) {
    var waiting = stage.withdraw(index);
    if (waiting.isPresent()) {
      return OptionalInt.of(waiting.get().attempt());
    }
    for (var pause : pausing) {
      if (pause.stage == stage && pause.from <= index && index < pause.until) {
        pausing.remove(pause);
        putRestBack(pause, pause.from, index);
        putRestBack(pause, index + 1, pause.until);
        stage.settle(index, index + 1);
        return OptionalInt.of(pause.history.attempt());
      }
    }
    return OptionalInt.empty();
  }

  private void putRestBack(Pausing pause, long from, long until) {
    if (from < until) {
      putBackAt(pause.dueNanos, pause.stage, from, until, pause.history);
    }
  }

  void wakeDue(long nowNanos) {
    while (!pausing.isEmpty() && pausing.element().dueNanos <= nowNanos) {
      var due = pausing.remove();
      due.stage.putBack(due.from, due.until, due.history);
    }
  }

  /** To be called whenever a stage may have become done. */
  void openStages() {
    boolean changed;
    do {
      changed = dropDone();
      for (var stage : List.copyOf(waiting)) {
        changed |= decide(stage);
      }
    } while (changed);
  }

  private boolean dropDone() {
    var done = open.stream().filter(StageBacklog::isDone).toList();
    open.removeAll(done);
    done.forEach(this::forgetIfDone);
    return !done.isEmpty();
  }

  private boolean decide(StageBacklog stage) {
    return switch (stage.planned().dependence()) {
      case Dependence.None(), Dependence.Submitted() -> start(stage);
      case Dependence.AllOf(var earlier) -> decide(stage, earlier, OptionalInt.empty());
      case Dependence.RowsOf(_, var earlier, var makesRows) -> decide(stage, earlier, makesRows);
    };
  }

  /**
   * @param makesRows of the earlier stages the one that need not be over, as rows of it are enough
   */
  private boolean decide(StageBacklog stage, List<Integer> earlier, OptionalInt makesRows) {
    var before = earlier.stream().map(stages::get).toList();
    if (before.stream().anyMatch(each -> withheld.contains(each) || endedBadly(each))) {
      waiting.remove(stage);
      withheld.add(stage);
      return true;
    }
    boolean othersAreOver =
        before.stream()
            .filter(each -> makesRows.isEmpty() || each.number() != makesRows.getAsInt())
            .allMatch(this::isOver);
    return othersAreOver && stage.isSized() && start(stage);
  }

  private boolean isOver(StageBacklog before) {
    return before.isDone() && !open.contains(before) && !waiting.contains(before);
  }

  private boolean start(StageBacklog stage) {
    waiting.remove(stage);
    open.add(stage);
    open.sort(HIGHEST_PRIORITY_FIRST);
    return true;
  }

  private static boolean endedBadly(StageBacklog stage) {
    return stage.isSized()
        && stage.isDone()
        && stage.failedTasks() > 0
        && stage.planned().onError() != OnError.SKIP;
  }
}
