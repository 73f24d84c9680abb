package dev.thresher.compare.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.compare.html.TimeSplit.Part;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TimeSplitTest {
  @Test
  void theMediansOfTheirPartsAddUpToTheWallTimeOfRuns() {
    for (var arm : SampleComparison.of(7).arms()) {
      var split = TimeSplit.of(java.util.List.of(arm)).getFirst();
      assertThat(split.total())
          .isCloseTo(arm.time().orElseThrow().median(), Percentage.withPercentage(5));
    }
  }

  @Test
  void withoutALimitOfSlotsTheirTimeIsNotSplit() {
    for (var split : TimeSplit.of(SampleComparison.of(7).arms())) {
      boolean unlimited = split.arm().equals(SampleComparison.VIRTUAL);
      assertThat(split.parts().containsKey(Part.WORKING)).isEqualTo(unlimited);
      assertThat(split.parts().containsKey(Part.CODE)).isNotEqualTo(unlimited);
    }
  }

  @Test
  void armsThatTellNothingHaveNoSplit() {
    assertThat(TimeSplit.of(SampleComparison.empty().arms())).isEmpty();
  }
}
