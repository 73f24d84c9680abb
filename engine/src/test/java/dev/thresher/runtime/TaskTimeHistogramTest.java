package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.model.SplitMix64;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TaskTimeHistogramTest {
  @Test
  void knowsNothingOfNoTasks() {
    assertThat(new TaskTimeHistogram().read()).isEmpty();
  }

  @Test
  void quantilesAreWithinFivePercentFromNanosecondsToHours() {
    var random = new SplitMix64(7);
    var histogram = new TaskTimeHistogram();
    var times = new long[10_000];
    for (int i = 0; i < times.length; i++) {
      times[i] = Math.round(Math.exp(random.nextUnit() * Math.log(1e13)));
      histogram.add(times[i]);
    }
    Arrays.sort(times);
    var read = histogram.read().orElseThrow();
    assertThat(read.medianNanos()).isCloseTo(times[4_999], Percentage.withPercentage(5));
    assertThat(read.p90Nanos()).isCloseTo(times[8_999], Percentage.withPercentage(5));
    assertThat(read.p99Nanos()).isCloseTo(times[9_899], Percentage.withPercentage(5));
    assertThat(read.longestNanos()).isEqualTo(times[9_999]);
  }

  @Test
  void takesTheLargestNumberAndNegativeOnes() {
    var histogram = new TaskTimeHistogram();
    histogram.add(-5);
    histogram.add(Long.MAX_VALUE);
    var read = histogram.read().orElseThrow();
    assertThat(read.medianNanos()).isZero();
    assertThat((double) read.p99Nanos()).isCloseTo(Long.MAX_VALUE, within(Long.MAX_VALUE * 0.05));
  }
}
