package dev.thresher.sim;

import dev.thresher.model.Failure;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskId;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.PlannedStage;
import dev.thresher.task.RetryOn;
import dev.thresher.task.Semantics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges what users say of a stage: how many of its tasks run at once, whether it goes before
 * others, after which failures its tasks are tried again and how soon.
 */
final class ControlsChecker {
  private static final double SHORTEST_OF_PAUSE = 0.8;

  private record Attempt(TaskId task, int attempt) {}

  /** The last failure that was followed by another attempt. */
  private record Pause(long sinceNanos, int failures) {}

  private final Scenario scenario;
  private final List<String> violations;
  private final Map<Attempt, Incarnation> running = new HashMap<>();
  private final Set<Incarnation> givenUp = new HashSet<>();
  private final Map<TaskId, Pause> pauses = new HashMap<>();
  private final Set<Long> batches = new HashSet<>();
  private final Set<TaskId> settled = new HashSet<>();
  private final long[] nextFresh;
  private final long[] firstUnsettled;

  ControlsChecker(Scenario scenario, List<String> violations) {
    this.scenario = scenario;
    this.violations = violations;
    this.nextFresh = new long[scenario.plan().stages().size()];
    this.firstUnsettled = new long[scenario.plan().stages().size()];
  }

  void look(Happening happening) {
    switch (happening) {
      case Happening.Dispatched dispatched -> onDispatched(dispatched);
      case Happening.Began began -> onBegan(began);
      case Happening.Ended(_, _, var task, int attempt, _) ->
          running.remove(new Attempt(task, attempt));
      case Happening.Committed commit -> onCommitted(commit);
      case Happening.Retried retried -> onRetried(retried);
      case Happening.Died(_, var worker, _) -> giveUp(worker);
      case Happening.ToldGone(_, var worker) -> giveUp(worker);
      case Happening.Killed(_, var worker, _) -> giveUp(worker);
      case Happening.Came _,
          Happening.TakenIn _,
          Happening.Froze _,
          Happening.Welcomed _,
          Happening.Arrived _,
          Happening.Reported _,
          Happening.Acknowledged _,
          Happening.Submitted _,
          Happening.Unwanted _,
          Happening.SubmissionsEnded _,
          Happening.SentFor _,
          Happening.Withdrawn _,
          Happening.DrainAsked _,
          Happening.CancelAsked _,
          Happening.Finished _ -> {}
    }
  }

  private void giveUp(Incarnation worker) {
    givenUp.add(worker);
    running.values().removeIf(worker::equals);
  }

  private void onDispatched(Happening.Dispatched dispatched) {
    if (!batches.add(dispatched.batch().value())) {
      return;
    }
    int number = dispatched.tasks().stage();
    for (var other : scenario.plan().stages()) {
      if (goesBefore(other, stage(number)) && isReady(other)) {
        violations.add(
            "stage %d has tasks and goes before: %s".formatted(other.spec().stage(), dispatched));
      }
    }
    nextFresh[number] = Math.max(nextFresh[number], dispatched.tasks().until());
  }

  private static boolean goesBefore(PlannedStage one, PlannedStage other) {
    return one.share().priority() > other.share().priority();
  }

  /**
   * Whether every worker that can take anything could take a task of this stage that was never
   * handed out. No more than what can be told from outside for certain.
   */
  private boolean isReady(PlannedStage stage) {
    int number = stage.spec().stage();
    boolean isOpen =
        switch (stage.dependence()) {
          case Dependence.None() -> true;
          case Dependence.AllOf _ -> nextFresh[number] > 0;
          case Dependence.RowsOf(_, _, var growing) -> nextFresh[number] > 0 && growing.isEmpty();
          case Dependence.Submitted() -> false;
        };
    long limit = firstUnsettled[number] + scenario.limits().schedule().window();
    return isOpen
        && !(stage.dependence() instanceof Dependence.Submitted)
        && !stage.share().isLimited()
        && stage.spec().semantics() == Semantics.AT_LEAST_ONCE
        && nextFresh[number] < Math.min(stage.size(), limit);
  }

  private void onBegan(Happening.Began began) {
    if (givenUp.contains(began.worker())) {
      return; // nobody promises what a worker does that cannot be reached
    }
    running.put(new Attempt(began.task(), began.attempt()), began.worker());
    var stage = stage(began.task().stage());
    long atOnce =
        running.keySet().stream().filter(one -> one.task().stage() == began.task().stage()).count();
    if (atOnce > stage.share().maxParallel()) {
      violations.add(atOnce + " tasks of a stage run at once, too many: " + began);
    }
    checkPause(began, stage);
  }

  private void checkPause(Happening.Began began, PlannedStage stage) {
    var pause = pauses.get(began.task());
    if (pause == null) {
      return;
    }
    var backoff = stage.retry().backoff();
    double usual = backoff.initial().toNanos();
    for (int i = 1; i < pause.failures(); i++) {
      usual = Math.min(usual * backoff.coefficient(), backoff.maximum().toNanos());
    }
    if (began.at() - pause.sinceNanos() < SHORTEST_OF_PAUSE * usual - 1) {
      violations.add(
          "after a pause of %d ns only: %s".formatted(began.at() - pause.sinceNanos(), began));
    }
  }

  private void onRetried(Happening.Retried retried) {
    running.remove(new Attempt(retried.task(), retried.attempt()));
    if (retried.outcome() instanceof Outcome.Lost) {
      return;
    }
    var policy = stage(retried.task().stage()).retry();
    int failures = failures(retried.task()) + 1;
    pauses.put(retried.task(), new Pause(retried.at(), failures));
    if (failures > policy.afterFailure() || !isCovered(policy.on(), retried.outcome())) {
      violations.add("tried again though it should not: " + retried);
    }
  }

  private void onCommitted(Happening.Committed commit) {
    var task = commit.task();
    running.remove(new Attempt(task, commit.attempt()));
    settled.add(task);
    while (settled.contains(new TaskId(task.stage(), firstUnsettled[task.stage()]))) {
      firstUnsettled[task.stage()]++;
    }
    var stage = stage(task.stage());
    // A task that may run once only ends for good when it is given up while it runs.
    if (stage.spec().semantics() == Semantics.AT_LEAST_ONCE
        && failures(task) < stage.retry().afterFailure()
        && isCovered(stage.retry().on(), commit.outcome())) {
      violations.add("not tried again though it should: " + commit);
    }
  }

  private int failures(TaskId task) {
    var pause = pauses.get(task);
    return pause == null ? 0 : pause.failures();
  }

  private static boolean isCovered(RetryOn on, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed(Failure failure) -> {
        var names = Set.of(failure.type(), TaskModel.TROUBLE);
        yield on.nonRetryable().stream().noneMatch(names::contains)
            && (on.failure() || on.exceptions().stream().anyMatch(names::contains));
      }
      case Outcome.TimedOut _ -> on.timeout();
      case Outcome.Completed _, Outcome.Cancelled _, Outcome.Lost _ -> false;
    };
  }

  private PlannedStage stage(int number) {
    return scenario.plan().stages().get(number);
  }
}
