package dev.thresher.sim;

import dev.thresher.journal.RunState;
import dev.thresher.model.BatchId;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskId;
import dev.thresher.schedule.Decision;
import dev.thresher.task.Semantics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Judges a run of several lives by what only a ledger can keep: what was told stays, what may start
 * once only starts once, and the last life comes to its end. Within one life {@link Checker}
 * judges.
 */
final class DurableChecker {
  private record Start(Incarnation worker, TaskId task) {}

  private final Scenario scenario;
  private final List<String> violations = new ArrayList<>();
  private final Map<TaskId, Outcome> told = new HashMap<>();
  private final Map<TaskId, Integer> failures = new HashMap<>();
  private final Set<TaskId> startedOnce = new HashSet<>();
  private Set<Start> begun = new HashSet<>();
  private DurableRun.Past last = new DurableRun.Past(List.of(), List.of(), OptionalLong.empty());
  private RunState state = new RunState();
  private int lives;

  DurableChecker(Scenario scenario) {
    this.scenario = scenario;
  }

  List<String> violations() {
    return violations;
  }

  /** Whether that worker of the life before had started the task. */
  boolean hasBegun(Incarnation worker, int stage, long index) {
    return begun.contains(new Start(worker, new TaskId(stage, index)));
  }

  /**
   * The next life.
   *
   * @param afterwards what the ledger adds up to now
   */
  void looksAt(DurableRun.Past past, RunState afterwards) {
    lives++;
    last = past;
    state = afterwards;
    begun = new HashSet<>();
    var before = Set.copyOf(told.keySet());
    var acknowledged = new AcknowledgedResults();
    var cancelled = new HashSet<TaskId>();
    for (var happening : past.history()) {
      acknowledged.look(happening);
      if (happening instanceof Happening.Began began) {
        onBegan(began, before);
      }
      if (happening instanceof Happening.Committed commit) {
        onCommitted(commit, before);
        if (commit.outcome() instanceof Outcome.Cancelled
            && !acknowledged.completed().contains(commit.task())) {
          cancelled.add(commit.task());
        }
      }
      if (happening instanceof Happening.Retried(_, var task, _, var outcome)) {
        startedOnce.remove(task); // its end is known
        failures.merge(task, outcome instanceof Outcome.Failed ? 1 : 0, Integer::sum);
      }
    }
    // Of a task that two workers had, one may stop it with the run before the other completes it;
    // what had been acknowledged by then is no such case.
    var completed = new HashSet<>(acknowledged.completed());
    completed.removeAll(cancelled);
    checkNothingIsForgotten(completed);
    past.diskFailedAt().ifPresent(at -> checkNothingNewStarts(past.history(), at));
  }

  /** What a run computes once its disk has failed is lost. */
  private void checkNothingNewStarts(List<Happening> history, long failedAt) {
    // A coordinator that stood still learns of it after what had come before.
    boolean knew =
        history.stream()
            .noneMatch(one ->
                one instanceof Happening.Froze(_, var who, long until)
                    && who.equals("coordinator")
                    && until >= failedAt);
    var sent = new HashSet<BatchId>();
    for (var happening : history) {
      if (happening instanceof Happening.Dispatched dispatched
          && sent.add(dispatched.batch())
          && knew
          && dispatched.at() > failedAt) {
        violations.add("sent though the disk had failed: " + dispatched);
      }
    }
  }

  private void onBegan(Happening.Began began, Set<TaskId> toldBefore) {
    begun.add(new Start(began.worker(), began.task()));
    if (toldBefore.contains(began.task())) {
      violations.add("runs again though its end was told in an earlier life: " + began);
    }
    if (startsOnce(began.task()) && !startedOnce.add(began.task())) {
      violations.add("began again though it may start once only: " + began);
    }
  }

  private void onCommitted(Happening.Committed commit, Set<TaskId> toldBefore) {
    if (commit.outcome() instanceof Outcome.Cancelled) {
      return; // it ended because the run did, and has no end yet
    }
    if (toldBefore.contains(commit.task())) {
      violations.add("told again: " + commit);
    }
    told.put(commit.task(), commit.outcome());
  }

  private void checkNothingIsForgotten(Set<TaskId> acknowledged) {
    told.forEach((task, outcome) -> {
      if (!state.stages().get(task.stage()).isSettled(task.index())) {
        violations.add("told, and not in the ledger: " + task + " " + outcome);
      }
    });
    for (var task : acknowledged) {
      if (!state.stages().get(task.stage()).isSettled(task.index())) {
        violations.add("acknowledged, and not in the ledger: " + task);
      }
    }
  }

  void looksBack() {
    var end = last.end();
    if (end.isEmpty()) {
      violations.add("the last of " + lives + " lives never ended");
      return;
    }
    for (var stage : scenario.plan().stages()) {
      int number = stage.spec().stage();
      // That one was tried again may not have reached the disk in each of the lives that crashed.
      int most = stage.retry().afterFailure() + lives - 1;
      failures.forEach((task, times) -> {
        if (task.stage() == number && times > most) {
          violations.add(task + " was tried again " + times + " times in " + lives + " lives");
        }
      });
      if (end.get() == Decision.End.COMPLETED) {
        checkIsWhole(number, stage.size());
      }
    }
  }

  private void checkIsWhole(int stage, long size) {
    for (long index = 0; index < size; index++) {
      if (!state.stages().get(stage).isSettled(index)) {
        violations.add("completed without task " + index + " of stage " + stage);
      }
    }
  }

  private boolean startsOnce(TaskId task) {
    return scenario.plan().stages().get(task.stage()).spec().semantics() == Semantics.AT_MOST_ONCE;
  }
}
