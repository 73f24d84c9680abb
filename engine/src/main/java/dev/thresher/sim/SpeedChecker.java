package dev.thresher.sim;

import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.plan.OnError;
import dev.thresher.plan.PlannedStage;
import dev.thresher.protocol.Reply;
import dev.thresher.task.Semantics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges runs in which nothing went wrong: no worker is idle while another holds tasks that it has
 * not started, and the whole takes little longer than it must.
 */
final class SpeedChecker {
  static final double IDLE_ROUND_TRIPS = 4;
  static final double SLOWEST_OF_IDEAL = 1.25;
  private static final int LEAST_TASKS_A_SLOT = 20;
  private static final long REPORT_NANOS = 5_000_000;

  private static final class Lane {
    final Set<Long> returned = new HashSet<>();
    final Map<Integer, Long> unstarted = new TreeMap<>();
    long busy;
    long idleForNothingSince = -1;

    void waits(int stage, long more) {
      unstarted.merge(stage, more, Long::sum);
    }
  }

  private final Scenario scenario;
  private final List<Happening> history;
  private final Map<Incarnation, Lane> lanes = new TreeMap<>();
  private final long[] runningOfStage;
  private long longestIdle;
  private String longestIdleWas = "";

  SpeedChecker(Scenario scenario, List<Happening> history) {
    this.scenario = scenario;
    this.history = history;
    this.runningOfStage = new long[scenario.plan().stages().size()];
  }

  void check(List<String> violations) {
    boolean workersEnded = history.stream().anyMatch(Happening.Died.class::isInstance);
    boolean workersComeLater = scenario.elasticity().fewest() < scenario.workers();
    if (workersEnded || workersComeLater) {
      return;
    }
    checkCancelling(violations);
    if (scenario.slots() == Reply.UNLIMITED) {
      return;
    }
    for (var happening : history) {
      if (isEndOfHandingOut(happening)) {
        break;
      }
      follow(happening);
      lanes.forEach((worker, lane) -> watch(worker, lane, happening.at()));
    }
    if (longestIdle > tolerableIdleNanos()) {
      violations.add("idle for nothing for " + longestIdle + " ns: " + longestIdleWas);
    }
    if (isFitForTiming()) {
      checkMakespan(violations);
    }
  }

  /** Tasks that heed their interruption are through, and told of, after a round trip. */
  private void checkCancelling(List<String> violations) {
    long askedAt = -1;
    for (var happening : history) {
      if (happening instanceof Happening.CancelAsked asked && askedAt < 0) {
        askedAt = asked.at();
      }
    }
    double took = history.getLast().at() - askedAt;
    if (askedAt >= 0
        && scenario.tasks().stubbornShare() == 0
        && took > 2.0 * roundTripNanos() + 2 * REPORT_NANOS) {
      violations.add("cancelling took " + took + " ns");
    }
  }

  private boolean isEndOfHandingOut(Happening happening) {
    if (happening.at() >= scenario.deadlineNanos()) {
      return true;
    }
    return switch (happening) {
      case Happening.DrainAsked _, Happening.CancelAsked _ -> true;
      case Happening.Committed(_, var task, _, _, var outcome) ->
          !(outcome instanceof Outcome.Completed)
              && (scenario.plan().halt().isPresent()
                  || stage(task.stage()).onError() == OnError.FAIL_FAST);
      default -> false;
    };
  }

  /** Longest time that a worker was idle while another one held tasks, in round trips. */
  double idleRoundTrips() {
    return (double) longestIdle / roundTripNanos();
  }

  private void follow(Happening happening) {
    switch (happening) {
      case Happening.Welcomed(_, var worker) -> lanes.putIfAbsent(worker, new Lane());
      case Happening.Arrived(_, var worker, _, var tasks) ->
          lane(worker).waits(tasks.stage(), tasks.size());
      case Happening.Began(_, var worker, var task, _) -> {
        lane(worker).waits(task.stage(), -1);
        lane(worker).busy++;
        runningOfStage[task.stage()]++;
      }
      case Happening.Ended(_, var worker, var task, _, _) -> {
        lane(worker).busy--;
        runningOfStage[task.stage()]--;
      }
      case Happening.Reported(_, var worker, Reply.Returned(_, long sequence, _, var tasks)) -> {
        if (tasks.isPresent() && lane(worker).returned.add(sequence)) {
          lane(worker).waits(tasks.get().stage(), -tasks.get().size());
        }
      }
      case Happening.Reported _,
          Happening.Came _,
          Happening.TakenIn _,
          Happening.Died _,
          Happening.ToldGone _,
          Happening.Froze _,
          Happening.Killed _,
          Happening.Dispatched _,
          Happening.Acknowledged _,
          Happening.Committed _,
          Happening.Retried _,
          Happening.Withdrawn _,
          Happening.Submitted _,
          Happening.Unwanted _,
          Happening.SubmissionsEnded _,
          Happening.SentFor _,
          Happening.DrainAsked _,
          Happening.CancelAsked _,
          Happening.Finished _ -> {}
    }
  }

