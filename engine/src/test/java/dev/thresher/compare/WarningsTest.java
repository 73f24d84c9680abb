package dev.thresher.compare;

import static dev.thresher.compare.Made.ONE_THREAD;
import static dev.thresher.compare.Made.THREADS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.Made.Behaviour;
import dev.thresher.compare.Results.Raced;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarningsTest {
  @Test
  void whatIsTrueOfSeveralArmsIsSaidOnceAndNamesThem() {
    var comparison = Made.comparison(List.of(raced(ONE_THREAD, 3, 0), raced(THREADS, 2, 0)));
    var few =
        "too few trials for an interval on threads:1 (3), threads:2 (2): what stands for it is their"
            + " range; a larger budget would tell more";
    assertThat(comparison.allWarnings())
        .filteredOn(line -> line.contains("too few"))
        .containsExactly(few);
    assertThat(ComparisonText.lines(comparison)).contains("  warning: " + few);
    assertThat(ComparisonText.markdown(comparison)).contains("\nwarning: " + few);
  }

  @Test
  void eachKindHasALineOfItsOwnAndArmsWithoutItAreNotInIt() {
    var results = Made.comparison(List.of(raced(ONE_THREAD, 3, 0), raced(THREADS, 4, 0.3))).arms();
    assertThat(Results.warningsOfArms(results))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("trials differ much on threads:2 (median "))
        .anyMatch(line ->
            line.startsWith("too few trials for an interval on threads:1 (3), threads:2 (4): "));
  }

  private static Raced raced(Arm arm, int trials, double spread) {
    var behaviour = new Behaviour(arm, 0.5, 0.05, 0);
    return new Raced(
        arm,
        Standing.MEASURED,
        IntStream.rangeClosed(1, trials)
            .mapToObj(round ->
                Made.trial(behaviour, 100, round, 1 + spread * (round % 2) + 0.01 * round, "x"))
            .toList());
  }
}
