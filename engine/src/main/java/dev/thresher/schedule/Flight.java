package dev.thresher.schedule;

import dev.thresher.model.Outcome;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.schedule.ScheduleEvent.Reach;
import java.util.TreeMap;

/** A batch that was sent to a worker and is not through. */
final class Flight {
  final RunTasks request;
  final StageBacklog stage;
  final History history;
  final boolean single;

  /** Tasks of which no result was accepted and which were not given back. */
  final Intervals unended;

  /** Tasks from here on have started or were given back, once no revocation is under way. */
  long revokedFrom;

  boolean revoking;

  /**
   * Of its tasks those that were given to others as well, and whose results count if they come
   * first.
   */
  final Intervals doubled = new Intervals();

  /** Of the unended tasks those that are no longer wanted, and what may be done about it. */
  final TreeMap<Long, Unwanted> unwanted = new TreeMap<>();

  record Unwanted(String reason, Reach reach) {
    Outcome.Cancelled outcome() {
      return new Outcome.Cancelled(reason);
    }

    Unwanted further(Unwanted other) {
      return other.reach.compareTo(reach) > 0 ? other : this;
    }
  }

  /** The coordinator's beat before which it was last sent, revoked, cancelled. */
  long sentRound;

  long revokedRound;
  long cancelledRound = Long.MAX_VALUE;
  long unwantedRound = Long.MAX_VALUE;
  long stoppedRound = -1;

  /** Whether its worker says that it does not hold it; results may be on their way all the same. */
  boolean isUnheld;

  Flight(RunTasks request, StageBacklog stage, History history, long round) {
    this.request = request;
    this.stage = stage;
    this.history = history;
    this.single = history.single() || history.isSolo();
    this.unended = Intervals.of(request.tasks().from(), request.tasks().until());
    this.revokedFrom = request.tasks().until();
    this.sentRound = round;
  }

  long id() {
    return request.batch().value();
  }

  /** Slots that it fills, once it has come to them. */
  long slots() {
    return request.spread() ? unended.size() : Math.min(1, unended.size());
  }

  /** Tasks that each slot was given of it. */
  long tasksOfASlot() {
    return request.spread() ? 1 : request.tasks().size();
  }

  /** Whether tasks of it have been cancelled one by one, now or before. */
  boolean hadUnwanted() {
    return unwantedRound != Long.MAX_VALUE;
  }

  /** These tasks are no more in this batch. */
  void release(long from, long until) {
    unended.remove(from, until);
    unwanted.subMap(from, until).clear();
  }
}
