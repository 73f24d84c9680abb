package dev.thresher.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.kernel.CutRanges.Range;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Published values: sums from {@code ep.f} of NPB 3.3, counts and numbers of accepted pairs from
 * its output files and from NPB 3.4; the tolerance is the benchmark's own.
 */
class GaussianPairsTest {
  private static final double TOLERANCE = 1e-8;

  @Test
  void classSGivesThePublishedSumsAndCounts() {
    check(
        24,
        -3.247834652034740e3,
        -6.958407078382297e3,
        13_176_389,
        List.of(6_140_517L, 5_865_300L, 1_100_361L, 68_546L, 1_648L, 17L, 0L, 0L, 0L, 0L));
  }

  @Test
  void classWGivesThePublishedSumsAndTotal() {
    check(25, -2.863319731645753e3, -6.320053679109499e3, 26_354_769, List.of());
  }

  @Test
  @Tag("slow")
  void classAGivesThePublishedSumsAndCounts() {
    check(
        28,
        -4.295875165629892e3,
        -1.580732573678431e4,
        210_832_767,
        List.of(98_257_395L, 93_827_014L, 17_611_549L, 1_110_028L, 26_536L, 245L, 0L, 0L, 0L, 0L));
  }

  @Test
  @Tag("slow")
  void classBGivesThePublishedSumsAndCounts() {
    check(
        30,
        4.033815542441498e4,
        -2.660669192809235e4,
        843_345_606,
        List.of(
            393_058_470L, 375_280_898L, 70_460_742L, 4_438_852L, 105_691L, 948L, 5L, 0L, 0L, 0L));
  }

  private static void check(int log2, double sx, double sy, long accepted, List<Long> counts) {
    var result = GaussianPairs.of(0, 1L << log2);
    assertThat(result.pairs()).isEqualTo(1L << log2);
    assertThat((result.sumX().toDouble() - sx) / sx).isCloseTo(0, within(TOLERANCE));
    assertThat((result.sumY().toDouble() - sy) / sy).isCloseTo(0, within(TOLERANCE));
    assertThat(result.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(accepted);
    if (!counts.isEmpty()) {
      assertThat(result.counts()).isEqualTo(counts);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 65_536})
  void anyEvenCutGivesTheSameTotals(long step) {
    long from = 123_456;
    long until = from + 50_000 * Math.min(step, 5);
    assertThat(sum(CutRanges.every(step, from, until))).isEqualTo(GaussianPairs.of(from, until));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyRaggedCutGivesTheSameTotals(long seed) {
    long from = 1L << 31;
    long until = from + 300_000;
    assertThat(sum(CutRanges.ragged(seed, 100_000, from, until)))
        .as("seed %d", seed)
        .isEqualTo(GaussianPairs.of(from, until));
  }

  @Test
  void blocksOfOneCallJoinWithoutASeam() {
    long from = 5;
    long middle = 1L << 24;
    long until = from + (1L << 24) + 10;
    assertThat(GaussianPairs.of(from, middle).plus(GaussianPairs.of(middle, until)))
        .isEqualTo(GaussianPairs.of(from, until));
  }

  private static GaussianPairs sum(List<Range> ranges) {
    return ranges.stream()
        .map(range -> GaussianPairs.of(range.from(), range.until()))
        .reduce(GaussianPairs.NONE, GaussianPairs::plus);
  }

  @Test
  void jumpingEqualsStepping() {
    long state = LinearCongruential.SEED;
    for (int steps = 0; steps < 1_000; steps++) {
      assertThat(LinearCongruential.stateAfter(steps)).isEqualTo(state);
      state = LinearCongruential.next(state);
    }
    // The order of 5 modulo 2^46 is 2^44.
    assertThat(LinearCongruential.stateAfter(1L << 44)).isEqualTo(LinearCongruential.SEED);
    assertThat(LinearCongruential.stateAfter(1L << 43)).isNotEqualTo(LinearCongruential.SEED);
  }

  @Test
  void refusesWhatIsNoRange() {
    assertThatThrownBy(() -> GaussianPairs.of(2, 1)).hasMessageContaining("[2, 1)");
    assertThatThrownBy(() -> GaussianPairs.of(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GaussianPairs.of(0, GaussianPairs.MOST_PAIRS + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
