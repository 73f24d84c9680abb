package dev.thresher.schedule;

import dev.thresher.model.Outcome;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.TaskResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets workers that have nothing to do start tasks again that a slow or silent one holds, once
 * nothing else is left for them.
 *
 * <p>A worker is silent if it has not answered two beats, long before its lease is over; it is slow
 * if tasks of a stage take it twice as long as the others, the shortest of them too. How long one
 * task takes is no sign: tasks may differ. What is started again is no more its first worker's to
 * end, but for one thing: the result that comes first counts, wherever it comes from. No task is
 * started again for this reason twice, and none that may start once only.
 */
final class Stragglers {
  private static final int SILENT_BEATS = 2;
  private static final int SLOW_TIMES = 2;
  private static final int LEAST_OBSERVED = 3;

  /** What is left of a task is to be so many times as long as the whole of it elsewhere. */
  private static final double WORTH_TIMES = 1.5;

  private static final long WORTH_NANOS = 100_000_000;

  /** So long a slow worker gets nothing ahead of others. */
  private static final long SHUN_NANOS = 5_000_000_000L;

  private final Backlog backlog;
  private final Workforce workforce;
  private final Settlement settlement;

  Stragglers(Backlog backlog, Workforce workforce, Settlement settlement) {
    this.backlog = backlog;
    this.workforce = workforce;
    this.settlement = settlement;
  }

  /** Tells workers to stop what has ended on others, once a beat until they say that it has. */
  void stopDoubled(long round, List<Decision> decisions) {
    for (var member : workforce.serving()) {
      for (var flight : member.doubled()) {
        if (flight.stoppedRound < round) {
          stopSettled(member, flight, round, decisions);
        }
      }
    }
  }

  private static void stopSettled(
      Member member, Flight flight, long round, List<Decision> decisions) {
    for (long index : flight.doubled.indices()) {
      if (flight.stage.isSettled(index) && flight.isUnheld) {
        member.unshare(flight, index);
      } else if (flight.stage.isSettled(index)) {
        flight.stoppedRound = round;
        stop(member, flight, index, decisions);
      }
    }
  }

  /** The worker may never have got a batch, or is through with it. */
  static void noteHeld(Member member, Reply.Beating beating, Set<Long> holding) {
    for (var flight : member.doubled()) {
      if (!holding.contains(flight.id()) && flight.sentRound < beating.round()) {
        member.unhold(flight);
      }
    }
  }

  /** Whether this is a task of the member's that others have as well. */
  static @Nullable Flight doubled(Member member, Reply.Running running) {
    for (var flight : member.doubled()) {
      if (running.task().stage() == flight.stage.number()
          && running.attempt() == flight.history.attempt()
          && flight.doubled.contains(running.task().index())) {
        return flight;
      }
    }
    return null;
  }

  /** Whether anything can be handed out now that could not before. */
  boolean startAgain(long round, long now, List<Decision> decisions) {
    if (backlog.hasReady() || workforce.serving().size() < 2) {
      return false;
    }
    long idle = 0;
    for (var member : workforce.serving()) {
      idle += isOfUse(member, round) && !isSlow(member, now) ? member.idleSlots() : 0;
    }
    long left = idle;
    for (var member : List.copyOf(workforce.serving())) {
      if (left > 0 && !member.isUnlimited() && member.unended() > 0) {
        left -=
            isSilent(member, round)
                ? takeAll(member, now, decisions)
                : takeSlow(member, left, now, decisions);
      }
    }
    return left < idle;
  }

  /** Whether it may be given something. */
  static boolean isOfUse(Member member, long round) {
    return member.retiresFor == null && !isSilent(member, round);
  }

  /** Whether others come before it. */
  static boolean isSlow(Member member, long now) {
    return now < member.shunnedUntil;
  }

  static boolean isSilent(Member member, long round) {
    return round - member.heardRound >= SILENT_BEATS;
  }

  private long takeAll(Member member, long now, List<Decision> decisions) {
    long taken = 0;
    long silentMillis = (now - member.heardNanos) / 1_000_000;
    var why = "its worker has not been heard of for " + silentMillis + " ms";
    for (var flight : new ArrayList<>(member.flights())) {
      if (mayStartAgain(flight)) {
        for (long index : flight.unended.indices()) {
          taken += take(member, flight, index, why, decisions) ? 1 : 0;
        }
      }
    }
    return taken;
  }

