package dev.thresher.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** {@code -Dsim.first} and {@code -Dsim.count} choose the seeds. */
class DurableRunTest {
  @Test
  void whatWasToldSurvivesEveryCrashOnEverySeed() {
    long first = Long.getLong("sim.first", 1);
    long count = Long.getLong("sim.count", 1000);
    var violations =
        LongStream.range(first, first + count)
            .boxed()
            .flatMap(seed -> DurableRun.violations(seed).stream().limit(3))
            .limit(40)
            .toList();
    assertThat(violations).isEmpty();
  }

  @Test
  void aSeedGivesTheSameHistoryAgain() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(DurableRun.histories(seed)).isEqualTo(DurableRun.histories(seed)).isNotEmpty();
    }
  }
}
