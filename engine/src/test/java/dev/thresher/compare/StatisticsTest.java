package dev.thresher.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.SplitMix64;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void theMedianIsTheMiddleOrTheMeanOfTheTwoMiddleOnes() {
    assertThat(Statistics.median(new double[] {3, 1, 2})).isEqualTo(2);
    assertThat(Statistics.median(new double[] {4, 1, 2, 3})).isEqualTo(2.5);
  }

  @Test
  void theIntervalHoldsTheTrueMedianAboutAsOftenAsItSays() {
    int held = 0;
    int repeats = 400;
    for (int seed = 1; seed <= repeats; seed++) {
      var random = new SplitMix64(seed);
      var values = new double[15];
      Arrays.setAll(values, _ -> -Math.log(random.nextUnit()));
      var interval = Statistics.median95(values);
      held += interval.low() <= Math.log(2) && Math.log(2) <= interval.high() ? 1 : 0;
    }
    assertThat((double) held / repeats).isBetween(0.91, 0.99);
  }

  @Test
  void theIntervalOfARatioIsAboutTheRatioOfTheMedians() {
    var random = new SplitMix64(4);
    var slow = new double[30];
    var fast = new double[30];
    Arrays.setAll(slow, _ -> 2 * (1 + 0.1 * random.nextUnit()));
    Arrays.setAll(fast, _ -> 1 + 0.1 * random.nextUnit());
    var ratio = Statistics.ratioOfMedians(slow, fast);
    assertThat(ratio.low()).isGreaterThan(1.9).isLessThan(ratio.median());
    assertThat(ratio.high()).isLessThan(2.1).isGreaterThan(ratio.median());
  }

  @Test
  void whatSlowsBothDownInOneRoundCancelsOut() {
    var one = new double[] {2, 4, 2, 6, 2, 2};
    var other = new double[] {1, 2, 1, 3, 1, 1};
    assertThat(Statistics.medianOfRatios(one, other)).isEqualTo(new Interval(2, 2, 2));
  }

  @Test
  void signedRanksTellHowOneSidedDifferencesAre() {
    // The smallest probabilities of the exact test: 2 / 2^n.
    assertThat(Statistics.oneSidedness(new double[] {1, 2, 3, 4, 5, 6})).isEqualTo(2.0 / 64);
    assertThat(Statistics.oneSidedness(new double[] {-1, 2, 3, 4, 5, 6})).isEqualTo(4.0 / 64);
    assertThat(Statistics.oneSidedness(new double[] {1, -2, 3, -4})).isGreaterThan(0.5);
  }

  @Test
  void fewValuesHaveTheirRangeForAnInterval() {
    assertThat(Statistics.median95(new double[] {1, 2, 9})).isEqualTo(new Interval(2, 1, 9));
  }

  @Test
  void theSameValuesGiveTheSameInterval() {
    var values = new double[] {1, 2, 3, 4, 5, 6, 7};
    assertThat(Statistics.median95(values)).isEqualTo(Statistics.median95(values));
  }

  @Test
  void outliersAreToldByTheirDistanceInMedianDeviations() {
    var values = new double[] {1.0, 1.02, 0.98, 1.01, 3.0, 0.99};
    assertThat(Statistics.outliers(values)).containsExactly(4);
    assertThat(Statistics.outliers(new double[] {1, 1.1, 0.9, 1.2, 0.8})).isEmpty();
  }

  @Test
  void aTrendIsOneIfEveryValueIsLargerThanThoseBefore() {
    assertThat(Statistics.trend(new double[] {1, 2, 3, 4})).isEqualTo(1);
    assertThat(Statistics.trend(new double[] {4, 3, 2, 1})).isEqualTo(-1);
    assertThat(Statistics.trend(new double[] {1, 3, 2, 1, 3, 2})).isBetween(-0.4, 0.4);
  }
}