  // Asked after each event of the end of a run, and nearly always for nothing: so stages are looked
  // at before tasks.
  private long takeSlow(Member member, long most, long now, List<Decision> decisions) {
    var slow = slowStages(member);
    if (slow.isEmpty()) {
      return 0;
    }
    long taken = 0;
    for (var running : member.running) {
      var slowness = slow.get(running.task().stage());
      if (slowness != null) {
        taken += takeSlow(member, running, slowness, most - taken, now, decisions);
      }
    }
    return taken;
  }

  private long takeSlow(
      Member member,
      Reply.Running running,
      Slowness slowness,
      long most,
      long now,
      List<Decision> decisions) {
    long taken = 0;
    for (var flight : List.copyOf(member.flights())) {
      if (taken < most && Losses.isIn(flight, running) && mayStartAgain(flight)) {
        taken += takeIfWorth(member, flight, running, slowness, now, decisions) ? 1 : 0;
      }
    }
    return taken;
  }

  /** Times of a stage at a slow worker, and at all others. */
  private record Slowness(Times own, Times others) {}

  /** By number, those of which it holds tasks, and with which it is slow. */
  private Map<Integer, Slowness> slowStages(Member member) {
    var slow = new HashMap<Integer, Slowness>();
    for (var stage : member.stages()) {
      var own = member.times(stage);
      if (own.tasks() >= LEAST_OBSERVED && own.meanNanos() >= WORTH_NANOS) {
        var others = timesOfOthers(member, stage);
        if (others.tasks() >= LEAST_OBSERVED && own.areSlowerThan(others, SLOW_TIMES)) {
          slow.put(stage.number(), new Slowness(own, others));
        }
      }
    }
    return slow;
  }

  private Times timesOfOthers(Member member, StageBacklog stage) {
    var others = Times.NONE;
    for (var other : workforce.serving()) {
      others = other == member ? others : others.and(other.times(stage));
    }
    return others;
  }

  private boolean takeIfWorth(
      Member member,
      Flight flight,
      Reply.Running running,
      Slowness slowness,
      long now,
      List<Decision> decisions) {
    double usual = slowness.own.meanNanos();
    double elsewhere = slowness.others.meanNanos();
    double elapsed = running.forNanos() + (double) (now - member.heardNanos);
    double left = elapsed < usual ? usual - elapsed : usual;
    if (left < WORTH_NANOS || left < WORTH_TIMES * elsewhere) {
      return false;
    }
    var why = "tasks take its worker %.1f times as long as others".formatted(usual / elsewhere);
    member.shunnedUntil = now + SHUN_NANOS;
    return take(member, flight, running.task().index(), why, decisions);
  }

  private static boolean mayStartAgain(Flight flight) {
    return !flight.stage.startsOnce() && flight.history.attempt() == 1;
  }

  /** False if it has been cancelled. */
  private boolean take(
      Member member, Flight flight, long index, String why, List<Decision> decisions) {
    if (flight.unwanted.containsKey(index)) {
      return false;
    }
    var outcome = new Outcome.Lost(member.incarnation, "started again elsewhere, as " + why);
    settlement.retried(flight, index, outcome, decisions);
    member.share(flight, index);
    flight.stage.putBack(index, index + 1, flight.history.lost(0, false));
    return true;
  }

  /**
   * Takes results of tasks that were started again elsewhere, if they are the first.
   *
   * @return the other results
   */
  List<TaskResult> acceptDoubled(
      Member member, Flight flight, List<TaskResult> results, List<Decision> decisions) {
    if (flight.doubled.isEmpty()) {
      return results;
    }
    var others = new ArrayList<TaskResult>(results.size());
    for (var result : results) {
      if (!flight.doubled.contains(result.index())) {
        others.add(result);
        continue;
      }
      member.unshare(flight, result.index());
      boolean completes = result.outcome() instanceof Outcome.Completed;
      if (completes && takeFromOther(flight.stage, result.index())) {
        settlement.completeDoubled(member, flight, result, decisions);
      } else {
        settlement.countStale();
      }
    }
    return others;
  }

  /** Wherever the task is now, there it is no more; false if it has ended. */
  private boolean takeFromOther(StageBacklog stage, long index) {
    if (backlog.withdraw(stage, index).isPresent()) {
      return true;
    }
    for (var other : workforce.holding()) {
      for (var flight : other.flights()) {
        if (flight.stage == stage && flight.unended.contains(index)) {
          other.share(flight, index); // so that it is told to stop until it does
          stage.settle(index, index + 1);
          return true;
        }
      }
    }
    return false;
  }

  private static void stop(Member member, Flight flight, long index, List<Decision> decisions) {
    var batch = flight.request.batch();
    var stop = new Request.CancelTask(batch, index, "it has ended on another worker", true);
    decisions.add(new Decision.Send(member.incarnation, stop));
  }
}
