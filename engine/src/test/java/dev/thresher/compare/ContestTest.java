package dev.thresher.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.compare.Contest.Result;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContestTest {
  private static Map<Integer, Double> rounds(double... seconds) {
    var rounds = new TreeMap<Integer, Double>();
    for (double one : seconds) {
      rounds.put(rounds.size() + 1, one);
    }
    return rounds;
  }

  private static Result result(Map<Integer, Double> one, Map<Integer, Double> other) {
    return Contest.of(one, other).result();
  }

  @Test
  void oneBusyMomentInEachHidesNoLargeDifference() {
    var slow = rounds(0.90, 1.40, 0.91, 0.90, 0.92);
    var fast = rounds(0.50, 0.51, 0.50, 0.75, 0.50);
    assertThat(result(slow, fast)).isEqualTo(Result.SLOWER);
    assertThat(result(fast, slow)).isEqualTo(Result.FASTER);
  }

  @Test
  void twoBusyMomentsAndThreeRoundsWithOneLeaveItOpen() {
    assertThat(result(rounds(0.90, 0.91, 0.90, 0.92), rounds(0.50, 0.80, 0.50, 0.75)))
        .isEqualTo(Result.OPEN);
    assertThat(result(rounds(0.90, 0.91, 0.90), rounds(0.50, 0.51, 0.80))).isEqualTo(Result.OPEN);
  }

  @Test
  void onceOrTwiceTellsOnlyFarOnesApart() {
    assertThat(result(rounds(6.0), rounds(2.0, 2.1))).isEqualTo(Result.SLOWER);
    assertThat(result(rounds(2.0, 2.1), rounds(6.0, 5.9))).isEqualTo(Result.FASTER);
    assertThat(result(rounds(4.0), rounds(2.0))).isEqualTo(Result.OPEN);
    assertThat(result(rounds(6.0, 2.4), rounds(2.0, 2.1))).isEqualTo(Result.OPEN);
  }

  @Test
  void behindIsWhoeverTookLongerByATenthInEveryTrialOfTwoRounds() {
    assertThat(Contest.of(rounds(2.3, 2.4), rounds(2.0, 2.05)).isBehind()).isTrue();
    assertThat(Contest.of(rounds(2.3, 2.2), rounds(2.0, 2.05)).isBehind()).isFalse();
    assertThat(Contest.of(rounds(2.0, 2.05), rounds(2.3, 2.4)).isBehind()).isFalse();
    assertThat(Contest.of(rounds(2.4), rounds(2.0)).isBehind()).isFalse();
  }

  @Test
  void aDifferenceThatMayBeTooSmallForANameIsOpenHoweverOneSided() {
    var slow = rounds(1.01, 1.07, 1.02, 1.08, 1.01, 1.06, 1.02, 1.07);
    var fast = rounds(1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(Contest.of(slow, fast).ratio().median()).isGreaterThan(Contest.WORTH_NAMING);
    assertThat(result(slow, fast)).isEqualTo(Result.OPEN);
    assertThat(result(rounds(1.11, 1.17, 1.12, 1.18, 1.11, 1.16, 1.12, 1.17), fast))
        .isEqualTo(Result.SLOWER);
  }
}
