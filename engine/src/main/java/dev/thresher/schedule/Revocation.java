package dev.thresher.schedule;

import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Request;
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

  private record Victim(Member member, Flight flight, long unstarted, double nanos) {
    boolean isBetterThan(@Nullable Victim other) {
      return other == null
          || nanos > other.nanos
          || (nanos == other.nanos && unstarted > other.unstarted);
    }
  }

  Revocation(Backlog backlog, Workforce workforce) {
    this.backlog = backlog;
    this.workforce = workforce;
  }

  void takeBack(long round, List<Decision> decisions) {
    if (backlog.hasReady(StageBacklog.Care.NORMAL)) {
      return;
    }
    for (long idle = idleSlots() - underWay(); idle > 0; idle--) {
      var victim = fullest();
      if (victim == null) {
        return;
      }
      revoke(victim, round, decisions);
    }
  }

  private void revoke(Victim victim, long round, List<Decision> decisions) {
    var flight = victim.flight;
    long count = (victim.unstarted + 1) / 2;
    flight.revokedFrom = flight.unended.startOfLast(count, flight.revokedFrom);
    flight.revoking = true;
    ask(victim.member, flight, round, decisions);
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
  private static void forgetIfAllStarted(Member member, Flight flight, long givenFrom) {
    if (member.slots == 1 && givenFrom > flight.revokedFrom) {
      flight.revokedFrom = flight.request.tasks().from();
    }
  }

  private long idleSlots() {
    long idle = 0;
    for (var member : workforce.serving()) {
      idle += member.isUnlimited() ? 0 : member.idleSlots();
    }
    return idle;
  }

  private long underWay() {
    long revoking = 0;
    for (var member : workforce.serving()) {
      for (var flight : member.flights()) {
        revoking += flight.revoking ? 1 : 0;
      }
    }
    return revoking;
  }

  private @Nullable Victim fullest() {
    Victim best = null;
    for (var member : workforce.serving()) {
      if (member.unstarted() > 0) {
        var candidate = fullestOf(member);
        best = candidate != null && candidate.isBetterThan(best) ? candidate : best;
      }
    }
    return best;
  }

  private static @Nullable Victim fullestOf(Member member) {
    Victim best = null;
    int position = 0;
    for (var flight : member.flights()) {
      // The first batches are in slots, and one task of each runs.
      int running = position++ < member.slots ? 1 : 0;
      long unstarted = flight.unended.countBelow(flight.revokedFrom) - running;
      if (flight.revoking || unstarted <= 0) {
        continue;
      }
      var candidate =
          new Victim(member, flight, unstarted, unstarted * flight.stage.pace().meanNanos());
      best = candidate.isBetterThan(best) ? candidate : best;
    }
    return best;
  }
}
