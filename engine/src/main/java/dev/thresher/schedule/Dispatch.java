package dev.thresher.schedule;

import dev.thresher.model.BatchId;
import dev.thresher.model.EngineSettings;
import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.schedule.StageBacklog.Care;
import dev.thresher.schedule.StageBacklog.Ready;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Hands out what is ready to workers that have credit. */
final class Dispatch {
  private final EngineSettings.Schedule settings;
  private final Backlog backlog;
  private final Workforce workforce;
  private final RandomGenerator random;
  private final long epoch;
  private long lastBatch;
  private @Nullable Incarnation lastServed;

  Dispatch(
      EngineSettings.Schedule settings,
      Backlog backlog,
      Workforce workforce,
      RandomGenerator random,
      long epoch) {
    this.settings = settings;
    this.backlog = backlog;
    this.workforce = workforce;
    this.random = random;
    this.epoch = epoch;
  }

  void handOut(long round, long now, List<Decision> decisions) {
    if (!backlog.hasReady()) {
      return;
    }
    workforce.serving().forEach(member -> member.served = false);
    for (var member = nextFree(round, now); member != null; member = nextFree(round, now)) {
      if (!handTo(member, round, decisions)) {
        // What is left shrinks only: whoever gets nothing now will not in this round.
        workforce.serving().forEach(each -> each.served |= next(each) == null);
      } else if (!backlog.hasReady()) {
        return;
      }
    }
  }

  /** Sends the batch, after its stage if the worker does not know it yet. */
  void send(Member member, Flight flight, long round, List<Decision> decisions) {
    flight.sentRound = round;
    if (member.learns(flight.stage.number())) {
      define(member, flight, decisions);
    }
    decisions.add(new Decision.Send(member.incarnation, flight.request));
  }

  /** The same once more: batch or stage, or both, seem to have got lost. */
  void sendAgain(Member member, Flight flight, long round, List<Decision> decisions) {
    flight.sentRound = round;
    define(member, flight, decisions);
    decisions.add(new Decision.Send(member.incarnation, flight.request));
  }

  private static void define(Member member, Flight flight, List<Decision> decisions) {
    var stage = flight.stage.planned().spec();
    decisions.add(new Decision.Send(member.incarnation, new Request.Define(stage)));
  }

  private boolean handTo(Member member, long round, List<Decision> decisions) {
    var next = next(member);
    if (next == null) {
      return false;
    }
    var stage = next.stage;
    long size = next.care == Care.NORMAL ? batchSize(stage, member) : 1;
    long spread = next.care == Care.NORMAL && size == 1 ? spreadSize(stage, member, round) : 1;
    var ready = stage.take(next.care, Math.max(size, spread));
    var flight = flightOf(stage, ready, spread > 1, round);
    member.take(flight);
    send(member, flight, round, decisions);
    return true;
  }

  private Flight flightOf(StageBacklog stage, Ready ready, boolean spread, long round) {
    var batch = new BatchId(++lastBatch);
    var history = ready.history();
    var request = new RunTasks(epoch, batch, ready.tasks(), history.attempt(), spread, List.of());
    return new Flight(request, stage, history, round);
  }

  /** What a worker is to be given: the tasks of which stage, and how carefully. */
  private record Next(StageBacklog stage, Care care) {}

  /**
   * Of the stages with the highest priority the one whose tasks need most care, and of these the
   * first or, of submitted ones, the oldest; null if nothing that is ready suits this worker now.
   * Where tasks wait for an idle slot, no worker is given tasks of later stages ahead of time, or
   * none would ever be idle.
   */
  private @Nullable Next next(Member member) {
    Next next = null;
    for (var stage : backlog.open()) {
      if (next != null && stage.priority() < next.stage.priority()) {
        return next;
      }
      var care = careFor(member, stage);
      if (care != null && (next == null || comesBefore(stage, care, next))) {
        next = new Next(stage, care);
      } else if (care == null && backlog.waitsForIdleSlot(stage) && member.idleSlots() == 0) {
        return next;
      }
    }
    return next;
  }

