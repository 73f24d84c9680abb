package dev.thresher.sim;

import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskId;
import dev.thresher.plan.OnError;
import dev.thresher.schedule.Decision.End;
import dev.thresher.schedule.ScheduleEvent;
import dev.thresher.schedule.ScheduleEvent.Reach;
import dev.thresher.sim.TaskModel.Ending;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges a session: each submitted task ends once, a cancelled one soon and as that, the others as
 * if nobody had been cancelled, and the run when all is over.
 */
final class SessionChecker {
  private static final long REPORT_NANOS = 5_000_000;
  private static final int BEATS_OF_LOSSES = 120;

  private record Attempt(TaskId task, int attempt) {}

  private record Cancelled(long atNanos, Reach reach) {}

  private final Scenario scenario;
  private final List<String> violations;
  private final Map<Integer, Long> batchLimits = new HashMap<>();
  private final Map<Integer, Long> submitted = new HashMap<>();
  private final TreeMap<TaskId, Cancelled> unwanted = new TreeMap<>();
  private final Map<TaskId, Long> ended = new HashMap<>();
  private final Map<Incarnation, Set<Attempt>> began = new HashMap<>();
  private final Map<Incarnation, Set<Attempt>> running = new HashMap<>();
  private final Set<Incarnation> givenUp = new HashSet<>();
  private final Set<Long> batches = new HashSet<>();

  /** Tasks that were started again while their worker may have them. */
  private final Set<TaskId> doubled = new HashSet<>();

  private long frozenNanos;
  private long submissionsEndedNanos = -1;
  private long lastEndNanos;
  private boolean runStops;

  SessionChecker(Scenario scenario, Session session, List<String> violations) {
    this.scenario = scenario;
    this.violations = violations;
    for (var step : session.steps()) {
      if (step.event() instanceof ScheduleEvent.StageAdded(var stage, int batchLimit)) {
        batchLimits.put(stage.spec().stage(), (long) batchLimit);
      }
    }
  }

  void look(Happening happening) {
    switch (happening) {
      case Happening.Submitted(_, int stage, _, long until) -> submitted.put(stage, until);
      case Happening.SubmissionsEnded(long at) -> submissionsEndedNanos = at;
      case Happening.Unwanted(long at, var task, var reach) ->
          unwanted.merge(task, new Cancelled(at, reach), SessionChecker::further);
      case Happening.Dispatched dispatched -> onDispatched(dispatched);
      case Happening.Began began -> onBegan(began);
      case Happening.Ended(_, var worker, var task, int attempt, _) ->
          of(running, worker).remove(new Attempt(task, attempt));
      case Happening.Committed commit -> onCommitted(commit);
      case Happening.Withdrawn withdrawn -> onWithdrawn(withdrawn);
      case Happening.Retried retried -> {
        require(!unwanted.containsKey(retried.task()), "tried again though cancelled", retried);
        if (retried.outcome() instanceof Outcome.Lost(var by, _) && !givenUp.contains(by)) {
          doubled.add(retried.task());
        }
      }
      case Happening.Killed killed -> onKilled(killed);
      case Happening.ToldGone(_, var worker) -> givenUp.add(worker);
      case Happening.Froze(long at, _, long until) -> frozenNanos += until - at;
      case Happening.CancelAsked _ -> runStops = true;
      case Happening.Finished finished -> onFinished(finished);
      case Happening.Came _,
          Happening.TakenIn _,
          Happening.Died _,
          Happening.Welcomed _,
          Happening.Arrived _,
          Happening.Reported _,
          Happening.Acknowledged _,
          Happening.SentFor _,
          Happening.DrainAsked _ -> {}
    }
  }

  /** The first that goes as far as any. */
  private static Cancelled further(Cancelled before, Cancelled again) {
    return again.reach().compareTo(before.reach()) > 0 ? again : before;
  }

  private void onDispatched(Happening.Dispatched dispatched) {
    var tasks = dispatched.tasks();
    if (!batches.add(dispatched.batch().value())) {
      return;
    }
    long limit = batchLimits.getOrDefault(tasks.stage(), 0L);
    require(tasks.size() <= limit, "larger than the batch limit of its stage", dispatched);
    long there = submitted.getOrDefault(tasks.stage(), 0L);
    require(tasks.until() <= there, "sent before it was submitted", dispatched);
    var cancelled =
        unwanted.subMap(
            new TaskId(tasks.stage(), tasks.from()), new TaskId(tasks.stage(), tasks.until()));
    if (!cancelled.isEmpty()) {
      violations.add("sent though " + cancelled.keySet() + " was cancelled: " + dispatched);
    }
  }

