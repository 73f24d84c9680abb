package dev.thresher.compare.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TicksTest {
  private static final double A_BIT = 1 + 1e-9;

  @Test
  void roundValuesStandInEqualStepsFromTheRangesBeginningToItsEnd() {
    assertThat(Ticks.linear(0, 1.83, 5)).containsExactly(0.0, 0.5, 1.0, 1.5, 2.0);
    assertThat(Ticks.linear(0, 100, 5)).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
    assertThat(Ticks.linear(-3, 2, 5)).containsExactly(-3.0, -2.0, -1.0, 0.0, 1.0, 2.0);
  }

  @Test
  void ticksOfAnyRangeCoverItInStepsOfOneTwoOrFive() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < 2_000; i++) {
      double low = random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-9, 6));
      double high = low + Math.max(1e-5 * Math.abs(low), width(random));
      var ticks = Ticks.linear(low, high, 5);
      double step = ticks.get(1) - ticks.get(0);
      assertThat(ticks.getFirst()).isLessThanOrEqualTo(low + step * 1e-6);
      assertThat(ticks.getLast()).isGreaterThanOrEqualTo(high - step * 1e-6);
      assertThat(ticks).hasSizeBetween(2, 8);
      assertIsRound(step);
    }
  }

  private static double width(SplittableRandom random) {
    return random.nextDouble() * Math.pow(10, random.nextInt(-9, 6));
  }

  private static void assertIsRound(double step) {
    double leading = step / Math.pow(10, Math.floor(Math.log10(step * (1 + 1e-6))));
    assertThat(List.of(1.0, 2.0, 5.0))
        .anySatisfy(round -> assertThat(leading).isCloseTo(round, Offset.offset(1e-3)));
  }

  @Test
  void equalValuesHaveTicksAroundThem() {
    for (double value : new double[] {0, 1.5, -2, 1e-9}) {
      var ticks = Ticks.linear(value, value, 5);
      assertThat(ticks).hasSizeBetween(2, 8).doesNotHaveDuplicates();
      assertThat(ticks.getFirst()).isLessThanOrEqualTo(value);
      assertThat(ticks.getLast()).isGreaterThan(value);
    }
  }

  @Test
  void decadesCoverAnyRangeAndAreNotTooMany() {
    var random = new SplittableRandom(4);
    for (int i = 0; i < 2_000; i++) {
      double low = random.nextDouble(1, 10) * Math.pow(10, random.nextInt(-9, 3));
      double high = low * Math.pow(10, random.nextDouble(0, 12));
      var ticks = Ticks.logarithmic(low, high, 5);
      assertThat(ticks.getFirst()).isLessThanOrEqualTo(low * A_BIT);
      assertThat(ticks.getLast()).isGreaterThanOrEqualTo(high / A_BIT);
      assertThat(ticks).hasSizeBetween(2, 7).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void withinADecadeThereAreOneTwoAndFive() {
    assertThat(Ticks.logarithmic(1.2, 9, 5)).containsExactly(1.0, 2.0, 5.0, 10.0);
    assertThat(Ticks.logarithmic(3, 4, 5)).containsExactly(2.0, 5.0);
    assertThat(Ticks.logarithmic(1, 1, 5)).containsExactly(1.0, 2.0);
  }
}
