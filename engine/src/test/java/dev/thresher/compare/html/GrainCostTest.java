package dev.thresher.compare.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.compare.Costs;
import dev.thresher.compare.Inside;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class GrainCostTest {
  private static final Optional<Costs> NO_COSTS = Optional.empty();

  @Test
  void threadsAndProcessesWithAsManyWorkersAreCompared() {
    var pair = GrainCost.of(SampleComparison.of(7).arms(), NO_COSTS).orElseThrow();
    assertThat(pair.threads().arm()).isEqualTo(SampleComparison.THREADS_2);
    assertThat(pair.processes().arm()).isEqualTo(SampleComparison.PROCESSES_2);
    assertThat(pair.threads().slowDown()).isCloseTo(1.1, Offset.offset(0.1));
    assertThat(pair.threads().overheadSeconds()).isCloseTo(300e-6, Offset.offset(1e-5));
    assertThat(pair.measuredHere()).isTrue();
  }

  @Test
  void forTasksAsTheyAreItGivesTheMeasuredTimeOfWork() {
    var arms = SampleComparison.of(7).arms();
    var pair = GrainCost.of(arms, NO_COSTS).orElseThrow();
    for (var cost : List.of(pair.threads(), pair.processes())) {
      var measured =
          arms.stream().filter(arm -> arm.arm().equals(cost.arm())).findFirst().orElseThrow();
      double slotTime = pair.taskSeconds() / cost.efficiency(pair.taskSeconds());
      double tasks = measured.medianInside(Inside::tasks).orElseThrow();
      assertThat(slotTime * tasks / cost.arm().workers())
          .isCloseTo(
              measured.medianInside(inside -> inside.phases().working()).orElseThrow(),
              Percentage.withPercentage(1));
    }
  }

  @Test
  void halfOfTheSlotTimeIsWorkAtTheHalfEfficientTask() {
    var cost = new GrainCost(SampleComparison.THREADS_2, 1.25, 3e-3);
    double half = cost.halfEfficient().orElseThrow();
    assertThat(half).isCloseTo(4e-3, Offset.offset(1e-12));
    assertThat(cost.efficiency(half)).isCloseTo(0.5, Offset.offset(1e-12));
    assertThat(new GrainCost(SampleComparison.THREADS_2, 2, 3e-3).halfEfficient()).isEmpty();
  }

  @Test
  void withFewTasksTheCostsOfEmptyOnesStandForTheirs() {
    var comparison = SampleComparison.ofTasks(7, 20);
    var pair = GrainCost.of(comparison.arms(), comparison.costs()).orElseThrow();
    assertThat(pair.measuredHere()).isFalse();
    assertThat(pair.processes().overheadSeconds()).isEqualTo(210e-6);
    assertThat(GrainCost.of(comparison.arms(), NO_COSTS)).isEmpty();
  }

  @Test
  void withoutBothBackendsOrWithoutTimesOfTasksThereIsNothingToCompare() {
    var arms = SampleComparison.of(7).arms();
    assertThat(GrainCost.of(arms.subList(0, 4), NO_COSTS)).isEmpty();
    assertThat(GrainCost.of(arms.subList(1, 7), NO_COSTS)).isEmpty();
    assertThat(GrainCost.of(SampleComparison.equal(2, 0).arms(), NO_COSTS)).isEmpty();
    assertThat(GrainCost.of(List.of(), NO_COSTS)).isEmpty();
  }
}
