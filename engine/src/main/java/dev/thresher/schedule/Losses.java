package dev.thresher.schedule;

import dev.thresher.model.Outcome;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Starts;
import dev.thresher.schedule.Departure.Blame;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Decides what becomes of the tasks of a worker that is gone, and which of them are to blame.
 *
 * <p>A task that may have been running is a suspect. One that is charged with three deaths, or with
 * more than its retry policy allows, ends as lost; of deaths by signals only those are held against
 * it by which it was struck more often than others were meanwhile, up to {@link #MOST_SIGNALS}.
 * Everything else starts again at no cost; but after a death that was not from outside, one by one,
 * so that the next death finds the culprit. What was held behind a suspect when a signal came is
 * not slowed down: such signals come in numbers, and rarely from a task. Of those that were
 * cancelled none starts again, and none is charged.
 *
 * <p>A task that may start once only ends as lost if it may have started, and else waits as before.
 */
final class Losses {
  private static final int MOST_CHARGES = 3;
  private static final int FULL = 2;
  private static final int HALF = 1;

  /** A task that ends its workers amid a storm must be found out, too. */
  static final int MOST_SIGNALS = 30;

  private final Settlement settlement;
  private final Storm storm;

  Losses(Settlement settlement, Storm storm) {
    this.settlement = settlement;
    this.storm = storm;
  }

  /** Empties the member, which is gone. */
  void settle(Member member, Departure departure, Starts starts, List<Decision> decisions) {
    settleRepeatable(member, departure, decisions);
    for (var flight : new ArrayList<>(member.flights())) {
      settlement.endUnwanted(member, flight, decisions);
      endStarted(member, flight, departure, starts, decisions);
      // The others have been nowhere: to them it is as if they had never been sent.
      putBack(member, flight, flight.history);
    }
  }

  /**
   * Takes from the member what may start again, wherever it may still run. What may start once only
   * stays with it until it is gone.
   */
  void settleRepeatable(Member member, Departure departure, List<Decision> decisions) {
    int charge = chargeFor(departure.blame());
    if (charge == HALF && member.flights().isEmpty()) {
      storm.struckNobody();
    }
    boolean told = member.running.stream().anyMatch(running -> holds(member, running));
    long before = 0;
    for (var flight : new ArrayList<>(member.flights())) {
      long inSlots = Math.clamp(member.slots - before, 0, flight.slots());
      before += flight.slots();
      if (flight.stage.startsOnce()) {
        continue;
      }
      var suspects = suspects(member, flight, told, inSlots);
      settlement.endUnwanted(member, flight, decisions);
      suspects.removeIf(index -> !flight.unended.contains(index));
      suspects.forEach(index -> judge(member, flight, index, charge, departure, decisions));
      boolean maybeOneOfThese = charge > 0 && departure.blame() != Blame.SIGNALLED;
      putBack(member, flight, flight.history.lost(0, maybeOneOfThese));
    }
  }

  static int chargeFor(Blame blame) {
    return switch (blame) {
      case OWN_DOING -> FULL;
      case UNKNOWN, SIGNALLED -> HALF;
      case OUTSIDE, NEVER_CAME -> 0;
    };
  }

  /** Whether deaths like this end, for they are charged to what was running. */
  static boolean findsCulprits(Blame blame) {
    return switch (blame) {
      case OWN_DOING, SIGNALLED -> true;
      case OUTSIDE, UNKNOWN, NEVER_CAME -> false;
    };
  }

  // How they went on, only the worker that is gone would know.
  private void endStarted(
      Member member, Flight flight, Departure departure, Starts starts, List<Decision> decisions) {
    var batch = flight.request.batch();
    for (long index : flight.unended.indices()) {
      if (starts.mayHaveStarted(batch, index)) {
        settlement.endForGood(member, flight, index, lost(member, departure), decisions);
      }
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
    var charged = flight.history.lost(charge, charge > 0);
    var history = charge == HALF ? charged.signalled(storm.evident()) : charged;
    if (charge > 0 && isGuilty(history, FULL * mostCharges(flight))) {
      settlement.endForGood(member, flight, index, outcome, decisions);
      return;
    }
    settlement.retried(flight, index, outcome, decisions);
    member.release(flight, index, index + 1);
    flight.stage.putBack(index, index + 1, history);
  }

  private boolean isGuilty(History history, int most) {
    return history.charges() - history.signals().excused(storm.evident()) >= most
        || history.signals().deaths() >= MOST_SIGNALS;
  }

  private static int mostCharges(Flight flight) {
    return Math.min(MOST_CHARGES, flight.stage.planned().retry().afterLoss() + 1);
  }

  private static void putBack(Member member, Flight flight, History history) {
    while (!flight.unended.isEmpty()) {
      long from = flight.unended.first();
      long until = flight.unended.firstGapFrom(from);
      member.release(flight, from, until);
      flight.stage.putBack(from, until, history);
    }
  }

  private static TreeSet<Long> suspects(Member member, Flight flight, boolean told, long inSlots) {
    var suspects = new TreeSet<Long>();
    if (flight.single) {
      suspects.add(flight.unended.first());
    } else if (!told) {
      suspects.addAll(flight.unended.firstOnes(inSlots));
    } else {
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