  private void watch(Incarnation worker, Lane lane, long now) {
    boolean forNothing =
        lane.busy < scenario.slots()
            && lanes.entrySet().stream()
                .anyMatch(other -> !other.getKey().equals(worker) && couldGive(other.getValue()));
    if (lane.idleForNothingSince >= 0 && now - lane.idleForNothingSince > longestIdle) {
      longestIdle = now - lane.idleForNothingSince;
      longestIdleWas = worker + " at " + lane.idleForNothingSince;
    }
    if (!forNothing) {
      lane.idleForNothingSince = -1;
    } else if (lane.idleForNothingSince < 0) {
      lane.idleForNothingSince = now;
    }
  }

  /** Tasks that would run at once elsewhere. */
  private boolean couldGive(Lane lane) {
    return lane.unstarted.entrySet().stream()
        .anyMatch(waiting ->
            waiting.getValue() > 1
                && mayHoldTasksAhead(stage(waiting.getKey()))
                && runningOfStage[waiting.getKey()]
                    < stage(waiting.getKey()).share().maxParallel());
  }

  private PlannedStage stage(int number) {
    return scenario.plan().stages().get(number);
  }

  private Lane lane(Incarnation worker) {
    return lanes.computeIfAbsent(worker, _ -> new Lane());
  }

  private long roundTripNanos() {
    var network = scenario.network();
    return 2 * (network.latencyNanos() + 6 * network.jitterNanos()) + 10_000;
  }

  private double tolerableIdleNanos() {
    return IDLE_ROUND_TRIPS * roundTripNanos() + 2 * REPORT_NANOS;
  }

  boolean isFitForTiming() {
    var stage = scenario.plan().stages().getFirst();
    return scenario.plan().stages().size() == 1
        && scenario.drainAtNanos() < 0
        && scenario.cancelAtNanos() < 0
        && scenario.plan().deadline().isEmpty()
        && (stage.spec().semantics() == Semantics.AT_LEAST_ONCE
            || scenario.limits().startsAreTold())
        && scenario.limits().schedule().window() >= stage.size()
        && stage.size() >= LEAST_TASKS_A_SLOT * slots()
        && mayHoldTasksAhead(stage)
        && scenario.tasks().meeting().isEmpty()
        && coversRoundTrips()
        && everyTaskCompletes();
  }

  /**
   * Also none that ends in no way: one that ignores its deadline keeps a slot for the grace that it
   * is given, during which the others have a slot less, and its time is in no sum.
   */
  private boolean everyTaskCompletes() {
    long running = 0;
    for (var happening : history) {
      if (happening instanceof Happening.Began) {
        running++;
      } else if (happening instanceof Happening.Ended ended) {
        running--;
        if (!(ended.outcome() instanceof Outcome.Completed)) {
          return false;
        }
      }
    }
    return running == 0;
  }

  /** Whether the batches that wait at a slot last longer than it takes to send for another one. */
  private boolean coversRoundTrips() {
    var schedule = scenario.limits().schedule();
    double batchNanos =
        Math.min(
            schedule.batchTarget().toNanos(),
            (double) schedule.batchLimit() * scenario.tasks().grainNanos());
    return (schedule.batchesInFlight() - 1) * batchNanos >= 2 * roundTripNanos();
  }

  private long slots() {
    return (long) scenario.workers() * scenario.slots();
  }

  /** Whether workers may be given tasks ahead; otherwise each task costs a round trip. */
  private boolean mayHoldTasksAhead(PlannedStage stage) {
    return scenario.slots() == 1 || stage.share().maxParallel() >= slots();
  }

  private void checkMakespan(List<String> violations) {
    double ratio = makespanOverIdeal();
    if (ratio > SLOWEST_OF_IDEAL) {
      violations.add("took " + ratio + " times as long as it must");
    }
  }

  /** Without the longest task, and the round trips in which batches grow. */
  double makespanOverIdeal() {
    var began = new TreeMap<String, Long>();
    long first = Long.MAX_VALUE;
    long last = 0;
    long sum = 0;
    long longest = 0;
    for (var happening : history) {
      if (happening instanceof Happening.Began one) {
        first = Math.min(first, one.at());
        began.put(one.worker() + " " + one.task(), one.at());
      } else if (happening instanceof Happening.Ended one) {
        long took = one.at() - began.getOrDefault(one.worker() + " " + one.task(), one.at());
        last = Math.max(last, one.at());
        sum += took;
        longest = Math.max(longest, took);
      }
    }
    double ideal = (double) sum / Math.min(slots(), stage(0).share().maxParallel());
    double learning = 12.0 * roundTripNanos();
    return Math.max(0, last - first - longest - learning) / ideal;
  }
}
