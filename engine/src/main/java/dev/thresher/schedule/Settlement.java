package dev.thresher.schedule;

import dev.thresher.model.Outcome;
import dev.thresher.model.TaskId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.TaskResult;
import dev.thresher.schedule.Decision.Commit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Decides what a result is worth. Only the batch that a task is in may end it, and a task is in at
 * most one: so the first end for good is the only one, and every other result is stale.
 */
final class Settlement {
  private static final double JITTER = 0.2;

  private final Backlog backlog;
  private final RandomGenerator random;
  private final Storm storm;
  private long completed;
  private long cancelled;
  private long retries;
  private long stale;
  private final FailureLimit limit;

  Settlement(
      Backlog backlog,
      RandomGenerator random,
      Recovered recovered,
      FailureLimit limit,
      Storm storm) {
    this.limit = limit;
    this.storm = storm;
    this.backlog = backlog;
    this.random = random;
    for (var stage : backlog.stages()) {
      var before = recovered.stage(stage.number());
      completed += before.completed().size();
    }
  }

  long completedTasks() {
    return completed;
  }

  long cancelledTasks() {
    return cancelled;
  }

  long retries() {
    return retries;
  }

  long staleResults() {
    return stale;
  }

  /** These results came too late, or from the wrong worker. */
  void refuse(Reply.Ended ended) {
    stale += ended.results().size();
  }

  /** Results of tasks that the flight holds, or held. */
  void accept(
      Member member, Flight flight, List<TaskResult> results, long now, List<Decision> decisions) {
    if (results.isEmpty()) {
      return;
    }
    observe(member, flight, results);
    long first = results.getFirst().index();
    int last = endOfRun(results, 0);
    if (last == results.size() && flight.unended.containsAll(first, first + last)) {
      complete(member, flight, first, first + last);
      decisions.add(commit(member, flight, results));
    } else {
      acceptMixed(member, flight, ascending(results), now, decisions);
    }
  }

  /** A result that nobody waits for has come. */
  void countStale() {
    stale++;
  }

  /** The first result of a task that two workers had, and that is settled by now. */
  void completeDoubled(Member member, Flight flight, TaskResult result, List<Decision> decisions) {
    completed++;
    member.settledTasks++;
    decisions.add(commit(member, flight, List.of(result)));
  }

  /** A task of the stage was cancelled while no worker had it. */
  void countWithdrawn(StageBacklog stage) {
    cancelled++;
    stage.countFailed();
  }

  /** The task ends like this for good, whatever its retry policy says. */
  void endForGood(
      Member member, Flight flight, long index, Outcome outcome, List<Decision> decisions) {
    var result = new TaskResult(index, outcome, 0);
    decisions.add(commit(member, flight, List.of(result)));
    end(member, flight, result);
  }

  /** Those that were cancelled end as that, whatever becomes of the others. */
  void endUnwanted(Member member, Flight flight, List<Decision> decisions) {
    var unwanted = new TreeMap<>(flight.unwanted);
    unwanted.forEach((index, why) -> endForGood(member, flight, index, why.outcome(), decisions));
  }

  /** The task should have been stopped by its worker long ago. */
  void endOverdue(
      Member member, Flight flight, Reply.Running running, long now, List<Decision> decisions) {
    long index = running.task().index();
    var outcome = new Outcome.TimedOut(flight.stage.planned().spec().deadlineNanos());
    if (flight.stage.startsOnce()) {
      // It runs on until its worker is gone, and on threads even longer.
      endForGood(member, flight, index, outcome, decisions);
    } else {
      var result = new TaskResult(index, outcome, running.forNanos());
      accept(member, flight, List.of(result), now, decisions);
    }
  }

  void retried(Flight flight, long index, Outcome outcome, List<Decision> decisions) {
    retries++;
    var task = new TaskId(flight.stage.number(), index);
    decisions.add(new Decision.Retry(task, flight.history.attempt(), outcome));
  }

  private static void observe(Member member, Flight flight, List<TaskResult> results) {
    int ran = 0;
    double sum = 0;
    double squares = 0;
    double shortest = Double.POSITIVE_INFINITY;
    for (var result : results) {
      if (!(result.outcome() instanceof Outcome.Cancelled)) {
        double nanos = result.runNanos();
        ran++;
        sum += nanos;
        squares += nanos * nanos;
        shortest = Math.min(shortest, nanos);
      }
    }
    if (ran > 0) {
      flight.stage.pace().observe(ran, sum, squares, flight.tasksOfASlot());
      member.observe(flight.stage, new Times(ran, sum, shortest));
    }
  }

