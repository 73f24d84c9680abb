package dev.thresher.sim;

import dev.thresher.model.BatchId;
import dev.thresher.model.Footprint;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskId;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.OnError;
import dev.thresher.plan.PlannedStage;
import dev.thresher.protocol.Reply;
import dev.thresher.schedule.Decision.End;
import dev.thresher.schedule.Departure.Blame;
import dev.thresher.schedule.Volume;
import dev.thresher.task.Semantics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges the history of one run by the promises of the engine, from outside: it knows the scenario
 * and what happened, and nothing of what schedule and workers think.
 *
 * <p>Each violation is one line.
 */
public final class Checker {
  /** Charged deaths after which a task is given up; two more may pass before it is found. */
  private static final int DEATHS_OF_A_POISON = 3 + 2;

  private static final long TICK_NANOS = 50_000_000;

  private record Attempt(Incarnation worker, TaskId task, int attempt) {}

  private final Scenario scenario;
  private final List<Happening> history;
  private final List<String> violations = new ArrayList<>();
  private final Map<TaskId, Happening.Committed> committed = new HashMap<>();
  private final Map<Attempt, Outcome> ended = new HashMap<>();
  private final Set<Attempt> begun = new HashSet<>();
  private final Map<TaskId, Attempt> openOnceOnly = new HashMap<>();
  private final Map<Incarnation, Happening> givenUp = new HashMap<>();
  private final Map<Incarnation, TreeMap<Long, Reply.Report>> reports = new HashMap<>();
  private final Map<BatchId, Integer> stageOfBatch = new HashMap<>();
  private final Map<TaskId, Integer> killings = new HashMap<>();
  private final Map<Incarnation, TaskId> lastBegun = new HashMap<>();
  private final long[] settledOfStage;
  private final long[] firstUncommitted;
  private Happening.@Nullable Finished finished;
  private boolean drainAsked;
  private boolean cancelAsked;
  private boolean failedFast;
  private boolean halts;
  private long failed;
  private final Set<TaskId> withdrawn = new HashSet<>();
  private int ends;
  private Volume waiting = Volume.NONE;

  private Checker(Scenario scenario, List<Happening> history) {
    this.scenario = scenario;
    this.history = history;
    this.settledOfStage = new long[scenario.plan().stages().size()];
    this.firstUncommitted = new long[scenario.plan().stages().size()];
  }

  /** Empty if every promise was kept. */
  public static List<String> violations(Scenario scenario, List<Happening> history) {
    var checker = new Checker(scenario, history);
    history.forEach(checker::look);
    var controls = new ControlsChecker(scenario, checker.violations);
    history.forEach(controls::look);
    scenario
        .session()
        .ifPresent(session -> {
          var judge = new SessionChecker(scenario, session, checker.violations);
          history.forEach(judge::look);
          session
              .elasticity()
              .map(terms -> new ElasticityChecker(scenario, terms, checker.violations))
              .ifPresent(elastic -> history.forEach(elastic::look));
        });
    checker.lookBack();
    return checker.violations;
  }

  private void look(Happening happening) {
    if (finished != null) {
      violations.add("after the end: " + happening);
    }
    switch (happening) {
      case Happening.Dispatched dispatched -> onDispatched(dispatched);
      case Happening.Began began -> onBegan(began);
      case Happening.Ended end -> onEnded(end);
      case Happening.Reported(_, var worker, var report) ->
          reports.computeIfAbsent(worker, _ -> new TreeMap<>()).put(report.sequence(), report);
      case Happening.Acknowledged acknowledged -> onAcknowledged(acknowledged);
      case Happening.Committed commit -> onCommitted(commit);
      case Happening.TakenIn(_, var more) -> waiting = waiting.minus(more);
      case Happening.Withdrawn(_, var task, _, _) -> {
        settledOfStage[task.stage()]++;
        withdrawn.add(task);
      }
      case Happening.Died died -> onDied(died);
      case Happening.ToldGone(_, var worker) -> givenUp.putIfAbsent(worker, happening);
      case Happening.Killed(_, var worker, _) -> givenUp.putIfAbsent(worker, happening);
      case Happening.DrainAsked _ -> drainAsked = true;
      case Happening.CancelAsked _ -> cancelAsked = true;
      case Happening.Finished end -> finished = end;
      case Happening.Came _,
          Happening.Froze _,
          Happening.Welcomed _,
          Happening.Arrived _,
          Happening.Retried _,
          Happening.Submitted _,
          Happening.Unwanted _,
          Happening.SubmissionsEnded _,
          Happening.SentFor _ -> {}
    }
  }

