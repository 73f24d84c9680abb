package dev.thresher.compare;

import static dev.thresher.compare.Made.ONE_THREAD;
import static dev.thresher.compare.Made.PROCESSES;
import static dev.thresher.compare.Made.THREADS;
import static dev.thresher.compare.Made.VIRTUAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.compare.Made.Behaviour;
import dev.thresher.compare.Results.Raced;
import dev.thresher.compare.TrialSchedule.Step;
import dev.thresher.model.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Workloads whose right answer is known by construction, on a made-up machine of two cores, raced
 * by the real schedule with noise, again and again; each so short that the budget takes five
 * rounds. The real ones are raced by {@code docs/benchmarks/truth}, and judged by the same limits.
 */
class TruthSetTest {
  // Frozen: decided before the first repeat was run.
  private static final double MOST_LOST = 1.10;
  private static final double RIGHT = 0.90;
  private static final double SAME = 0.95;
  private static final double MOST_SPENT = 1.10;
  private static final double GRAIN = 0.25;

  private static final int REPEATS = 20;
  private static final double BUDGET = 20;
  private static final double NOISE = 0.02;
  private static final long HOLD_OUT = 7_000_000;

  /**
   * @param answer the simplest of those that nothing is faster than
   * @param grain from which processes are faster than threads; empty if there is none
   */
  private record Truth(
      String name, Arm answer, int tasks, List<Behaviour> arms, Optional<Double> grain) {
    static Truth of(
        String name, Arm answer, int tasks, double one, double two, double all, double apart) {
      return new Truth(
          name, answer, tasks, behaviours(tasks, one, two, all, apart, 0, 0), Optional.empty());
    }

    /** With a break-even: what a task costs beyond its own code is known. */
    Truth costing(double onThreads, double onProcesses) {
      double alone = task(ONE_THREAD);
      double slowDowns = (task(THREADS) - task(PROCESSES)) / alone;
      return new Truth(
          name,
          answer,
          tasks,
          behaviours(
              tasks, alone, task(THREADS), task(VIRTUAL), task(PROCESSES), onThreads, onProcesses),
          Optional.of((onProcesses - onThreads) / slowDowns));
    }

    private double task(Arm arm) {
      return arms.stream().filter(one -> one.arm().equals(arm)).findFirst().orElseThrow().task();
    }

    double seconds(Arm arm) {
      var behaviour = arms.stream().filter(one -> one.arm().equals(arm)).findFirst().orElseThrow();
      return Made.trial(behaviour, tasks, 1, 1, "same").seconds();
    }

    double best() {
      return arms.stream().mapToDouble(one -> seconds(one.arm())).min().orElseThrow();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  // Seconds of a task on one thread, on two, with all at once, and on two processes.
  private static List<Behaviour> behaviours(
      int tasks,
      double one,
      double two,
      double all,
      double apart,
      double onThreads,
      double onProcesses) {
    return List.of(
        new Behaviour(THREADS, 0.1, two, onThreads),
        new Behaviour(ONE_THREAD, 0.1, one, onThreads),
        new Behaviour(VIRTUAL, 0.1, all, onThreads * tasks / 2),
        new Behaviour(PROCESSES, 0.2, apart, onProcesses));
  }

  static Stream<Truth> truths() {
    return Stream.of(
        Truth.of("arithmetic", THREADS, 100, 0.008, 0.008, 0.4, 0.008),
        Truth.of("waiting", VIRTUAL, 100, 0.01, 0.01, 0.01, 0.01),
        Truth.of("one lock for all", PROCESSES, 70, 0.01, 0.02, 0.7, 0.01),
        Truth.of("a heap that is always busy", PROCESSES, 80, 0.01, 0.019, 0.76, 0.01),
        Truth.of("a task alone", ONE_THREAD, 1, 0.5, 1.0, 0.5, 1.0),
        Truth.of("two that wait", THREADS, 2, 0.4, 0.4, 0.4, 0.4),
        Truth.of("next to nothing", ONE_THREAD, 4, 0.0001, 0.0001, 0.0002, 0.0001),
        Truth.of("one memory bus for all", ONE_THREAD, 80, 0.01, 0.02, 0.8, 0.02),
        Truth.of("tiny tasks", THREADS, 100_000, 2e-6, 2e-6, 0.1, 2e-6).costing(1e-6, 2e-5),
        Truth.of("large payload", THREADS, 1_000, 2e-4, 2e-4, 0.1, 2e-4).costing(0, 2e-3),
        Truth.of("a busy heap, many tasks", PROCESSES, 400, 2e-3, 3.8e-3, 0.76, 2e-3)
            .costing(5e-5, 5e-4));
  }

  private record Ran(Comparison comparison, double spent) {
    Arm choice() {
      return comparison.verdict().orElseThrow().choice();
    }
  }

  private static Ran race(Truth truth, long seed) {
    var arms = truth.arms();
    var schedule = new TrialSchedule(arms.size(), BUDGET, seed);
    var random = new SplitMix64(seed * 31 + 7);
    var trials = arms.stream().<List<Trial>>map(_ -> new ArrayList<>()).toList();
    double clock = 0;
    while (schedule.next(clock) instanceof Step.Run step) {
      double noise = SyntheticRace.noisy(1, NOISE, random);
      var trial = Made.trial(arms.get(step.arm()), truth.tasks(), step.round(), noise, "same");
      clock += Math.min(trial.seconds(), step.limitSeconds());
      if (trial.seconds() > step.limitSeconds()) {
        schedule.drops(
            step.arm(),
            step.hopelessThen() ? ArmResult.Standing.HOPELESS : ArmResult.Standing.UNMEASURED);
      } else {
        trials.get(step.arm()).add(trial);
        schedule.measured(step.arm(), step.round(), trial.seconds());
      }
    }
    var raced =
        IntStream.range(0, arms.size())
            .mapToObj(i -> new Raced(arms.get(i).arm(), schedule.standing(i), trials.get(i)))
            .toList();
    return new Ran(Made.comparison(raced), clock);
  }

  private static List<Ran> repeats(Truth truth, long firstSeed) {
    return LongStream.range(firstSeed, firstSeed + REPEATS)
        .mapToObj(seed -> race(truth, seed))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("truths")
  void theAnswerIsTheOneThatIsKnown(Truth truth) {
    judge(truth, repeats(truth, 1));
  }

  // With seeds that nobody had looked at when limits and statistics were fixed.
  @Tag("slow")
  @Test
  void soItIsInTheHoldOutSet() {
    long known = 0;
    for (var truth : truths().toList()) {
      var repeats = repeats(truth, HOLD_OUT);
      assertNearTheBestAndWithinTheBudget(truth, repeats);
      known += known(truth, repeats);
    }
    assertThat(known).isGreaterThanOrEqualTo(share(SAME, REPEATS * truths().count()));
  }

  private static void judge(Truth truth, List<Ran> repeats) {
    assertNearTheBestAndWithinTheBudget(truth, repeats);
    assertThat(known(truth, repeats))
        .as("%s in %s", truth.answer(), repeats.stream().map(Ran::choice).toList())
        .isGreaterThanOrEqualTo(share(SAME, REPEATS));
  }

  private static void assertNearTheBestAndWithinTheBudget(Truth truth, List<Ran> repeats) {
    long near =
        repeats.stream()
            .filter(ran -> truth.seconds(ran.choice()) <= MOST_LOST * truth.best())
            .count();
    assertThat(near).as("near the best of %s", truth).isGreaterThanOrEqualTo(share(RIGHT, REPEATS));
    assertThat(repeats.stream().map(Ran::spent)).allMatch(spent -> spent < MOST_SPENT * BUDGET);
  }

  private static long known(Truth truth, List<Ran> repeats) {
    return repeats.stream().filter(ran -> ran.choice().equals(truth.answer())).count();
  }

  private static long share(double share, long of) {
    return (long) Math.ceil(share * of);
  }

  @Test
  void theBreakEvenIsWhereTheTwoCross() {
    var truth = truths().reduce((_, last) -> last).orElseThrow();
    double known = truth.grain().orElseThrow();
    long near =
        repeats(truth, 1).stream()
            .map(ran -> (BreakEven.Grain) ran.comparison().breakEven())
            .filter(grain -> Math.abs(grain.seconds() / known - 1) <= GRAIN)
            .count();
    assertThat(near).isGreaterThanOrEqualTo(share(RIGHT, REPEATS));
  }

  @Test
  void withoutADifferenceOfSlowDownsThereIsNoBreakEven() {
    var alike = truths().filter(truth -> truth.name().equals("arithmetic")).findFirst();
    for (var ran : repeats(alike.orElseThrow(), 1)) {
      assertThat(ran.comparison().breakEven()).isInstanceOf(BreakEven.None.class);
    }
  }

  @Test
  void theSameArmTwiceNeverHasAWinner() {
    var twice =
        new Truth(
            "the same twice",
            THREADS,
            100,
            List.of(
                new Behaviour(THREADS, 0.2, 0.01, 0),
                new Behaviour(THREADS.numbered(2), 0.2, 0.01, 0)),
            Optional.empty());
    var won =
        repeats(twice, 1).stream()
            .map(ran -> ran.comparison().verdict().orElseThrow())
            .filter(Verdict::clear)
            .map(Verdict::sentence);
    assertThat(won).isEmpty();
  }
}
