package dev.thresher.compare;

import static dev.thresher.compare.Made.ONE_THREAD;
import static dev.thresher.compare.Made.PROCESSES;
import static dev.thresher.compare.Made.THREADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.compare.Comparison.Sample;
import dev.thresher.compare.Made.Behaviour;
import dev.thresher.compare.Results.Raced;
import dev.thresher.model.BackendKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class GrainCostTest {
  private static final Optional<Costs> NO_COSTS = Optional.empty();
  private static final Optional<Sample> NO_SAMPLE = Optional.empty();
  private static final Optional<Costs> COSTS =
      Optional.of(
          new Costs(
              List.of(
                  new Costs.Cost(BackendKind.THREADS, 2, 0.4, 12e-6, 0, List.of()),
                  new Costs.Cost(BackendKind.PROCESSES, 2, 1.9, 210e-6, 0, List.of())),
              true,
              Instant.parse("2026-11-28T10:00:00Z")));

  private static List<Raced> raced(int tasks) {
    return Made.raced(
        tasks,
        new Behaviour(ONE_THREAD, 0.4, 0.01, 0),
        new Behaviour(THREADS, 0.4, 0.011, 300e-6),
        new Behaviour(PROCESSES, 1.5, 0.0102, 700e-6));
  }

  private static Optional<GrainCost.Pair> pair(
      List<Raced> raced, Optional<Sample> sample, Optional<Costs> costs) {
    return GrainPair.in(Profile.all(Results.of(raced, sample), sample))
        .flatMap(pair -> pair.costs(costs));
  }

  @Test
  void threadsAndProcessesWithAsManyWorkersAreCompared() {
    var pair = pair(raced(400), NO_SAMPLE, NO_COSTS).orElseThrow();
    assertThat(pair.threads().arm()).isEqualTo(THREADS);
    assertThat(pair.processes().arm()).isEqualTo(PROCESSES);
    assertThat(pair.threads().slowDown()).isCloseTo(1.1, within(0.02));
    assertThat(pair.threads().overheadSeconds()).isCloseTo(300e-6, within(1e-5));
    assertThat(pair.measuredHere()).isTrue();
  }

  @Test
  void forTasksAsTheyAreItGivesTheMeasuredTimeOfWork() {
    var raced = raced(400);
    var pair = pair(raced, NO_SAMPLE, NO_COSTS).orElseThrow();
    var arms = Results.of(raced, NO_SAMPLE);
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
  void bothAreAsEfficientWhereTheyBreakEven() {
    var pair = pair(raced(400), NO_SAMPLE, NO_COSTS).orElseThrow();
    double grain = pair.breakEven();
    assertThat(grain).isCloseTo(400e-6 / 0.08, Percentage.withPercentage(20));
    assertThat(pair.threads().efficiency(grain))
        .isCloseTo(pair.processes().efficiency(grain), within(1e-9));
  }

  // The first half of the tasks takes longer, twice as much so on processes.
  @Test
  void whatCodeCostsUntilItIsCompiledIsNoSlowDown() {
    var late = List.of(0.008, 0.0088, 0.0081);
    var raced = new ArrayList<Raced>();
    for (var arm : raced(400)) {
      raced.add(Made.followed(arm, late.get(raced.size())));
    }
    var pair = pair(raced, NO_SAMPLE, NO_COSTS).orElseThrow();
    assertThat(pair.threads().slowDown()).isCloseTo(1.1, within(1e-3));
    assertThat(pair.processes().slowDown()).isCloseTo(0.0081 / 0.008, within(1e-3));
    double slotTime = pair.taskSeconds() / pair.processes().efficiency(pair.taskSeconds());
    assertThat(slotTime).isCloseTo(0.0102 + 700e-6, Percentage.withPercentage(1));
  }

  @Test
  void halfOfTheSlotTimeIsWorkAtTheHalfEfficientTask() {
    var cost = new GrainCost(THREADS, 1.25, 3e-3);
    double half = cost.halfEfficient().orElseThrow();
    assertThat(half).isCloseTo(4e-3, within(1e-12));
    assertThat(cost.efficiency(half)).isCloseTo(0.5, within(1e-12));
    assertThat(new GrainCost(THREADS, 2, 3e-3).halfEfficient()).isEmpty();
  }

  @Test
  void withFewTasksTheCostsOfEmptyOnesStandForTheirs() {
    var pair = pair(raced(20), NO_SAMPLE, COSTS).orElseThrow();
    assertThat(pair.measuredHere()).isFalse();
    assertThat(pair.processes().overheadSeconds()).isEqualTo(210e-6);
    assertThat(pair(raced(20), NO_SAMPLE, NO_COSTS)).isEmpty();
  }

  // However many there are in the whole workload: slots were empty at the end of each trial.
  @Test
  void aTrialOfFewTasksTellsNoMoreIfItIsASample() {
    var sample = Optional.of(new Sample(20, 4_000));
    assertThat(pair(raced(20), sample, COSTS).orElseThrow().measuredHere()).isFalse();
  }

  @Test
  void withoutBothBackendsOrWithoutTimesOfTasksThereIsNothingToCompare() {
    var raced = raced(400);
    assertThat(pair(raced.subList(0, 2), NO_SAMPLE, NO_COSTS)).isEmpty();
    assertThat(pair(raced.subList(1, 3), NO_SAMPLE, NO_COSTS)).isEmpty();
    assertThat(pair(Made.raced(400, new Behaviour(ONE_THREAD, 1, 0, 0)), NO_SAMPLE, NO_COSTS))
        .isEmpty();
    assertThat(pair(List.of(), NO_SAMPLE, NO_COSTS)).isEmpty();
  }
}
