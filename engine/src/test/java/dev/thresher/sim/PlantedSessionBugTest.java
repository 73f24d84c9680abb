package dev.thresher.sim;

import dev.thresher.sim.Mutant.Edit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs in what sessions alone do: tasks that are submitted during the run, or cancelled. */
class PlantedSessionBugTest {
  /** As many as the test of the unharmed engine runs: a bug that comes in is seen there. */
  /** Half of what every build runs: the rarest show in a few runs of ten thousand. */
  private static final int SEEDS = 10_000;

  static Stream<Mutant> mutants() {
    return Stream.of(
        Mutant.of(
            "a cancelled task that comes back from a slot is started all the same",
            new Edit("protocol/WorkerMachine.java", "endUnwanted(batch, tasks.head(kept));", "")),
        Mutant.of(
            "a cancelled task waits for those before it in its slot",
            new Edit("protocol/WorkerMachine.java", "if (isNews) {", "if (false) {")),
        Mutant.of(
            "a lost cancellation is not sent again",
            new Edit(
                "schedule/RunSchedule.java",
                "if (held && flight.unwantedRound < beating.round()) {",
                "if (false) {")),
        Mutant.of(
            "a withdrawn task is handed out all the same",
            new Edit(
                "schedule/StageBacklog.java",
                "if (from < index) { putBack(from, index, History.NEW); }",
                "putBack(from, index + 1, History.NEW);")),
        Mutant.of(
            "a stage is over while it still grows",
            new Edit(
                "schedule/StageBacklog.java",
                "return !growing && settled.size() == planned.size();",
                "return settled.size() == planned.size();")),
        Mutant.of(
            "the run is over while tasks may still come",
            new Edit(
                "schedule/RunSchedule.java",
                "if (accepting || !backlog.isDone()) {",
                "if (!backlog.isDone()) {")),
        Mutant.of(
            "the next task is cancelled instead",
            new Edit(
                "protocol/WorkerMachine.java",
                "busy.slot, cancel.batch(), index, cancel.reason()",
                "busy.slot, cancel.batch(), index + 1, cancel.reason()")),
        Mutant.of(
            "a cancelled task that still runs costs its worker before it can have stopped",
            new Edit(
                "schedule/RunSchedule.java",
                "case RUNNING -> running.stoppingNanos() > limits.cancelGrace().toNanos();",
                "case RUNNING -> true;")),
        Mutant.of(
            "a cancelled task that has ended costs its worker",
            new Edit(
                "schedule/RunSchedule.java",
                "sendAgainWhatGotLost(member, beating);",
                """
                sendAgainWhatGotLost(member, beating);
                for (var running : beating.running()) {
                  if (running.stoppingNanos() == 0
                      && member.flights().stream()
                          .anyMatch(flight -> flight.hadUnwanted() && flight.unwanted.isEmpty())) {
                    killIfItHoldsASlot(member, running);
                    return;
                  }
                }
                """)),
        Mutant.of(
            "a cancelled task that does not stop is left alone",
            new Edit(
                "schedule/RunSchedule.java",
                "case RUNNING -> running.stoppingNanos() > limits.cancelGrace().toNanos();",
                "case RUNNING -> false;")),
        Mutant.of(
            "a cancelled task is started again when its worker is lost",
            new Edit(
                "schedule/Settlement.java",
                "var unwanted = new TreeMap<>(flight.unwanted);",
                "var unwanted = new TreeMap<Long, Flight.Unwanted>();")),
        Mutant.of(
            "a cancelled task that is given back is handed out again",
            new Edit(
                "schedule/RunSchedule.java",
                "unwanted.forEach((index, why) -> withdraw(flight.stage, index, why.reason()));",
                "")),
        Mutant.of(
            "a cancelled task that fails is tried again",
            new Edit(
                "schedule/Settlement.java",
                "} else if (unwanted != null) {",
                "} else if (unwanted != null && false) {")),
        Mutant.of(
            "a task that waits for its next attempt cannot be cancelled",
            new Edit(
                "schedule/Backlog.java",
                "if (pause.stage == stage && pause.from <= index && index < pause.until) {",
                "if (false) {")),
        Mutant.of(
            "closed stages are kept",
            new Edit(
                "schedule/Backlog.java",
                "isSubmitted(stage) && stage.isDone() && stages.remove(stage.number()) != null",
                "false")),
        Mutant.of(
            "workers forget a stage as soon as no task of it will come",
            new Edit(
                "schedule/Backlog.java",
                "stage.stopGrowing();",
                "stage.stopGrowing(); forgotten.add(stage.number());")),
        Mutant.of(
            "a worker is let go that has just had something to do",
            new Edit(
                "schedule/Member.java",
                "if (unended > 0 || shared > 0 || touched) {",
                "if (false) {")),
        Mutant.of(
            "the last workers are let go, too",
            new Edit(
                "schedule/Headcount.java",
                "if (workforce.staffed() <= terms.fewest()) {",
                "if (false) {")),
        Mutant.of(
            "nobody is sent for, however many tasks wait",
            new Edit(
                "schedule/Headcount.java",
                "if (workforce.staffed() > 0 && nowNanos - waitingSince < PATIENCE_NANOS) {",
                "if (workforce.staffed() > 0) {")),
        Mutant.of(
            "workers without a limit get larger batches than the stage allows",
            new Edit(
                "schedule/Dispatch.java",
                "return Math.min(stage.pace().limit(), room);",
                "return Math.min(settings.batchLimit(), room);")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void showsWithinAFewSeeds(Mutant mutant) throws Exception {
    mutant.assertShownWithin(SEEDS);
  }
}
