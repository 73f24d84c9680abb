package dev.thresher.schedule;

import dev.thresher.model.TaskRange;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.PlannedStage;
import dev.thresher.task.Inputs;
import dev.thresher.task.Semantics;
import java.util.ArrayDeque;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of one stage is still to do. Tasks that were never handed out are one number; those that
 * came back are stretches by index, alike in what they have been through; settled ones are an
 * interval set. Memory depends on how ragged the stage is within its window, not on its size.
 */
final class StageBacklog {
  /** How carefully tasks are handed out. */
  enum Care {
    /** In batches, ahead of time. */
    NORMAL,
    /** One by one, to a slot that is idle: what is lost with a worker then had started. */
    SINGLE,
    /** To a worker that holds nothing else, which stays so. */
    SOLO
  }

  /** Tasks that may start. */
  record Ready(TaskRange tasks, History history) {}

  /** Tasks up to {@code until} that were submitted together. */
  private record Portion(long until, long order) {}

  private PlannedStage planned;
  private final long window;
  private final Pace pace;
  private final boolean startsAreTold;
  private final TreeMap<Long, Ready> normal = new TreeMap<>();
  private final TreeMap<Long, Ready> single = new TreeMap<>();
  private final TreeMap<Long, Ready> solo = new TreeMap<>();
  private final Intervals settled = new Intervals();
  private long next;
  private long normalTasks;
  private long failed;
  private boolean sized;
  private boolean growing;
  private final ArrayDeque<Portion> portions = new ArrayDeque<>();
  private long slots;

  /**
   * @param startsAreTold see {@link SchedulingLimits}
   */
  StageBacklog(PlannedStage planned, long window, Pace pace, boolean startsAreTold) {
    this.planned = planned;
    this.sized = !(planned.dependence() instanceof Dependence.RowsOf);
    this.growing = planned.dependence() instanceof Dependence.Submitted || !sized;
    this.window = window;
    this.pace = pace;
    this.startsAreTold = startsAreTold;
  }

  /** Takes over what has ended before; what lies between may start at once. */
  void restore(Recovered.Stage recovered) {
    recovered.completed().ascending().forEach(one -> settle(one.getKey(), one.getValue()));
    recovered.failed().ascending().forEach(one -> settle(one.getKey(), one.getValue()));
    failed = recovered.failed().size();
    next = settled.end();
    if (!recovered.tried().isEmpty()) {
      next = Math.max(next, recovered.tried().lastKey() + 1);
    }
    long from = settled.firstGapFrom(0);
    while (from < next) {
      long until = Math.min(next, settled.firstFrom(from));
      putBackRecovered(from, until, recovered.tried());
      from = settled.firstGapFrom(until);
    }
  }

  private void putBackRecovered(long from, long until, NavigableMap<Long, Recovered.Tried> tried) {
    for (long index = from; index < until; ) {
      var next = tried.ceilingEntry(index);
      long end = next == null ? until : Math.min(until, next.getKey());
      if (end > index) {
        putBack(index, end, History.NEW);
        index = end;
      } else {
        putBack(index, index + 1, History.after(next.getValue()));
        index++;
      }
    }
  }

  PlannedStage planned() {
    return planned;
  }

  /** Whether it is known of any tasks that they are there, or that there are none. */
  boolean isSized() {
    return sized;
  }

  /** Takes the rows over which the stage runs, the first {@code size} of them or all. */
  void countRows(Inputs inputs, long size, boolean whole) {
    if (growing) {
      planned = planned.over(inputs, size);
      // What was handed out before a resume may start again only once its row is there again.
      sized |= whole || size >= next;
      growing = !whole;
    }
  }

  /**
   * The next {@code count} indices have tasks.
   *
   * @param order above that of everything that was submitted before, to any stage
   */
  void grow(long count, long order) {
    if (!growing) {
      throw new IllegalStateException("stage " + number() + " has all its tasks");
    }
    planned = planned.with(count);
    portions.addLast(new Portion(planned.size(), order));
  }

  /**
   * When the task that would be handed out next was submitted, as a number that grows; 0 for those
   * of a plan and those that were handed out before.
   */
  long order() {
    while (!portions.isEmpty() && portions.getFirst().until <= next) {
      portions.removeFirst();
    }
    boolean fresh = normal.isEmpty() && single.isEmpty() && solo.isEmpty();
    return fresh && !portions.isEmpty() ? portions.getFirst().order : 0;
  }

  void stopGrowing() {
    growing = false;
  }

  int number() {
    return planned.spec().stage();
  }

  int priority() {
    return planned.share().priority();
  }

  /** Slots that may run its tasks now; at most {@code max-parallel} of them. */
  long slots() {
    return slots;
  }

  /** So many more slots may run its tasks, or so many fewer. */
  void occupy(long more) {
    slots += more;
  }

  boolean hasFreeShare() {
    return slots < planned.share().maxParallel();
  }

  /**
   * How many more tasks this worker may be given. If all its slots may run tasks of this stage, and
   * nothing else is before them, it can be given some ahead of time. Otherwise it gets no more than
   * can start at once: behind another stage's task they would keep the share from everybody else.
   */
  long room(Member member) {
    var share = planned.share();
    if (!share.isLimited()) {
      return Long.MAX_VALUE;
    }
    long held = member.held(this);
    long mayUse = share.maxParallel() - (slots - Math.min(member.slots, held));
    return mayUse >= member.slots && held == member.unended()
        ? Long.MAX_VALUE
        : Math.clamp(mayUse - held, 0, member.idleSlots());
  }

