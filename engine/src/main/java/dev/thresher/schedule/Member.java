package dev.thresher.schedule;

import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Reply;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A worker that registered and is not gone: what it holds and what was heard of it. */
final class Member {
  final Incarnation incarnation;
  final int slots;
  private final TreeMap<Long, Flight> flights = new TreeMap<>();
  private final Map<Long, Flight> doubled = new HashMap<>();
  private final Map<StageBacklog, Long> heldOfStage = new HashMap<>();
  private final Map<StageBacklog, Times> times = new HashMap<>();
  private final Set<Integer> knownStages = new HashSet<>();
  private final TreeSet<Long> reportsAhead = new TreeSet<>();
  private long reportsUpTo;
  private long unended;
  private long filling;
  private int singles;
  private int shared;
  private boolean solo;
  long heardNanos;

  /** The coordinator's beat before which it was last heard of. */
  long heardRound;

  /** Until then it gets what it was relieved of only if nobody else is idle. */
  long shunnedUntil = Long.MIN_VALUE;

  long settledTasks;
  private boolean touched;
  private long idleSinceNanos;

  /** Reports that have come since the last acknowledgement. */
  int unacknowledged;

  List<Reply.Running> running = List.of();

  /** Why a fresh worker is to take its place when it holds nothing; null if none is. */
  @Nullable String retiresFor;

  /** Can take nothing more in the present round of handing out. */
  boolean served;

  Member(Incarnation incarnation, int slots, long nowNanos, long round) {
    this.incarnation = incarnation;
    this.slots = slots;
    this.heardNanos = nowNanos;
    this.heardRound = round;
    this.idleSinceNanos = nowNanos;
  }

  /** To be called now and then: between two calls it may have had tasks and ended them. */
  void noteIdle(long nowNanos) {
    if (unended > 0 || shared > 0 || touched) {
      touched = false;
      idleSinceNanos = nowNanos;
    }
  }

  long idleNanos(long nowNanos) {
    return nowNanos - idleSinceNanos;
  }

  boolean isUnlimited() {
    return slots == Reply.UNLIMITED;
  }

  /** In the order in which they were sent. */
  Collection<Flight> flights() {
    return flights.values();
  }

  @Nullable Flight flight(long batch) {
    return flights.get(batch);
  }

  /** The batch that it was sent, even if all that is left of it is with others now. */
  @Nullable Flight sent(long batch) {
    var flight = flights.get(batch);
    return flight == null ? doubled.get(batch) : flight;
  }

  /** The task is with another worker from now on, and may come back from here all the same. */
  void share(Flight flight, long index) {
    flight.doubled.add(index, index + 1);
    shared++;
    doubled.put(flight.id(), flight);
    release(flight, index, index + 1);
  }

  /** Batches with tasks that others have as well. */
  List<Flight> doubled() {
    return List.copyOf(doubled.values());
  }

  /** Nothing of the batch is in a slot; results may be on their way. */
  void unhold(Flight flight) {
    if (!flight.isUnheld) {
      flight.isUnheld = true;
      shared -= (int) flight.doubled.size();
    }
  }

  /** It is not here any more, nor will it come back. */
  void unshare(Flight flight, long index) {
    flight.doubled.remove(index, index + 1);
    shared -= flight.isUnheld ? 0 : 1;
    if (flight.doubled.isEmpty()) {
      doubled.remove(flight.id());
    }
  }

  /** Tasks that it holds, for all that is known. */
  long unended() {
    return unended;
  }

  /** Tasks that it holds and cannot have started yet if all its slots are busy. */
  long unstarted() {
    return isUnlimited() ? 0 : Math.max(0, unended - freeOfShared());
  }

  long idleSlots() {
    return solo ? 0 : Math.max(0, freeOfShared() - unended);
  }

  /** Slots that are not taken by tasks which others have as well. */
  int freeOfShared() {
    return Math.max(0, slots - shared);
  }

  boolean isSolo() {
    return solo;
  }

  /** Holds a task that may be one that takes its worker along, so that it gets no other ahead. */
  boolean isWatched() {
    return singles > 0;
  }

  /** Slots that its batches fill; more than it has, if some are there ahead of time. */
  long filling() {
    return filling;
  }

  /** Batches in flight for each slot. */
  double load() {
    return (double) filling / slots;
  }

  void take(Flight flight) {
    flights.put(flight.id(), flight);
    filling += flight.slots();
    hold(flight.stage, flight.unended.size());
    singles += flight.single ? 1 : 0;
    solo |= flight.history.isSolo();
  }

  /** These tasks of the flight are no more with this worker. */
  void release(Flight flight, long from, long until) {
    filling -= flight.slots();
    flight.release(from, until);
    filling += flight.slots();
    hold(flight.stage, from - until);
    if (flight.unended.isEmpty()) {
      flights.remove(flight.id());
      singles -= flight.single ? 1 : 0;
      solo &= !flights.isEmpty();
    }
  }

  /** Of the tasks that it holds, those of one stage. */
  long held(StageBacklog stage) {
    return heldOfStage.getOrDefault(stage, 0L);
  }

  /** Of which it holds tasks, in no order. */
  Collection<StageBacklog> stages() {
    return heldOfStage.keySet();
  }

  private void hold(StageBacklog stage, long more) {
    touched = true;
    unended += more;
    long before = held(stage);
    long after = before + more;
    if (after == 0) {
      heldOfStage.remove(stage);
    } else {
      heldOfStage.put(stage, after);
    }
    stage.occupy(Math.min(slots, after) - Math.min(slots, before));
  }

  /** How long tasks of the stage took that ended here. */
  Times times(StageBacklog stage) {
    return times.getOrDefault(stage, Times.NONE);
  }

  void observe(StageBacklog stage, Times more) {
    times.merge(stage, more, Times::and);
  }

  /** Whether the stage has to be described to it first; from now on it has not. */
  boolean learns(int stage) {
    return knownStages.add(stage);
  }

  /** Whether it knows the stage; from now on it does not. */
  boolean forgets(int stage) {
    times.keySet().removeIf(known -> known.number() == stage);
    return knownStages.remove(stage);
  }

  /** Whether this report has come before; from now on it has. */
  boolean isRepeated(Reply.Report report) {
    long sequence = report.sequence();
    if (sequence <= reportsUpTo || !reportsAhead.add(sequence)) {
      return true;
    }
    while (!reportsAhead.isEmpty() && reportsAhead.first() == reportsUpTo + 1) {
      reportsUpTo = reportsAhead.removeFirst();
    }
    return false;
  }

  /** All reports up to this one have come. */
  long reportsUpTo() {
    return reportsUpTo;
  }
}