  /** Where the stretch of completed tasks with consecutive indices ends that starts there. */
  private static int endOfRun(List<TaskResult> results, int start) {
    long first = results.get(start).index() - start;
    int end = start;
    while (end < results.size() && completes(results.get(end), first + end)) {
      end++;
    }
    return end;
  }

  private static boolean completes(TaskResult result, long index) {
    return result.index() == index && result.outcome() instanceof Outcome.Completed;
  }

  private void acceptMixed(
      Member member, Flight flight, List<TaskResult> results, long now, List<Decision> decisions) {
    var settled = new ArrayList<TaskResult>(results.size());
    var again = new Intervals();
    var notes = new ArrayList<Decision>();
    for (int i = 0; i < results.size(); ) {
      int end = endOfRun(results, i);
      long index = results.get(i).index();
      if (end > i && flight.unended.containsAll(index, index + end - i)) {
        complete(member, flight, index, index + end - i);
        settled.addAll(results.subList(i, end));
        i = end;
      } else {
        acceptOne(member, flight, results.get(i++), settled, again, notes);
      }
    }
    if (!settled.isEmpty()) {
      decisions.add(commit(member, flight, settled));
    }
    decisions.addAll(notes);
    pauseThenRetry(flight, again, now);
  }

  private void acceptOne(
      Member member,
      Flight flight,
      TaskResult result,
      List<TaskResult> settled,
      Intervals again,
      List<Decision> notes) {
    long index = result.index();
    var unwanted = flight.unwanted.get(index);
    if (!flight.unended.contains(index)) {
      stale++;
    } else if (!mayRetry(flight, result.outcome())) {
      settled.add(result);
      end(member, flight, result);
    } else if (unwanted != null) {
      var last = new TaskResult(index, unwanted.outcome(), result.runNanos());
      settled.add(last);
      end(member, flight, last);
    } else {
      member.release(flight, index, index + 1);
      again.add(index, index + 1);
      retried(flight, index, result.outcome(), notes);
    }
  }

  private static boolean mayRetry(Flight flight, Outcome outcome) {
    return flight.stage.planned().retry().retries(outcome, flight.history.failures());
  }

  private void end(Member member, Flight flight, TaskResult result) {
    long index = result.index();
    switch (result.outcome()) {
      case Outcome.Completed _ -> complete(member, flight, index, index + 1);
      case Outcome.Cancelled _ -> {
        cancelled++;
        endBadly(member, flight, index);
      }
      case Outcome.Failed _, Outcome.TimedOut _, Outcome.Lost _ -> {
        endBadly(member, flight, index);
        limit.count(flight.stage, index, result.outcome(), backlog.tasks());
      }
    }
  }

  private void complete(Member member, Flight flight, long from, long until) {
    member.release(flight, from, until);
    member.settledTasks += until - from;
    flight.stage.settle(from, until);
    completed += until - from;
    storm.struckInnocent(flight.history.signals().deaths());
  }

  private static void endBadly(Member member, Flight flight, long index) {
    member.release(flight, index, index + 1);
    member.settledTasks++;
    flight.stage.settle(index, index + 1);
    flight.stage.countFailed();
  }

  static String describe(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed _ -> "completed";
      case Outcome.Failed(var failure) -> "failed: " + failure.headline();
      case Outcome.TimedOut(long limitNanos) ->
          "ran longer than its deadline of " + limitNanos / 1_000_000 + " ms";
      case Outcome.Cancelled(String reason) -> "was cancelled: " + reason;
      case Outcome.Lost(var worker, String detail) -> "was lost with " + worker + ": " + detail;
    };
  }

  private void pauseThenRetry(Flight flight, Intervals tasks, long now) {
    for (var stretch : tasks.ascending()) {
      long due = now + pauseNanos(flight);
      backlog.putBackAt(
          due, flight.stage, stretch.getKey(), stretch.getValue(), flight.history.failed());
    }
  }

  private long pauseNanos(Flight flight) {
    var backoff = flight.stage.planned().retry().backoff();
    double pause = backoff.pauseNanos(flight.history.failures());
    return (long) (pause * (1 - JITTER + 2 * JITTER * random.nextDouble()));
  }

  private static Commit commit(Member member, Flight flight, List<TaskResult> results) {
    return new Commit(flight.stage.number(), flight.history.attempt(), member.incarnation, results);
  }

  private static List<TaskResult> ascending(List<TaskResult> results) {
    var sorted = new ArrayList<>(results);
    sorted.sort(Comparator.comparingLong(TaskResult::index));
    return sorted;
  }
}
