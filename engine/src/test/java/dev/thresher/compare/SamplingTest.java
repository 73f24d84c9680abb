package dev.thresher.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.compare.Sampling.Pilot;
import org.junit.jupiter.api.Test;

class SamplingTest {
  @Test
  void shortRunsAreTakenWhole() {
    assertThat(Sampling.takesWholeRuns(new Pilot(3, 1, 100), 4, 60)).isTrue();
    assertThat(Sampling.takesWholeRuns(new Pilot(5, 1, 100), 4, 60)).isFalse();
  }

  @Test
  void aSampleFillsTheBudgetWithEightRounds() {
    // 60 s / (4 arms x 8 rounds) = 1.875 s, of which 0.875 s for tasks of 10 ms.
    assertThat(Sampling.size(new Pilot(101, 1, 10_000), 4, 2, 60)).hasValue(100);
  }

  @Test
  void aFewTasksDoNotStandForAll() {
    assertThat(Sampling.size(new Pilot(101, 1, 10), 4, 2, 60)).isEmpty();
  }

  @Test
  void whereStartingIsSlowThereAreFewerRoundsAndThenLessWork() {
    // 4 arms x 4 rounds: 2 s of starting and as much work fit into 64 s, 1.5 s of it into 56 s.
    assertThat(Sampling.size(new Pilot(102, 2, 10_000), 4, 2, 64)).hasValue(200);
    assertThat(Sampling.size(new Pilot(102, 2, 10_000), 4, 2, 56)).hasValue(150);
    assertThat(Sampling.size(new Pilot(102, 2, 10_000), 4, 2, 47)).isEmpty();
  }

  @Test
  void theBudgetThatWouldDoIsThatOfAPartIfItIsLess() {
    assertThat(Sampling.budgetForPart(new Pilot(102, 2, 10_000), 4, 2)).isEqualTo(150);
    assertThat(Sampling.budgetForPart(new Pilot(2.1, 2, 10_000), 4, 2))
        .isEqualTo(60)
        .isLessThan(Sampling.budgetThatWouldDo(new Pilot(2.1, 2, 10_000), 4));
  }

  @Test
  void theBudgetThatWouldDoDoes() {
    for (long tasks = 1; tasks < 100_000; tasks += 1 + tasks / 3) {
      for (double seconds = 2.5; seconds < 500; seconds *= 2) {
        var pilot = new Pilot(seconds, 1.7, tasks);
        double budget = Sampling.budgetForPart(pilot, 4, 2);
        assertThat(
                Sampling.takesWholeRuns(pilot, 4, budget)
                    || Sampling.size(pilot, 4, 2, budget - seconds).isPresent())
            .as("%s within %s s", pilot, budget)
            .isTrue();
      }
    }
  }

  @Test
  void whereEvenStartingTakesTooLongThereIsNoSample() {
    assertThat(Sampling.size(new Pilot(101, 3, 10_000), 4, 2, 60)).isEmpty();
  }

  @Test
  void aRunThatWasEndedEarlyTellsWhatTheRestTakes() {
    var pilot = Pilot.extrapolated(1, 10, 50, 1000);
    assertThat(pilot.seconds()).isEqualTo(201);
    assertThat(Sampling.budgetThatWouldDo(pilot, 4)).isEqualTo(6440);
  }
}