  Pace pace() {
    return pace;
  }

  boolean startsOnce() {
    return planned.spec().semantics() == Semantics.AT_MOST_ONCE;
  }

  /** Nobody could tell what had started of a batch, so nothing waits at a worker. */
  private boolean goesOneByOne() {
    return startsOnce() && !startsAreTold;
  }

  boolean isDone() {
    return !growing && settled.size() == planned.size();
  }

  long settledTasks() {
    return settled.size();
  }

  long failedTasks() {
    return failed;
  }

  /** Tasks that can be handed out in batches, now or once the window has moved on. */
  long normalRemaining() {
    return normalTasks + (goesOneByOne() ? 0 : planned.size() - next);
  }

  /** Stretches held, for tests of the memory bound. */
  int stretches() {
    return normal.size() + single.size() + solo.size() + settled.stretches();
  }

  boolean has(Care care) {
    return switch (care) {
      case NORMAL -> !normal.isEmpty() || (!goesOneByOne() && fresh() > 0);
      case SINGLE -> !single.isEmpty() || (goesOneByOne() && fresh() > 0);
      case SOLO -> !solo.isEmpty();
    };
  }

  /** Whether some of its tasks are for idle slots only. */
  boolean waitsForIdleSlot() {
    return has(Care.SINGLE) || (planned.share().isLimited() && hasFreeShare() && has(Care.NORMAL));
  }

  /** Takes out up to {@code most} tasks, the lowest ones; there must be some. */
  Ready take(Care care, long most) {
    var returned = queue(care);
    if (returned.isEmpty()) {
      return takeFresh(most);
    }
    var first = returned.pollFirstEntry().getValue();
    var taken = first;
    if (first.tasks.size() > most) {
      taken = new Ready(first.tasks.head(most), first.history);
      var rest = new Ready(first.tasks.dropFirst(most), first.history);
      returned.put(rest.tasks.from(), rest);
    }
    normalTasks -= care == Care.NORMAL ? taken.tasks.size() : 0;
    return taken;
  }

  /** These tasks may start, again. */
  void putBack(long from, long until, History history) {
    var care = careFor(history);
    var queue = queue(care);
    normalTasks += care == Care.NORMAL ? until - from : 0;
    var before = queue.lowerEntry(from);
    var after = queue.get(until);
    long low =
        joins(before == null ? null : before.getValue(), from, history) ? before.getKey() : from;
    long high = until;
    if (after != null && after.history.equals(history)) {
      queue.remove(until);
      high = after.tasks.until();
    }
    queue.put(low, new Ready(new TaskRange(number(), low, high), history));
  }

  private static boolean joins(@Nullable Ready before, long from, History history) {
    return before != null && before.tasks.until() == from && before.history.equals(history);
  }

  /**
   * Takes out a task that may start and has not been handed out, for good.
   *
   * @return what it has been through; empty if it is not among them
   */
  Optional<History> withdraw(long index) {
    if (index >= next) {
      return index < planned.size() ? Optional.of(withdrawFresh(index)) : Optional.empty();
    }
    for (var care : Care.values()) {
      var entry = queue(care).floorEntry(index);
      if (entry != null && index < entry.getValue().tasks.until()) {
        queue(care).remove(entry.getKey());
        return Optional.of(withdrawFrom(entry.getValue(), care, index));
      }
    }
    return Optional.empty();
  }

  private History withdrawFresh(long index) {
    long from = next;
    next = index + 1;
    if (from < index) {
      putBack(from, index, History.NEW);
    }
    settle(index, index + 1);
    return History.NEW;
  }

  private History withdrawFrom(Ready ready, Care care, long index) {
    var tasks = ready.tasks;
    normalTasks -= care == Care.NORMAL ? tasks.size() : 0;
    if (tasks.from() < index) {
      putBack(tasks.from(), index, ready.history);
    }
    if (index + 1 < tasks.until()) {
      putBack(index + 1, tasks.until(), ready.history);
    }
    settle(index, index + 1);
    return ready.history;
  }

  boolean isSettled(long index) {
    return settled.contains(index);
  }

  /** These tasks have ended for good. */
  void settle(long from, long until) {
    settled.add(from, until);
  }

  /** Of the settled tasks, one more has not ended well. */
  void countFailed() {
    failed++;
  }

  private Ready takeFresh(long most) {
    long from = next;
    next += Math.min(most, fresh());
    return new Ready(new TaskRange(number(), from, next), History.NEW);
  }

  private long fresh() {
    long limit = settled.firstGapFrom(0) + window;
    // A window up to the largest long means none.
    return Math.min(planned.size(), limit < 0 ? Long.MAX_VALUE : limit) - next;
  }

  private Care careFor(History history) {
    if (history.isSolo()) {
      return Care.SOLO;
    }
    return history.single() || goesOneByOne() ? Care.SINGLE : Care.NORMAL;
  }

  private TreeMap<Long, Ready> queue(Care care) {
    return switch (care) {
      case NORMAL -> normal;
      case SINGLE -> single;
      case SOLO -> solo;
    };
  }
}
