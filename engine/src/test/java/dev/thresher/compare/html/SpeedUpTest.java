package dev.thresher.compare.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.compare.ArmResult;
import dev.thresher.compare.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedUpTest {
  @Test
  void theSimplestArmWithTheFewestWorkersIsTheMeasure() {
    var speedUp = SpeedUp.of(SampleComparison.of(7).arms()).orElseThrow();
    assertThat(speedUp.base()).isEqualTo(SampleComparison.THREADS_1);
    assertThat(speedUp.lines().stream().map(line -> line.place().keyword()))
        .containsExactly("threads", "processes");
    assertThat(speedUp.lines().getFirst().points().getFirst().factor())
        .isEqualTo(Interval.exactly(1));
    assertThat(speedUp.ideal(4)).isEqualTo(4);
  }

  @Test
  void aBandHoldsWhatBothIntervalsAllow() {
    var arms = SampleComparison.ofWholeRuns(7).arms();
    assertBand(arms, arms.get(0).time().orElseThrow(), arms.get(2).time().orElseThrow());
  }

  @Test
  void whereTrialsRanASampleItIsTheSpeedUpOfAllTasks() {
    var arms = SampleComparison.of(7).arms();
    assertBand(arms, arms.get(0).whole().orElseThrow(), arms.get(2).whole().orElseThrow());
  }

  private static void assertBand(List<ArmResult> arms, Interval base, Interval four) {
    var speedUp = SpeedUp.of(arms).orElseThrow();
    var factor = speedUp.lines().getFirst().points().getLast().factor();
    assertThat(factor)
        .isEqualTo(
            new Interval(
                base.median() / four.median(), base.low() / four.high(), base.high() / four.low()));
  }

  @Test
  void oneNumberOfWorkersMakesNoLine() {
    var arms = SampleComparison.of(7).arms();
    assertThat(SpeedUp.of(List.of(arms.get(0), arms.get(3), arms.get(4)))).isEmpty();
    assertThat(SpeedUp.of(List.of())).isEmpty();
  }
}
