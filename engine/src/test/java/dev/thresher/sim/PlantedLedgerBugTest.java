package dev.thresher.sim;

import dev.thresher.sim.Mutant.Edit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same as {@link PlantedBugTest} for what only crashes bring to light. */
class PlantedLedgerBugTest {
  private static final int SEEDS = 2_000;

  static Stream<Mutant> mutants() {
    return Stream.of(
        Mutant.of(
            "a commit is told before it is on disk",
            new Edit(
                "journal/WriteAhead.java",
                """
                append(new Entry.Committed(stage, attempt, by, results), false);
                hold(decision, now);
                """,
                """
                append(new Entry.Committed(stage, attempt, by, results), false);
                now.add(decision);
                """)),
        Mutant.of(
            "a commit is not written down",
            new Edit(
                "journal/WriteAhead.java",
                "append(new Entry.Committed(stage, attempt, by, results), false);",
                "")),
        Mutant.of(
            "a result is acknowledged before it is on disk",
            new Edit(
                "journal/WriteAhead.java",
                "case Request.Acknowledge _ -> hold(decision, now);",
                "case Request.Acknowledge _ -> now.add(decision);")),
        Mutant.of(
            "a task that may start once only is sent before that is on disk",
            new Edit(
                "journal/WriteAhead.java",
                """
                append(new Entry.Dispatched(to, batch.tasks(), batch.attempt()), true);
                hold(decision, now);
                """,
                """
                append(new Entry.Dispatched(to, batch.tasks(), batch.attempt()), true);
                now.add(decision);
                """)),
        Mutant.of(
            "that a task may start is not written down",
            new Edit(
                "journal/WriteAhead.java",
                "append(new Entry.Dispatched(to, batch.tasks(), batch.attempt()), true);",
                "")),
        Mutant.of(
            "the run ends before everything is on disk",
            new Edit(
                "journal/WriteAhead.java",
                """
                } else {
                  hold(decision, now);
                }
                """,
                """
                } else {
                  now.add(decision);
                }
                """)),
        Mutant.of(
            "what is held is told as soon as anything is on disk",
            new Edit(
                "journal/WriteAhead.java",
                "while (!held.isEmpty() && held.peek().after <= durable) {",
                "while (!held.isEmpty()) {")),
        Mutant.of(
            "after a failure of the disk what was held is told all the same",
            new Edit(
                "journal/WriteAhead.java",
                "held.stream().map(Held::decision).filter(Decision.Finish.class::isInstance).forEach(now::add);",
                "held.stream().map(Held::decision).forEach(now::add);")),
        Mutant.of(
            "a failure of the disk does not end the run",
            new Edit(
                "journal/DurableSchedule.java",
                "due.addAll(ahead.take(schedule.on(cancel, nowNanos)));",
                "")),
        Mutant.of(
            "the next life takes all that had started to be as good as new",
            new Edit(
                "journal/Resumption.java",
                "boolean again = retries.unknown() || !starts.mayHaveStarted(worker, from, index);",
                "boolean again = true;")),
        Mutant.of(
            "the next life forgets what had failed",
            new Edit(
                "journal/StageState.java",
                "case Outcome.Failed _, Outcome.TimedOut _ -> settle(result.index(), failed);",
                "case Outcome.Failed _, Outcome.TimedOut _ -> {}")),
        Mutant.of(
            "the next life forgets what had been tried",
            new Edit(
                "journal/StageState.java",
                "return new Recovered.Stage(completed, failed, before);",
                "return new Recovered.Stage(completed, failed, new TreeMap<>());")),
        Mutant.of(
            "the next life begins one task too late",
            new Edit(
                "journal/StageState.java",
                "completed.add(from, until); started.subMap(from, until).clear();",
                "completed.add(from, until - (until - from > 1 ? 1 : 0)); started.subMap(from, until).clear();")),
        Mutant.of(
            "a schedule that goes on runs what has failed again",
            new Edit(
                "schedule/StageBacklog.java",
                "recovered.failed().ascending().forEach(one -> settle(one.getKey(), one.getValue()));",
                "")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void showsWithinAFewSeeds(Mutant mutant) throws Exception {
    mutant.assertShownWithin(SEEDS, DurableRun.class);
  }
}