  private void onDispatched(Happening.Dispatched dispatched) {
    boolean again = stageOfBatch.put(dispatched.batch(), dispatched.tasks().stage()) != null;
    if (!again && (drainAsked || cancelAsked || failedFast || halts)) {
      violations.add("sent though nothing new is to start: " + dispatched);
    }
    if (!again && dispatched.at() >= scenario.deadlineNanos()) {
      violations.add("sent after the deadline of the run: " + dispatched);
    }
    if (givenUp.containsKey(dispatched.worker())) {
      violations.add("sent to a worker that was given up: " + dispatched);
    }
    var most = scenario.limits().mostWaiting();
    if (!again && (waiting.results() >= most.results() || waiting.bytes() >= most.bytes())) {
      violations.add(
          "sent while too much waits for being taken in, " + waiting + ": " + dispatched);
    }
    if (dispatched.tasks().size() > scenario.limits().schedule().batchLimit()) {
      violations.add("larger than the batch limit: " + dispatched);
    }
  }

  private void onBegan(Happening.Began began) {
    var attempt = new Attempt(began.worker(), began.task(), began.attempt());
    lastBegun.put(began.worker(), began.task());
    if (!begun.add(attempt)) {
      violations.add("began twice on one worker: " + began);
    }
    var stage = stage(began.task());
    if (stage.spec().semantics() == Semantics.AT_MOST_ONCE
        && openOnceOnly.put(began.task(), attempt) != null) {
      violations.add("began again though it may run once only: " + began);
    }
    var growing = growing(stage);
    if (earlier(stage).stream()
        .filter(one -> growing.isEmpty() || growing.getAsInt() != one)
        .anyMatch(one -> settledOfStage[one] < scenario.plan().stages().get(one).size())) {
      violations.add("began before the stage that it depends on has ended: " + began);
    }
    if (growing.isPresent() && began.task().index() >= rows(stage, growing.getAsInt())) {
      violations.add("began before its row was there: " + began);
    }
    long ahead = began.task().index() - firstUncommitted[began.task().stage()];
    boolean hasWindow = !(stage.dependence() instanceof Dependence.Submitted);
    if (hasWindow && ahead >= scenario.limits().schedule().window()) {
      violations.add("outside of the window: " + began);
    }
  }

  private void onEnded(Happening.Ended end) {
    ended.put(new Attempt(end.worker(), end.task(), end.attempt()), end.outcome());
    // A known end other than success may be followed by another attempt.
    if (end.outcome() instanceof Outcome.Failed || end.outcome() instanceof Outcome.TimedOut) {
      openOnceOnly.remove(end.task());
    }
  }

  private void onAcknowledged(Happening.Acknowledged acknowledged) {
    var sent = reports.getOrDefault(acknowledged.worker(), new TreeMap<>());
    for (var report : sent.headMap(acknowledged.sequence(), true).values()) {
      if (report instanceof Reply.Ended end) {
        checkCommitted(acknowledged, end);
      }
    }
    sent.headMap(acknowledged.sequence(), true).clear();
  }

  private void checkCommitted(Happening.Acknowledged acknowledged, Reply.Ended end) {
    int stage = stageOfBatch.getOrDefault(end.batch(), -1);
    for (var result : end.results()) {
      // Of a task that two workers had and that was cancelled then, results come all the same.
      var task = new TaskId(stage, result.index());
      boolean known = committed.containsKey(task) || withdrawn.contains(task);
      if (result.outcome() instanceof Outcome.Completed && !known) {
        violations.add("acknowledged before it was committed: " + result + " by " + acknowledged);
      }
    }
  }

