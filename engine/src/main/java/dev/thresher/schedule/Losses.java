package dev.thresher.schedule;

import dev.thresher.model.Outcome;
import dev.thresher.protocol.Reply;
import dev.thresher.schedule.Departure.Blame;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Decides what becomes of the tasks of a worker that is gone, and which of them are to blame.
 *
 * <p>A task that may have been running is a suspect. One that is charged with three deaths, or with
 * more than its retry policy allows, ends as lost. Everything else starts again at no cost; but
 * after a death that was not from outside, one by one, so that the next death finds the culprit. Of
 * those that were cancelled none starts again, and none is charged.
 */
final class Losses {
  private static final int MOST_CHARGES = 3;
  private static final int FULL = 2;
  private static final int HALF = 1;

  private final Settlement settlement;

  Losses(Settlement settlement) {
    this.settlement = settlement;
  }

  /** Empties the member. */
  void settle(Member member, Departure departure, List<Decision> decisions) {
    int charge = chargeFor(departure.blame());
    boolean told = member.running.stream().anyMatch(running -> holds(member, running));
    int position = 0;
    for (var flight : new ArrayList<>(member.flights())) {
      boolean inSlot = position++ < member.slots;
      var suspects = suspects(member, flight, told, inSlot);
      settlement.endUnwanted(member, flight, decisions);
      if (flight.stage.startsOnce()) {
        endAll(member, flight, departure, decisions);
      }
      suspects.removeIf(index -> !flight.unended.contains(index));
      suspects.forEach(index -> judge(member, flight, index, charge, departure, decisions));
      startAgain(member, flight, charge > 0);
    }
  }

  static int chargeFor(Blame blame) {
    return switch (blame) {
      case OWN_DOING -> FULL;
      case UNKNOWN -> HALF;
      case OUTSIDE, NEVER_CAME -> 0;
    };
  }

  // It may have started, and the worker that would know is gone.
  private void endAll(Member member, Flight flight, Departure departure, List<Decision> decisions) {
    while (!flight.unended.isEmpty()) {
      settlement.endForGood(
          member, flight, flight.unended.first(), lost(member, departure), decisions);
    }
  }

  private void judge(
      Member member,
      Flight flight,
      long index,
      int charge,
      Departure departure,
      List<Decision> decisions) {
    var outcome = lost(member, departure);
    var history = flight.history.lost(charge, charge > 0);
    if (charge > 0 && history.charges() >= FULL * mostCharges(flight)) {
      settlement.endForGood(member, flight, index, outcome, decisions);
      return;
    }
    settlement.retried(flight, index, outcome, decisions);
    member.release(flight, index, index + 1);
    flight.stage.putBack(index, index + 1, history);
  }

  private static int mostCharges(Flight flight) {
    return Math.min(MOST_CHARGES, flight.stage.planned().retry().afterLoss() + 1);
  }

  private static void startAgain(Member member, Flight flight, boolean suspected) {
    var history = flight.history.lost(0, suspected);
    while (!flight.unended.isEmpty()) {
      long from = flight.unended.first();
      long until = flight.unended.firstGapFrom(from);
      member.release(flight, from, until);
      flight.stage.putBack(from, until, history);
    }
  }

  private static TreeSet<Long> suspects(
      Member member, Flight flight, boolean told, boolean inSlot) {
    var suspects = new TreeSet<Long>();
    if (flight.single || (inSlot && !told)) {
      suspects.add(flight.unended.first());
    } else if (told) {
      addRunning(member, flight, suspects);
    }
    return suspects;
  }

  private static void addRunning(Member member, Flight flight, TreeSet<Long> suspects) {
    for (var running : member.running) {
      if (isIn(flight, running)) {
        suspects.add(running.task().index());
      }
    }
  }

  private static boolean holds(Member member, Reply.Running running) {
    return member.flights().stream().anyMatch(flight -> isIn(flight, running));
  }

  /** Whether this attempt is one of the flight's, and has not ended. */
  static boolean isIn(Flight flight, Reply.Running running) {
    return running.task().stage() == flight.stage.number()
        && running.attempt() == flight.history.attempt()
        && flight.unended.contains(running.task().index());
  }

  private static Outcome.Lost lost(Member member, Departure departure) {
    return new Outcome.Lost(member.incarnation, departure.detail());
  }
}