  /** Of submitted tasks, those that came first go first, whichever their stages. */
  private static boolean comesBefore(StageBacklog stage, Care care, Next next) {
    int more = care.compareTo(next.care);
    return more > 0 || (more == 0 && stage.order() < next.stage.order());
  }

  private @Nullable Care careFor(Member member, StageBacklog stage) {
    if (member.isSolo() || stage.room(member) == 0) {
      return null;
    }
    if (member.unended() == 0 && stage.has(Care.SOLO)) {
      return Care.SOLO;
    }
    boolean idle = member.idleSlots() > 0;
    if (idle && stage.has(Care.SINGLE)) {
      return Care.SINGLE;
    }
    boolean mayTakeMore = idle || !(member.isWatched() || backlog.isNeverAhead(stage));
    return mayTakeMore && stage.has(Care.NORMAL) ? Care.NORMAL : null;
  }

  private long batchSize(StageBacklog stage, Member member) {
    if (member.isWatched()) {
      return 1;
    }
    long room = stage.room(member);
    if (member.isUnlimited()) {
      return Math.min(stage.pace().limit(), room);
    }
    long slots = Math.min(workforce.slots(), stage.planned().share().maxParallel());
    long share = stage.normalRemaining() / (2 * slots);
    return Math.min(Math.clamp(share, 1, stage.pace().size()), room);
  }

  /**
   * Where each slot would get one task, all slots of a worker get theirs in one message: the idle
   * ones or, if none is idle, those that may have another task ahead of time. What there is is
   * shared evenly among all such slots.
   */
  private long spreadSize(StageBacklog stage, Member member, long round) {
    if (member.isUnlimited() || member.isWatched()) {
      return 1;
    }
    boolean idle = member.idleSlots() > 0;
    long own = mayTake(member, idle);
    long everywhere = 0;
    for (var other : workforce.serving()) {
      everywhere += hasCredit(other, round) ? mayTake(other, idle) : 0;
    }
    long ready = stage.normalRemaining();
    long share = ready < everywhere ? Math.ceilDiv(ready * own, everywhere) : own;
    return Math.min(Math.clamp(share, 1, stage.pace().limit()), Math.min(own, stage.room(member)));
  }

  private long mayTake(Member member, boolean idle) {
    if (member.isUnlimited()) {
      return 0;
    }
    return idle ? member.idleSlots() : credit(member);
  }

  private long credit(Member member) {
    return (long) member.slots * settings.batchesInFlight() - member.filling();
  }

  private boolean hasCredit(Member member, long round) {
    return Stragglers.isOfUse(member, round)
        && !member.served
        && (member.isUnlimited() || credit(member) > 0);
  }

  /** Whoever is idle comes before all who would only have something to do next. */
  private @Nullable Member nextFree(long round, long now) {
    var free = new ArrayList<Member>();
    var idle = new ArrayList<Member>();
    var fast = new ArrayList<Member>();
    for (var member : workforce.serving()) {
      if (hasCredit(member, round)) {
        free.add(member);
        if (member.idleSlots() > 0) {
          idle.add(member);
          if (!Stragglers.isSlow(member, now)) {
            fast.add(member);
          }
        }
      }
    }
    var candidates = idle.isEmpty() ? free : fast.isEmpty() ? idle : fast;
    if (candidates.size() < 2) {
      return candidates.isEmpty() ? null : candidates.getFirst();
    }
    return switch (settings.routing()) {
      case LEAST_LOADED -> leastLoaded(candidates);
      case ROUND_ROBIN -> nextInTurn(candidates);
      case RANDOM -> candidates.get(random.nextInt(candidates.size()));
    };
  }

  private static Member leastLoaded(List<Member> candidates) {
    return Collections.min(
        candidates, Comparator.comparingDouble(Member::load).thenComparingLong(Member::unended));
  }

  private Member nextInTurn(List<Member> candidates) {
    for (var member : candidates) {
      if (lastServed == null || member.incarnation.compareTo(lastServed) > 0) {
        lastServed = member.incarnation;
        return member;
      }
    }
    lastServed = candidates.getFirst().incarnation;
    return candidates.getFirst();
  }
}