  private void onCommitted(Happening.Committed commit) {
    var first = committed.putIfAbsent(commit.task(), commit);
    if (first != null) {
      violations.add("committed twice: " + first + " and " + commit);
      return;
    }
    waiting = waiting.plus(new Volume(1, Footprint.of(commit.outcome())));
    var task = commit.task();
    settledOfStage[task.stage()]++;
    while (committed.containsKey(new TaskId(task.stage(), firstUncommitted[task.stage()]))) {
      firstUncommitted[task.stage()]++;
    }
    checkOrigin(commit);
    if (isFatal(commit.outcome())) {
      failed++;
      failedFast |= stage(task).onError() == OnError.FAIL_FAST;
      halts |= mustHalt();
    }
  }

  // A share is one of all tasks at most; how many were known when one failed, the history hides.
  private boolean mustHalt() {
    return scenario.plan().halt().filter(halt -> halt.isReached(failed, allTasks())).isPresent();
  }

  private boolean mayHalt() {
    long least =
        scenario.plan().stages().stream()
            .filter(stage -> !(stage.dependence() instanceof Dependence.RowsOf))
            .mapToLong(PlannedStage::size)
            .sum();
    return scenario.plan().halt().filter(halt -> halt.isReached(failed, least)).isPresent();
  }

  private long allTasks() {
    return scenario.plan().stages().stream().mapToLong(PlannedStage::size).sum();
  }

  private void checkOrigin(Happening.Committed commit) {
    var attempt = attempt(commit);
    switch (commit.outcome()) {
      case Outcome.Completed _, Outcome.Failed _ -> {
        if (givenUp.containsKey(commit.by())) {
          violations.add("result of a worker that was given up before: " + commit);
        }
        if (!commit.outcome().equals(ended.get(attempt))) {
          violations.add("committed what that attempt did not end with: " + commit);
        }
      }
      case Outcome.TimedOut _, Outcome.Cancelled _, Outcome.Lost _ -> {}
    }
  }

  private static Attempt attempt(Happening.Committed commit) {
    return new Attempt(commit.by(), commit.task(), commit.attempt());
  }

  private void onDied(Happening.Died died) {
    ends++;
    var task = lastBegun.get(died.worker());
    if (died.blame() == Blame.OWN_DOING && task != null) {
      for (var poison : scenario.tasks().poison()) {
        var suspect = new TaskId(0, poison);
        if (begun.stream().anyMatch(one -> runs(one, died.worker(), suspect))) {
          killings.merge(suspect, 1, Integer::sum);
        }
      }
    }
  }

  private boolean runs(Attempt attempt, Incarnation worker, TaskId task) {
    return attempt.worker().equals(worker)
        && attempt.task().equals(task)
        && !ended.containsKey(attempt);
  }

  private void lookBack() {
    if (finished == null) {
      violations.add("the run does not end");
      return;
    }
    checkEnd(finished);
    checkDeadline(finished);
    checkLosses();
    if (scenario.isCalm() && scenario.session().isEmpty()) {
      new SpeedChecker(scenario, history).check(violations);
    }
  }

  private void checkEnd(Happening.Finished end) {
    boolean allWell = committed.values().stream().allMatch(one -> isWell(one.outcome()));
    switch (end.end()) {
      case COMPLETED -> {
        checkNothingIsMissing(end);
        if (!allWell && scenario.session().isEmpty()) {
          violations.add("completed with failures");
        }
      }
      case FAILED -> {
        if (allWell) {
          violations.add("failed without a failure");
        }
        if (!failedFast) {
          checkNothingIsMissing(end);
        }
      }
      case HALTED -> require(mayHalt(), "halted after " + failed + " failures");
      case DRAINED -> require(drainAsked, "drained, but nobody asked for it");
      case CANCELLED -> require(cancelAsked, "cancelled, but nobody asked for it");
      case OVERDUE ->
          require(end.at() >= scenario.deadlineNanos(), "overdue before the deadline: " + end);
      case STALLED ->
          require(
              ends > scenario.limits().respawnLimit() * scenario.workers(),
              "stalled though only " + ends + " workers have ended");
    }
  }

