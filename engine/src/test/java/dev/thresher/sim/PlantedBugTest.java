package dev.thresher.sim;

import dev.thresher.sim.Mutant.Edit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A checker that finds nothing proves nothing: each of these bugs must show within a few seeds. */
class PlantedBugTest {
  private static final int SEEDS = 2_000;

  static Stream<Mutant> mutants() {
    return Stream.of(
        Mutant.of(
            "results of a worker that was given up are committed",
            new Edit(
                "schedule/RunSchedule.java",
                "case Reply.Ended ended -> settlement.refuse(ended);",
                """
                case Reply.Ended ended ->
                    decisions.add(new Decision.Commit(0, ended.attempt(), from, ended.results()));
                """)),
        Mutant.of(
            "late and repeated results are committed, too",
            new Edit(
                "schedule/Member.java",
                "if (sequence <= reportsUpTo || !reportsAhead.add(sequence)) { return true; }",
                "reportsAhead.add(sequence);"),
            new Edit(
                "schedule/RunSchedule.java",
                "|| ended.attempt() != flight.history.attempt()) { settlement.refuse(ended);",
                """
                || ended.attempt() != flight.history.attempt()) {
                  decisions.add(
                      new Decision.Commit(0, ended.attempt(), member.incarnation, ended.results()));
                """)),
        Mutant.of(
            "acknowledged before the commit",
            new Edit(
                "schedule/RunSchedule.java",
                "if (!member.isRepeated(report)) { switch",
                """
                if (!member.isRepeated(report)) {
                  send(member.incarnation, new Request.Acknowledge(epoch, report.sequence()));
                  switch
                """)),
        Mutant.of(
            "a batch that is through keeps its credit",
            new Edit("schedule/Member.java", "flights.remove(flight.id());", "")),
        Mutant.of(
            "a slot counts as busy after tasks were given back",
            new Edit(
                "schedule/Member.java",
                "hold(flight.stage, from - until);",
                """
                hold(flight.stage, from - until
                    + (until == flight.request.tasks().until() ? 1 : 0));
                """)),
        Mutant.of(
            "a lost report is not sent again",
            new Edit("protocol/WorkerMachine.java", "outbox.dueAgain().forEach(this::send);", "")),
        Mutant.of(
            "a lost batch is not sent again",
            new Edit(
                "schedule/RunSchedule.java",
                "dispatch.sendAgain(member, flight, round, decisions);",
                "")),
        Mutant.of(
            "a lost stage is not sent again with its batch",
            new Edit(
                "schedule/Dispatch.java",
                "flight.sentRound = round; define(member, flight, decisions);",
                "flight.sentRound = round;")),
        Mutant.of(
            "a poison blames what was queued behind it, and nobody gets a fair trial",
            new Edit(
                "schedule/Losses.java",
                "if (flight.single) { suspects.add(flight.unended.first()); } else if (!told) {",
                """
                for (var one : flight.unended.ascending()) {
                  for (long i = one.getKey(); i < one.getValue(); i++) {
                    suspects.add(i);
                  }
                }
                if (suspects.isEmpty()) {
                """),
            new Edit(
                "schedule/StageBacklog.java", "if (history.isSolo()) { return Care.SOLO; }", ""),
            new Edit(
                "schedule/StageBacklog.java",
                "return history.single() || goesOneByOne() ? Care.SINGLE : Care.NORMAL;",
                "return goesOneByOne() ? Care.SINGLE : Care.NORMAL;")),
        Mutant.of(
            "a task that may start once only is started again after a loss",
            new Edit("schedule/Losses.java", "if (flight.stage.startsOnce()) {", "if (false) {")),
        Mutant.of(
            "a worker that is lost is taken to have started nothing",
            new Edit(
                "protocol/Starts.java",
                "return started.getOrDefault(batch, List.of()).stream().anyMatch(one -> one.contains(index));",
                "return false;")),
        Mutant.of(
            "a worker that is lost is taken to have started all that it held",
            new Edit(
                "protocol/Starts.java",
                "return started.getOrDefault(batch, List.of()).stream().anyMatch(one -> one.contains(index));",
                "return true;")),
        Mutant.of(
            "what has started is forgotten as soon as something is acknowledged",
            new Edit(
                "protocol/Outbox.java",
                "!closed.isEmpty() && closed.peek().lastReport <= upTo",
                "!closed.isEmpty()")),
        Mutant.of(
            "what a worker holds that is to be ended is handed out before it is gone",
            new Edit(
                "schedule/RunSchedule.java",
                "losses.settleRepeatable(member, new Departure(blame, reason), decisions);",
                """
                losses.settle(
                    member,
                    new Departure(blame, reason),
                    new Starts.Told(java.util.Map.of()),
                    decisions);
                """)),
        Mutant.of(
            "a worker forgets which batches it has been through with",
            new Edit(
                "protocol/BatchMemory.java",
                "return recent.contains(batch.value());",
                "return false;")),
        Mutant.of(
            "nothing is taken back from a worker that holds too much",
            new Edit("schedule/RunSchedule.java", "revocation.takeBack(round, decisions);", "")),
        Mutant.of(
            "tasks that were given back are forgotten",
            new Edit(
                "schedule/RunSchedule.java",
                "flight.stage.putBack(from, until, flight.history);",
                "")),
        Mutant.of(
            "the window is not kept",
            new Edit(
                "schedule/StageBacklog.java",
                "long limit = settled.firstGapFrom(0) + window;",
                "long limit = Long.MAX_VALUE;")),
        Mutant.of(
            "tasks are handed out however many results wait for being taken in",
            new Edit(
                "schedule/RunSchedule.java",
                "if (mayHandOut && !uptake.isFull()) {",
                "if (mayHandOut) {")),
        Mutant.of(
            "of results that wait, only their number is looked at",
            new Edit("schedule/Volume.java", "|| bytes >= Math.max(1, whole.bytes / parts);", ";")),
        Mutant.of(
            "nobody notices that results have been taken in",
            new Edit("schedule/Uptake.java", "full &= waiting.reaches(most, PARTS_TO_GO_ON);", "")),
        Mutant.of(
            "a stage starts before the one that it depends on has ended",
            new Edit(
                "schedule/Backlog.java",
                "before.isDone() && !open.contains(before) && !waiting.contains(before)",
                "before.settledTasks() > before.planned().size() / 2")),
        Mutant.of(
            "a stage over rows starts as soon as its rows are there, whatever else it waits for",
            new Edit(
                "schedule/Backlog.java",
                "return othersAreOver && stage.isSized() && start(stage);",
                "return stage.isSized() && start(stage);")),
        Mutant.of(
            "a stage over growing rows starts on one more than there are",
            new Edit(
                "schedule/StageBacklog.java",
                "planned = planned.over(inputs, size);",
                "planned = planned.over(inputs, whole ? size : size + 1);")),
        Mutant.of(
            "a stage over growing rows is over with the first of them",
            new Edit("schedule/StageBacklog.java", "growing = !whole;", "growing = false;")),
        Mutant.of(
            "max-parallel is not kept",
            new Edit(
                "schedule/StageBacklog.java",
                "if (!share.isLimited()) { return Long.MAX_VALUE; }",
                "if (share.maxParallel() > 0) { return Long.MAX_VALUE; }")),
        Mutant.of(
            "max-parallel is kept by each worker for itself",
            new Edit(
                "schedule/StageBacklog.java",
                "share.maxParallel() - (slots - Math.min(member.slots, held))",
                "share.maxParallel()")),
        Mutant.of(
            "a worker that may not use all its slots is given tasks ahead",
            new Edit(
                "schedule/StageBacklog.java",
                "return mayUse >= member.slots && held == member.unended()",
                "return mayUse > 0")),
        Mutant.of(
            "stages go in plan order, whatever their priority",
            new Edit(
                "schedule/Backlog.java",
                "open.sort(HIGHEST_PRIORITY_FIRST);",
                "open.sort(Comparator.comparingInt(StageBacklog::number));")),
        Mutant.of(
            "a failure is retried whatever its cause",
            new Edit(
                "schedule/Settlement.java",
                "return flight.stage.planned().retry().retries(outcome, flight.history.failures());",
                """
                return (outcome instanceof Outcome.Failed || outcome instanceof Outcome.TimedOut)
                    && flight.history.failures() < flight.stage.planned().retry().afterFailure();
                """)),
        Mutant.of(
            "a task is retried once more than it may",
            new Edit(
                "schedule/Settlement.java",
                "retry().retries(outcome, flight.history.failures());",
                "retry().retries(outcome, Math.max(0, flight.history.failures() - 1));")),
        Mutant.of(
            "every pause is as short as the first",
            new Edit(
                "schedule/Settlement.java",
                "backoff.pauseNanos(flight.history.failures());",
                "backoff.pauseNanos(0);")),
        Mutant.of(
            "a worker whose task ignores its deadline is left alone",
            new Edit(
                "schedule/RunSchedule.java",
                "if (!member.isUnlimited() && place != null) {",
                "if (false && place != null) {")),
        Mutant.of(
            "failures never end a run that is to halt",
            new Edit(
                "schedule/FailureLimit.java",
                "halt.filter(rule -> rule.isReached(failed, tasks))",
                "halt.filter(rule -> rule.isReached(failed - 1, tasks))")),
        Mutant.of(
            "tasks start though the run halts",
            new Edit(
                "schedule/RunSchedule.java",
                "case FINISH -> drain(verdict.end(), verdict.reason());",
                "case FINISH -> {}")),
        Mutant.of(
            "the deadline of the run is not kept",
            new Edit(
                "schedule/RunSchedule.java",
                "if (isOverdue() && !backlog.isDone()) {",
                "if (false) {")),
        Mutant.of(
            "the deadline of the run is counted from the last event",
            new Edit(
                "schedule/RunSchedule.java",
                "if (!started) { startNanos = nowNanos; }",
                "startNanos = nowNanos;")),
        Mutant.of(
            "a cancelled task that never started is not reported",
            new Edit(
                "protocol/WorkerMachine.java",
                "queue.withdraw(batch, 0).forEach(tasks -> endUnstarted(batch, tasks, reason));",
                "queue.withdraw(batch, 0);")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void showsWithinAFewSeeds(Mutant mutant) throws Exception {
    mutant.assertShownWithin(SEEDS);
  }
}
