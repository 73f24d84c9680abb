package dev.thresher.journal;

import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskRange;
import dev.thresher.protocol.TaskResult;
import dev.thresher.schedule.Intervals;
import dev.thresher.schedule.Recovered;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What has been written down of one stage, added up. Memory is as ragged as the ends of its tasks.
 * A plain object with one owner.
 */
public final class StageState {
  private final StageIdentity identity;
  private final Intervals completed = new Intervals();
  private final Intervals failed = new Intervals();
  private final Intervals lost = new Intervals();
  private final TreeMap<Long, Incarnation> started = new TreeMap<>();
  private final TreeMap<Long, Tried> tried = new TreeMap<>();
  private final TreeMap<Long, Integer> superseded = new TreeMap<>();
  private OptionalLong rows = OptionalLong.empty();
  private boolean damaged;

  /**
   * What a task has been through that has not ended.
   *
   * @param attempts that came to nothing
   * @param failures of them, those that were its own
   */
  public record Tried(int attempts, int failures) {
    static final Tried NEVER = new Tried(0, 0);

    Tried and(Entry.Retried retried) {
      return new Tried(retried.attempt(), failures + (retried.ownFailure() ? 1 : 0));
    }
  }

  StageState(StageIdentity identity) {
    this.identity = identity;
  }

  /** The same results under what the next epoch calls them. */
  StageState as(StageIdentity next) {
    var renamed = new StageState(next);
    completed.ascending().forEach(one -> renamed.completed.add(one.getKey(), one.getValue()));
    failed.ascending().forEach(one -> renamed.failed.add(one.getKey(), one.getValue()));
    lost.ascending().forEach(one -> renamed.lost.add(one.getKey(), one.getValue()));
    renamed.started.putAll(started);
    renamed.tried.putAll(tried);
    renamed.superseded.putAll(superseded);
    renamed.rows = rows;
    renamed.damaged = damaged;
    return renamed;
  }

  public StageIdentity identity() {
    return identity;
  }

  /** Tasks with a result. */
  public Intervals completed() {
    return completed;
  }

  /** Tasks that ended for good without one, lost ones included. */
  public Intervals failed() {
    return failed;
  }

  /** Of the failed tasks, those of which it is not known whether they came to an end. */
  public Intervals lost() {
    return lost;
  }

  /** Tasks that may start once only, were sent to that worker, and have not ended; by index. */
  public Map<Long, Incarnation> started() {
    return Collections.unmodifiableMap(started);
  }

  /** By index, of tasks that have not ended. */
  public Map<Long, Tried> tried() {
    return Collections.unmodifiableMap(tried);
  }

  /** How many tasks there are, if that came out during the run. */
  public OptionalLong rows() {
    return rows;
  }

  /** Whether more may have been written down of it than was found. */
  public boolean isDamaged() {
    return damaged;
  }

  /** Whether every one of so many tasks has a result; 0 if their number comes out in the run. */
  boolean isWhole(long size) {
    return completed.size() == (size > 0 ? size : rows.orElse(-1));
  }

  void damage() {
    damaged = true;
  }

  Recovered.Stage recovered() {
    var before = new TreeMap<Long, Recovered.Tried>();
    tried.forEach(
        (index, one) -> before.put(index, new Recovered.Tried(one.attempts(), one.failures())));
    return new Recovered.Stage(completed, failed, before);
  }

  public boolean isSettled(long index) {
    return completed.contains(index) || failed.contains(index);
  }

  /** By index: ends that were written down and count no more, as the task was opened again. */
  Map<Long, Integer> superseded() {
    return superseded;
  }

  void count(long size) {
    rows = OptionalLong.of(size);
  }

  void commit(List<TaskResult> results) {
    for (int i = 0; i < results.size(); ) {
      int end = endOfCompleted(results, i);
      if (end > i) {
        complete(results.get(i).index(), results.get(i).index() + end - i);
        i = end;
      } else {
        end(results.get(i++));
      }
    }
  }

  /** Where the stretch of completed tasks with consecutive indices ends that starts there. */
  private static int endOfCompleted(List<TaskResult> results, int start) {
    int end = start;
    long first = results.get(start).index() - start;
    while (end < results.size()
        && results.get(end).index() == first + end
        && results.get(end).outcome() instanceof Outcome.Completed) {
      end++;
    }
    return end;
  }

  private void complete(long from, long until) {
    if (completed.isFree(from, until) && failed.isFree(from, until)) {
      completed.add(from, until);
      started.subMap(from, until).clear();
      tried.subMap(from, until).clear();
      return;
    }
    for (long index = from; index < until; index++) {
      settle(index, completed);
    }
  }

  private void end(TaskResult result) {
    switch (result.outcome()) {
      case Outcome.Completed _ -> settle(result.index(), completed);
      case Outcome.Failed _, Outcome.TimedOut _ -> settle(result.index(), failed);
      case Outcome.Lost _ -> {
        if (settle(result.index(), failed)) {
          lost.add(result.index(), result.index() + 1);
        }
      }
      case Outcome.Cancelled _ -> {} // it ended because the run did: the next life runs it
    }
  }

  // The first end is the one that counts, as for the scheduler.
  private boolean settle(long index, Intervals ended) {
    if (isSettled(index)) {
      return false;
    }
    ended.add(index, index + 1);
    started.remove(index);
    tried.remove(index);
    return true;
  }

  void dispatch(Entry.Dispatched dispatched) {
    for (long index = dispatched.tasks().from(); index < dispatched.tasks().until(); index++) {
      if (!isSettled(index)) {
        started.put(index, dispatched.to());
      }
    }
  }

  void giveBack(TaskRange tasks) {
    started.subMap(tasks.from(), tasks.until()).clear();
  }

  void retry(Entry.Retried retried) {
    long index = retried.task().index();
    if (!isSettled(index)) {
      started.remove(index);
      tried.merge(index, Tried.NEVER.and(retried), (known, _) -> known.and(retried));
    }
  }

  void reopen(TaskRange tasks) {
    for (long index = tasks.from(); index < tasks.until(); index++) {
      if (failed.contains(index)) {
        failed.remove(index, index + 1);
        superseded.merge(index, 1, Integer::sum);
        if (lost.contains(index)) {
          lost.remove(index, index + 1);
        }
      }
    }
  }
}
