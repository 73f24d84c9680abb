package dev.thresher.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.compare.SyntheticRace.Ran;
import dev.thresher.compare.TrialSchedule.Step;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialScheduleTest {
  private static final int REPEATS = 100;

  private static long count(LongPredicate holds) {
    return LongStream.range(1, REPEATS + 1).filter(holds).count();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.05, 0.15})
  void theSameArmTwiceHasNoWinner(double deviation) {
    long won =
        count(seed ->
            SyntheticRace.run(
                    2, 60, seed, (_, _, random) -> SyntheticRace.noisy(1.2, deviation, random))
                .ranking()
                .hasWinner());
    assertThat(won).isLessThanOrEqualTo(REPEATS * 5 / 100);
  }

  @Test
  void fewLongTrialsOfTheSameArmHaveNoWinnerEither() {
    long won =
        count(seed ->
            SyntheticRace.run(2, 60, seed, (_, _, random) -> SyntheticRace.noisy(6, 0.05, random))
                .ranking()
                .hasWinner());
    assertThat(won).isLessThanOrEqualTo(REPEATS * 5 / 100);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.05})
  void anArmThatIsAFifthFasterIsFound(double deviation) {
    long found = count(seed -> winner(seed, deviation) == 1);
    assertThat(found).isGreaterThanOrEqualTo(REPEATS * 95 / 100);
  }

  private static int winner(long seed, double deviation) {
    var ranking =
        SyntheticRace.run(
                2,
                60,
                seed,
                (arm, _, random) -> SyntheticRace.noisy(arm == 1 ? 1.0 : 1.2, deviation, random))
            .ranking();
    return ranking.hasWinner() ? SyntheticRace.ARMS.indexOf(ranking.choice()) : -1;
  }

  @Test
  void aLoadThatStartsInTheMiddleMakesNoWinner() {
    long won =
        count(seed ->
            SyntheticRace.run(
                    2,
                    60,
                    seed,
                    (_, at, random) -> SyntheticRace.noisy(1.2, 0.03, random) * (at > 25 ? 1.8 : 1))
                .ranking()
                .hasWinner());
    assertThat(won).isLessThanOrEqualTo(REPEATS * 5 / 100);
  }

  @Test
  void theBudgetIsKeptWithinATenth() {
    for (long seed = 1; seed <= REPEATS; seed++) {
      double length = 0.5 + seed % 40;
      var outcome =
          SyntheticRace.run(
              4,
              60,
              seed,
              (arm, _, random) -> SyntheticRace.noisy(length * (arm + 1), 0.1, random));
      assertThat(outcome.spent()).as("seed %d", seed).isLessThanOrEqualTo(60 * 1.1);
    }
  }

  @Test
  void aHopelessArmGetsFewTrials() {
    var outcome =
        SyntheticRace.run(
            3,
            60,
            5,
            (arm, _, random) -> SyntheticRace.noisy(arm == 2 ? 4 : 1 + 0.02 * arm, 0.05, random));
    assertThat(trialsOf(2, outcome.trials())).isLessThanOrEqualTo(4);
    assertThat(trialsOf(0, outcome.trials())).isGreaterThan(7);
    assertThat(outcome.measured().get(2).standing()).isEqualTo(ArmResult.Standing.HOPELESS);
    assertThat(outcome.ranking().tied()).doesNotContain(SyntheticRace.ARMS.get(2));
  }

  @Test
  void itEndsAsSoonAsTheBestIsToldApart() {
    var outcome =
        SyntheticRace.run(
            2, 600, 3, (arm, _, random) -> SyntheticRace.noisy(arm == 0 ? 2 : 1, 0.02, random));
    assertThat(outcome.ended()).contains("told apart");
    assertThat(outcome.spent()).isLessThan(40);
  }

  @Test
  void itEndsAsSoonAsNoDifferenceWorthNamingIsLeft() {
    var outcome =
        SyntheticRace.run(2, 600, 3, (_, _, random) -> SyntheticRace.noisy(1, 0.01, random));
    assertThat(outcome.ended()).contains("no difference worth naming");
    assertThat(outcome.ranking().choice()).isEqualTo(SyntheticRace.ARMS.getFirst());
  }

  @Test
  void everySecondRoundTurnsTheOrderOfTheOneBefore() {
    var outcome =
        SyntheticRace.run(4, 60, 11, (_, _, random) -> SyntheticRace.noisy(1, 0.2, random));
    assertThat(order(1, outcome.trials())).isEqualTo(order(2, outcome.trials()).reversed());
    assertThat(order(3, outcome.trials())).isEqualTo(order(4, outcome.trials()).reversed());
    var first = IntStream.range(1, 40).mapToObj(seed -> firstOrder(seed)).distinct().toList();
    assertThat(first).hasSizeGreaterThan(10);
  }

  private static List<Integer> firstOrder(long seed) {
    return order(1, SyntheticRace.run(4, 60, seed, (_, _, _) -> 1).trials());
  }

  private static List<Integer> order(int round, List<Ran> trials) {
    return trials.stream().filter(ran -> ran.round() == round).map(Ran::arm).toList();
  }

  private static long trialsOf(int arm, List<Ran> trials) {
    return trials.stream().filter(ran -> ran.arm() == arm).count();
  }

  @Test
  void aTrialThatWouldNotEndWithinTheBudgetIsNotBegun() {
    var schedule = new TrialSchedule(1, 10, 1);
    assertThat(schedule.next(0)).isInstanceOf(Step.Run.class);
    schedule.measured(0, 0, 3);
    assertThat(schedule.next(3)).isInstanceOf(Step.Run.class);
    schedule.measured(0, 1, 3);
    assertThat(schedule.next(7.5)).isInstanceOf(Step.Stop.class);
  }

  /** The last of three arms is a yardstick. */
  private static SyntheticRace.Outcome withYardstick(long seed, double... seconds) {
    return SyntheticRace.run(
        new TrialSchedule(3, arm -> arm == 2, 60, seed),
        3,
        seed,
        (arm, _, random) -> SyntheticRace.noisy(seconds[arm], 0.02, random));
  }

  @Test
  void aYardstickThatIsFarFasterDropsNobodyAndEndsNothing() {
    for (long seed = 1; seed <= REPEATS; seed++) {
      var outcome = withYardstick(seed, 1.2, 1.2, 0.1);
      assertThat(outcome.measured().get(0).standing()).isEqualTo(ArmResult.Standing.MEASURED);
      assertThat(outcome.measured().get(1).rounds()).hasSizeGreaterThanOrEqualTo(5);
      assertThat(outcome.measured().get(2).rounds()).hasSizeGreaterThanOrEqualTo(5);
    }
  }

  @Test
  void aYardstickThatIsFarSlowerTakesATenthOfTheBudgetAndNoMore() {
    for (long seed = 1; seed <= REPEATS; seed++) {
      var outcome = withYardstick(seed, 1.2, 2.0, 50);
      assertThat(outcome.measured().get(2).standing()).isEqualTo(ArmResult.Standing.HOPELESS);
      assertThat(outcome.ended()).isEqualTo("the best arm is told apart from all others");
      double others = outcome.trials().stream().mapToDouble(Ran::seconds).sum();
      assertThat(outcome.spent() - others).isLessThanOrEqualTo(6 + 1e-9);
    }
  }

  @Test
  void noComparisonGoesOnForTheSakeOfAYardstick() {
    var outcome = withYardstick(1, 1.2, 2.0, 1.22);
    assertThat(outcome.ended()).isEqualTo("the best arm is told apart from all others");
    assertThat(outcome.measured().get(0).rounds()).hasSizeLessThan(9);
  }

  @Test
  void yardsticksLeaveTheOthersTheRoundsThatTellThemApart() {
    for (long seed = 1; seed <= REPEATS; seed++) {
      var outcome =
          SyntheticRace.run(
              new TrialSchedule(3, arm -> arm == 2, 60, seed),
              3,
              seed,
              (arm, _, random) -> List.of(6.0, 4.0, 5.5).get(arm) * (1 + 0.04 * random.nextUnit()));
      assertThat(outcome.measured().get(0).rounds())
          .as("seed %d", seed)
          .hasSizeGreaterThanOrEqualTo(3);
      assertThat(outcome.measured().get(2).rounds()).isNotEmpty();
      assertThat(outcome.measured().get(1).rounds()).hasSizeGreaterThanOrEqualTo(3);
      assertThat(outcome.spent()).isLessThanOrEqualTo(66);
    }
  }
}