  private void onBegan(Happening.Began event) {
    var attempt = new Attempt(event.task(), event.attempt());
    of(began, event.worker()).add(attempt);
    of(running, event.worker()).add(attempt);
    boolean over = ended.containsKey(event.task());
    boolean isDoubled = doubled.contains(event.task());
    require(!over || isDoubled || givenUp.contains(event.worker()), "began after its end", event);
  }

  private void onCommitted(Happening.Committed commit) {
    var cancelled = unwanted.get(commit.task());
    end(commit.task(), commit.at(), commit);
    switch (commit.outcome()) {
      case Outcome.Cancelled _ ->
          require(cancelled != null || runStops, "cancelled though nobody asked for it", commit);
      case Outcome.Lost _ -> {
        require(cancelled == null, "lost though it was cancelled before", commit);
        noteFatal(commit.task());
      }
      case Outcome.Failed _, Outcome.TimedOut _ -> noteFatal(commit.task());
      case Outcome.Completed _ -> {}
    }
  }

  private void noteFatal(TaskId task) {
    var stage = scenario.plan().stages().get(task.stage());
    runStops |= stage.onError() == OnError.FAIL_FAST;
  }

  private void onWithdrawn(Happening.Withdrawn withdrawn) {
    require(unwanted.containsKey(withdrawn.task()), "withdrawn unasked", withdrawn);
    end(withdrawn.task(), withdrawn.at(), withdrawn);
  }

  private void end(TaskId task, long at, Happening how) {
    require(ended.put(task, at) == null, "ended twice", how);
    require(task.index() < submitted.getOrDefault(task.stage(), 0L), "never submitted", how);
    lastEndNanos = at;
    var cancelled = unwanted.get(task);
    if (cancelled != null && cancelled.reach() != Reach.UNSTARTED && !runStops) {
      long took = at - cancelled.atNanos();
      if (took > longestNanos(task)) {
        violations.add("took " + took + " ns to be cancelled: " + how);
      }
    }
  }

  private long longestNanos(TaskId task) {
    var network = scenario.network();
    var limits = scenario.limits();
    long way = network.latencyNanos() + 6 * network.jitterNanos() + 10_000;
    long beats = 2 * limits.beat().toNanos();
    boolean stubborn = endings(task).contains(Ending.IGNORES_INTERRUPTION);
    long calm = 4 * way + 2 * REPORT_NANOS;
    long grace = limits.cancelGrace().toNanos() + beats;
    if (scenario.isCalm()) {
      return stubborn ? calm + grace : calm;
    }
    long losses = BEATS_OF_LOSSES * limits.beat().toNanos();
    return calm + grace + losses + frozenNanos + 2 * limits.lease().toNanos();
  }

  private Set<Ending> endings(TaskId task) {
    return Set.copyOf(
        List.of(
            scenario.tasks().of(task, 1).ending(),
            scenario.tasks().of(task, 2).ending(),
            scenario.tasks().of(task, 3).ending()));
  }

  private void onKilled(Happening.Killed killed) {
    givenUp.add(killed.worker());
    if (killed.reason().contains("does not stop")) {
      boolean stubborn = of(running, killed.worker()).stream().anyMatch(this::mayIgnoreAStop);
      boolean forced =
          of(began, killed.worker()).stream().anyMatch(one -> isForced(unwanted.get(one.task())));
      require(stubborn || forced, "killed though every task there stops when asked", killed);
    }
  }

  private static boolean isForced(@Nullable Cancelled cancelled) {
    return cancelled != null && cancelled.reach() == Reach.WORKER;
  }

  // At a deadline the worker's own clock decides, which goes on while the worker is frozen.
  private boolean mayIgnoreAStop(Attempt one) {
    var stage = scenario.plan().stages().get(one.task().stage());
    return stage.spec().deadlineNanos() > 0
        || scenario.tasks().of(one.task(), one.attempt()).ending() == Ending.IGNORES_INTERRUPTION;
  }

  private void onFinished(Happening.Finished finished) {
    if (finished.end() != End.COMPLETED) {
      return;
    }
    require(submissionsEndedNanos >= 0, "over before the last task was submitted", finished);
    require(finished.progress().stages().isEmpty(), "stages are not forgotten", finished);
    require(
        finished.at() == Math.max(submissionsEndedNanos, lastEndNanos),
        "goes on after its last task",
        finished);
    submitted.forEach((stage, size) -> {
      for (long index = 0; index < size; index++) {
        var task = new TaskId(stage, index);
        if (!ended.containsKey(task)) {
          violations.add(task + " has not ended: " + finished);
        }
      }
    });
  }

  private static Set<Attempt> of(Map<Incarnation, Set<Attempt>> attempts, Incarnation worker) {
    return attempts.computeIfAbsent(worker, _ -> new HashSet<>());
  }

  private void require(boolean holds, String violation, Happening happening) {
    if (!holds) {
      violations.add(violation + ": " + happening);
    }
  }
}