  /** A coordinator that was frozen learns later that time is over; what is stubborn gets grace. */
  private void checkDeadline(Happening.Finished end) {
    long latest = scenario.deadlineNanos();
    for (var happening : history) {
      if (happening instanceof Happening.Froze(_, String who, long until)
          && who.equals("coordinator")) {
        latest = Math.max(latest, until);
      }
    }
    if (scenario.plan().deadline().isPresent()) {
      long noticed = latest + 2 * TICK_NANOS;
      long stopped = noticed + scenario.limits().cancelGrace().toNanos();
      boolean stopping =
          switch (end.end()) {
            case OVERDUE, CANCELLED, FAILED, HALTED -> true;
            case COMPLETED, DRAINED, STALLED -> false;
          };
      require(
          end.at() <= (stopping ? stopped : noticed),
          "went on after the deadline of the run: " + end);
    }
  }

  private void checkNothingIsMissing(Happening.Finished end) {
    for (var stage : scenario.plan().stages()) {
      int number = stage.spec().stage();
      long missing = stage.size() - settledOfStage[number];
      if (missing != 0 && !isWithheld(stage)) {
        violations.add(end.end() + ", but " + missing + " tasks of stage " + number + " are lost");
      }
    }
    if (end.end() == End.COMPLETED || !failedFast) {
      require(
          end.progress().batchesInFlight() == 0
              && end.progress().workers().stream().allMatch(one -> one.tasksHeld() == 0),
          "slots are not free at the end: " + end.progress());
    }
  }

  private boolean isWithheld(PlannedStage stage) {
    return earlier(stage).stream().anyMatch(this::endedBadlyOrIsWithheld);
  }

  private boolean endedBadlyOrIsWithheld(int number) {
    var before = scenario.plan().stages().get(number);
    boolean endedBadly =
        before.onError() != OnError.SKIP
            && committed.values().stream()
                .anyMatch(one -> one.task().stage() == number && !isWell(one.outcome()));
    return endedBadly || isWithheld(before);
  }

  private static OptionalInt growing(PlannedStage stage) {
    return stage.dependence() instanceof Dependence.RowsOf(_, _, var growing)
        ? growing
        : OptionalInt.empty();
  }

  private long rows(PlannedStage over, int from) {
    return SimulatedRows.rows(over, scenario.plan().stages().get(from), firstUncommitted[from]);
  }

  private static List<Integer> earlier(PlannedStage stage) {
    return switch (stage.dependence()) {
      case Dependence.None(), Dependence.Submitted() -> List.of();
      case Dependence.AllOf(var stages) -> stages;
      case Dependence.RowsOf(_, var stages, _) -> stages;
    };
  }

  /** Who is convicted, and how many workers it took. */
  private void checkLosses() {
    boolean othersToBlame =
        scenario.deaths().stream().anyMatch(death -> death.blame() != Blame.OUTSIDE)
            || history.stream().anyMatch(Happening.Killed.class::isInstance);
    for (var one : committed.values()) {
      var stage = stage(one.task());
      boolean guilty =
          one.task().stage() == 0 && scenario.tasks().poison().contains(one.task().index());
      boolean once = stage.spec().semantics() == Semantics.AT_MOST_ONCE;
      boolean certain = stage.retry().afterLoss() >= 2;
      boolean told = scenario.limits().startsAreTold() && scenario.zombieNanos() == 0;
      if (one.outcome() instanceof Outcome.Lost && once && told && !begun.contains(attempt(one))) {
        violations.add("lost with a worker that had not started it: " + one);
      }
      if (one.outcome() instanceof Outcome.Lost && !once && !guilty && certain && !othersToBlame) {
        violations.add("an innocent was convicted: " + one);
      }
    }
    killings.forEach((task, deaths) -> {
      if (deaths > DEATHS_OF_A_POISON && !othersToBlame) {
        violations.add("it took " + deaths + " workers to find out about " + task);
      }
    });
  }

  private PlannedStage stage(TaskId task) {
    return scenario.plan().stages().get(task.stage());
  }

  private static boolean isFatal(Outcome outcome) {
    return !isWell(outcome) && !(outcome instanceof Outcome.Cancelled);
  }

  private static boolean isWell(Outcome outcome) {
    return outcome instanceof Outcome.Completed;
  }

  private void require(boolean holds, String violation) {
    if (!holds) {
      violations.add(violation);
    }
  }
}
