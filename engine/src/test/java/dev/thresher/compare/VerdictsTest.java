package dev.thresher.compare;

import static dev.thresher.compare.Made.ONE_THREAD;
import static dev.thresher.compare.Made.PROCESSES;
import static dev.thresher.compare.Made.THREADS;
import static dev.thresher.compare.Made.VIRTUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.Made.Behaviour;
import dev.thresher.compare.Reason.Topic;
import dev.thresher.compare.Results.Raced;
import dev.thresher.compare.Trial.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static Verdict verdict(List<Raced> raced) {
    return Made.comparison(raced).verdict().orElseThrow();
  }

  @Test
  void shortRunsAreFasterWhereStartingTakesLess() {
    var verdict =
        verdict(
            Made.raced(
                1000,
                new Behaviour(THREADS, 0.5, 0.001, 0),
                new Behaviour(ONE_THREAD, 0.5, 0.001, 0),
                new Behaviour(PROCESSES, 1.5, 0.001, 0.0001)));
    assertThat(verdict.choice()).isEqualTo(THREADS);
    assertThat(verdict.clear()).isTrue();
    assertThat(verdict.sentence())
        .startsWith("choose threads:2: it takes ")
        .contains("the next, threads:1, takes 1.5");
    var first = verdict.reasons().stream().filter(one -> one.topic() == Topic.START_UP).findFirst();
    assertThat(first.orElseThrow().weight()).isCloseTo(1.0, within(0.05));
    assertThat(verdict.lines()).containsExactly("backend = threads", "workers = 2");
  }

  @Test
  void thePartsOfADifferenceAddUpToIt() {
    var comparison =
        Made.comparison(
            Made.raced(
                1000,
                new Behaviour(THREADS, 0.5, 0.002, 0.0001),
                new Behaviour(PROCESSES, 1.2, 0.0025, 0.0005)));
    double parts =
        comparison.verdict().orElseThrow().reasons().stream()
            .filter(one -> one.topic() != Topic.PARALLELISM)
            .mapToDouble(Reason::weight)
            .sum();
    double whole =
        comparison.result(PROCESSES).flatMap(ArmResult::time).orElseThrow().median()
            - comparison.result(THREADS).flatMap(ArmResult::time).orElseThrow().median();
    assertThat(parts).isCloseTo(whole, Percentage.withPercentage(5));
  }

  @Test
  void theSimplerOneIsKeptWhereNoDifferenceCanBeMeasured() {
    var verdict =
        verdict(
            Made.raced(
                100, new Behaviour(VIRTUAL, 1, 0.0001, 0), new Behaviour(THREADS, 1, 0.0001, 0)));
    assertThat(verdict.choice()).isEqualTo(THREADS);
    assertThat(verdict.clear()).isFalse();
    assertThat(verdict.sentence())
        .isEqualTo(
            "no measurable difference between threads:2 and virtual-threads: keep the simplest,"
                + " threads:2");
  }

  @Test
  void theSimplerOneIsPassedOverIfItTookLongerInEveryTrial() {
    // Two rounds of 3 s and 2 s prove nothing, and to keep the slower one would be the worse bet.
    var raced =
        Made.raced(100, new Behaviour(ONE_THREAD, 1, 0.02, 0), new Behaviour(THREADS, 1, 0.02, 0))
            .stream()
            .map(one -> new Raced(one.arm(), one.standing(), one.trials().subList(0, 3)))
            .toList();
    var verdict = verdict(raced);
    assertThat(verdict.choice()).isEqualTo(THREADS);
    assertThat(verdict.clear()).isFalse();
    assertThat(verdict.sentence())
        .startsWith(
            "threads:1 and threads:2 could not be told apart for certain, but each trial of"
                + " threads:1 took longer than each of threads:2, 1.5")
        .endsWith(" times as long: choose threads:2, or give a larger budget");
    assertThat(verdict.lines()).contains("workers = 2");
  }

  @Test
  void anArmThatLooksSlowerIsNotCalledAlike() {
    // Twice as long is no proof beside a disturbed trial, and no absence of a difference either.
    var raced =
        Made.raced(100, new Behaviour(THREADS, 1, 0.01, 0), new Behaviour(PROCESSES, 2, 0.02, 0))
            .stream()
            .map(one -> new Raced(one.arm(), one.standing(), noisy(one.trials())))
            .toList();
    assertThat(verdict(raced).sentence())
        .startsWith("threads:2 and processes:2 could not be told apart for certain: keep")
        .containsPattern("threads:2; processes:2 looks slower, (1\\.9|2\\.0)\\d times as long as")
        .endsWith(" as threads:2; a larger budget would tell");
  }

  // Three rounds, of which one is disturbed.
  private static List<Trial> noisy(List<Trial> trials) {
    var disturbed = Made.trial(new Behaviour(THREADS, 1.9, 0.04, 0), 100, 3, 1, "same");
    return List.of(trials.get(1), trials.get(2), disturbed);
  }

  @Test
  void theBreakEvenGrainIsWhereOverheadIsWonBack() {
    // Threads slow a task down by 1.6, processes by 1.1, and cost 2 ms more each: equal at 4 ms.
    var comparison =
        Made.comparison(
            Made.raced(
                2000,
                new Behaviour(ONE_THREAD, 0.5, 0.010, 0),
                new Behaviour(THREADS, 0.5, 0.016, 0.0001),
                new Behaviour(PROCESSES, 1.5, 0.011, 0.0021)));
    assertThat(comparison.breakEven()).isInstanceOf(BreakEven.Grain.class);
    var grain = (BreakEven.Grain) comparison.breakEven();
    assertThat(grain.seconds()).isCloseTo(0.004, Percentage.withPercentage(10));
    assertThat(comparison.verdict().orElseThrow().choice()).isEqualTo(PROCESSES);
  }

  @Test
  void thereIsNoGrainWhereThreadsSlowDownNoMore() {
    var comparison =
        Made.comparison(
            Made.raced(
                1000,
                new Behaviour(ONE_THREAD, 0.5, 0.010, 0),
                new Behaviour(THREADS, 0.5, 0.0101, 0),
                new Behaviour(PROCESSES, 1.5, 0.0102, 0.0005)));
    assertThat(comparison.breakEven()).isInstanceOf(BreakEven.None.class);
    assertThat(((BreakEven.None) comparison.breakEven()).priceShare())
        .isCloseTo(0.23, within(0.03));
    assertThat(comparison.verdict().orElseThrow().isolation().getLast()).contains("%)");
  }

  @Test
  void tasksThatAmortiseStartUpAreCounted() {
    // Processes start 1 s later and win 2.5 ms a task: 400 tasks, of which there are 200.
    var verdict =
        verdict(
            Made.raced(
                200,
                new Behaviour(THREADS, 0.5, 0.010, 0),
                new Behaviour(PROCESSES, 1.5, 0.005, 0)));
    assertThat(verdict.choice()).isEqualTo(THREADS);
    assertThat(verdict.changes()).anyMatch(change -> change.contains("about 400 tasks"));
  }

  @Test
  void waitingIsToldByProcessorTime() {
    var verdict =
        verdict(
            Made.raced(
                200,
                new Behaviour(THREADS, 0.2, 0.020, 0, 0.02),
                new Behaviour(VIRTUAL, 0.2, 0.020, 0, 0.02)));
    assertThat(verdict.choice()).isEqualTo(VIRTUAL);
    assertThat(verdict.reasons()).anyMatch(reason -> reason.topic() == Topic.WAITING);
    assertThat(verdict.lines()).containsExactly("backend = virtual-threads");
  }

  @Test
  void differentResultsMakeAComparisonVoid() {
    var raced =
        new ArrayList<>(
            Made.raced(10, new Behaviour(THREADS, 1, 0.1, 0), new Behaviour(PROCESSES, 1, 0.1, 0)));
    var other = Made.trial(new Behaviour(PROCESSES, 1, 0.1, 0), 10, 1, 1, "other");
    raced.set(1, new Raced(PROCESSES, Standing.MEASURED, List.of(other)));
    var comparison = Made.comparison(raced);
    assertThat(comparison.verdict()).isEmpty();
    assertThat(comparison.difference().orElseThrow().sentence())
        .contains("threads:2 and processes:2 give different results (");
  }

  private static String differenceOf(Map<String, String> files, Map<String, String> others) {
    var raced = new ArrayList<Raced>();
    for (var arm : List.of(THREADS, PROCESSES)) {
      var its = new TreeMap<>(arm == THREADS ? files : others);
      var trial = Made.trial(new Behaviour(arm, 1, 0.1, 0), 10, 1, 1, "same");
      var ending = new Ending.Completed("0123456789" + arm, its, Optional.empty());
      raced.add(new Raced(arm, Standing.MEASURED, List.of(Made.ended(trial, ending))));
    }
    return Made.comparison(raced).difference().orElseThrow().sentence();
  }

  @Test
  void theFileThatDiffersIsNamed() {
    assertThat(
            differenceOf(
                Map.of("home/a.png", "1", "home/b.png", "2"),
                Map.of("home/a.png", "1", "home/b.png", "3")))
        .contains("give different results, first in /home/b.png (SHA-256 ");
    assertThat(
            differenceOf(Map.of("home/a.png", "1", "home/b.png", "2"), Map.of("home/b.png", "3")))
        .contains("first in /home/a.png and 1 more file (");
    assertThat(differenceOf(Map.of("home/a.png", "1"), Map.of("home/a.png", "1")))
        .contains("give different results, though not in their files (");
  }

  @Test
  void anArmThatFailsIsNamedAndTheOthersAreCompared() {
    var raced =
        new ArrayList<>(
            Made.raced(
                100, new Behaviour(PROCESSES, 1, 0.1, 0), new Behaviour(ONE_THREAD, 1, 0.1, 0)));
    var failed =
        new Trial(
            0,
            0,
            1,
            new Ending.Failed(70, "java.lang.OutOfMemoryError: Java heap space"),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty());
    raced.add(new Raced(THREADS, Standing.FAILED, List.of(failed)));
    var comparison = Made.comparison(raced);
    assertThat(comparison.verdict().orElseThrow().choice()).isEqualTo(PROCESSES);
    assertThat(comparison.verdict().orElseThrow().sentence())
        .endsWith("(not measured: threads:2 failed)");
    assertThat(ComparisonText.lines(comparison))
        .anyMatch(line -> line.contains("exit code 70: java.lang.OutOfMemoryError"));
  }

  @Test
  void textsShowEveryArmAndEveryTrial() {
    var comparison =
        Made.comparison(
            Made.raced(
                100,
                new Behaviour(THREADS, 0.5, 0.010, 0),
                new Behaviour(ONE_THREAD, 0.5, 0.010, 0)));
    var lines = ComparisonText.lines(comparison);
    assertThat(lines.get(1)).contains("threads:2").contains("1.00 x").contains("8");
    assertThat(lines.get(2)).contains("threads:1").contains("1.50 x");
    assertThat(ComparisonText.csv(comparison)).hasSize(1 + 2 * 9);
    assertThat(ComparisonText.csv(comparison)).allMatch(line -> line.split(",", -1).length == 20);
    assertThat(ComparisonText.markdown(comparison))
        .anyMatch(line -> line.startsWith("| threads:2 |"));
    var json = ComparisonJson.of(comparison);
    var first = json.get("arms").asSequence().getFirst().asFields();
    assertThat(first.get("trials").asSequence()).hasSize(8);
    assertThat(first.get("runs").asSequence()).hasSize(9);
    assertThat(json.get("verdict").asFields().text("backend")).isEqualTo("threads");
    assertThat(json.get("breakEven").asFields().text("found")).isEqualTo("unknown");
  }

  @Test
  void aLoadThatStartsInTheMiddleIsSaid() {
    var arm = new Behaviour(THREADS, 1, 0.01, 0);
    var trials = new ArrayList<Trial>();
    for (int round = 1; round <= 12; round++) {
      trials.add(
          Made.trial(arm, 100, round, (round > 6 ? 1.8 : 1) * (1 + 0.01 * (round % 3)), "x"));
    }
    var comparison = Made.comparison(List.of(new Raced(THREADS, Standing.MEASURED, trials)));
    assertThat(comparison.warnings().getFirst()).startsWith("from 70 s on").contains("1.80 times");
    assertThat(Made.comparison(Made.raced(100, arm)).warnings()).isEmpty();
  }

  @Test
  void whereTrialsRanASampleTheWholeWorkloadDecides() {
    // The sample's 100 tasks do not pay for the start of processes, all 10,000 do.
    var raced =
        Made.raced(
            100, new Behaviour(THREADS, 0.5, 0.02, 0), new Behaviour(PROCESSES, 1.5, 0.01, 0));
    assertThat(Made.comparison(raced).verdict().orElseThrow().choice()).isEqualTo(THREADS);
    var part = Optional.of(new Comparison.Sample(100, 10_000));
    var verdict = Made.comparison(raced, part).verdict().orElseThrow();
    assertThat(verdict.choice()).isEqualTo(PROCESSES);
    assertThat(verdict.sentence()).contains("it takes 51.").contains("takes 1.9");
  }

  @Test
  void aSampleIsExtrapolatedByStartUpAndTimePerTask() {
    var raced = Made.raced(100, new Behaviour(THREADS, 1, 0.02, 0));
    var results = Results.of(raced, Optional.of(new Comparison.Sample(100, 1000)));
    assertThat(results.getFirst().whole().orElseThrow().median())
        .isCloseTo(1 + 1000 * 0.02 / 2, Percentage.withPercentage(2));
  }
}
