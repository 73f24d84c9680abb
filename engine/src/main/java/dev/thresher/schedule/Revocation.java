package dev.thresher.schedule;

import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes unstarted tasks back for workers that have nothing to do.
 *
 * <p>Each revocation of a batch begins at a lower index than the one before, and tasks above that
 * index which are not given back have started; so a batch is asked at most once per task, and two
 * idle workers cannot play the same task back and forth.
 */
final class Revocation {
  private final Backlog backlog;
  private final Workforce workforce;

  Revocation(Backlog backlog, Workforce workforce) {
    this.backlog = backlog;
    this.workforce = workforce;
  }

  void takeBack(long round, List<Decision> decisions) {
    if (backlog.hasBatches() || !anyUnstarted()) {
      return;
    }
    for (long idle = idleSlots(round) - workersAsked(); idle > 0; idle--) {
      var fullest = fullest();
      if (fullest == null) {
        return;
      }
      takeHalf(fullest, round, decisions);
    }
  }

  /** From the last batch on, for those are the ones that the worker would come to last. */
  private void takeHalf(Member member, long round, List<Decision> decisions) {
    var flights = new ArrayList<>(member.flights());
    long left = (unstarted(member) + 1) / 2;
    long before = member.filling();
    for (int position = flights.size() - 1; left > 0 && position >= 0; position--) {
      var flight = flights.get(position);
      before -= flight.slots();
      long count = Math.min(left, unstarted(member, flight, before));
      if (count > 0) {
        flight.revokedFrom = flight.unended.startOfLast(count, flight.revokedFrom);
        flight.revoking = true;
        ask(member, flight, round, decisions);
        left -= count;
      }
    }
  }

  /** Also for a second time, if the first seems to have got lost. */
  void ask(Member member, Flight flight, long round, List<Decision> decisions) {
    flight.revokedRound = round;
    var request = new Request.Revoke(flight.request.batch(), flight.revokedFrom);
    decisions.add(new Decision.Send(member.incarnation, request));
  }

  /** None of the tasks from {@code revokedFrom} on was unstarted. */
  void nothingGiven(Member member, Flight flight) {
    forgetIfAllStarted(member, flight, Long.MAX_VALUE);
  }

  void given(Member member, Flight flight, TaskRange tasks) {
    forgetIfAllStarted(member, flight, tasks.from());
  }

  // One slot starts them in order: if one that it was asked for had started, so had all before it.
  // One that was cancelled may not have.
  private static void forgetIfAllStarted(Member member, Flight flight, long givenFrom) {
    if (member.slots == 1 && givenFrom > flight.revokedFrom && !flight.hadUnwanted()) {
      flight.revokedFrom = flight.request.tasks().from();
    }
  }

  private boolean anyUnstarted() {
    for (var member : workforce.serving()) {
      if (member.unstarted() > 0) {
        return true;
      }
    }
    return false;
  }

  private long idleSlots(long round) {
    long idle = 0;
    for (var member : workforce.serving()) {
      boolean counts = !member.isUnlimited() && Stragglers.isOfUse(member, round);
      idle += counts ? member.idleSlots() : 0;
    }
    return idle;
  }

  private long workersAsked() {
    long asked = 0;
    for (var member : workforce.serving()) {
      asked += isAsked(member) ? 1 : 0;
    }
    return asked;
  }

  private static boolean isAsked(Member member) {
    for (var flight : member.flights()) {
      if (flight.revoking) {
        return true;
      }
    }
    return false;
  }

  /** The worker that has most to do before it comes to its last task; null if nobody can give. */
  private @Nullable Member fullest() {
    Member fullest = null;
    double mostNanos = -1;
    for (var member : workforce.serving()) {
      if (member.unstarted() > 0 && !isAsked(member) && unstarted(member) > 0) {
        double nanos = unstartedNanos(member);
        if (nanos > mostNanos) {
          fullest = member;
          mostNanos = nanos;
        }
      }
    }
    return fullest;
  }

  private static double unstartedNanos(Member member) {
    double nanos = 0;
    long before = 0;
    for (var flight : member.flights()) {
      nanos += unstarted(member, flight, before) * flight.stage.pace().meanNanos();
      before += flight.slots();
    }
    return nanos;
  }

  private static long unstarted(Member member) {
    long unstarted = 0;
    long before = 0;
    for (var flight : member.flights()) {
      unstarted += unstarted(member, flight, before);
      before += flight.slots();
    }
    return unstarted;
  }

  /**
   * The first batches are in slots, and one task of each slot runs. Of a stage that has its share
   * of slots none would start earlier elsewhere.
   *
   * @param before slots that earlier batches fill
   */
  private static long unstarted(Member member, Flight flight, long before) {
    if (!flight.stage.hasFreeShare()) {
      return 0;
    }
    long running = Math.clamp(member.freeOfShared() - before, 0, flight.slots());
    return Math.max(0, flight.unended.countBelow(flight.revokedFrom) - running);
  }
}
