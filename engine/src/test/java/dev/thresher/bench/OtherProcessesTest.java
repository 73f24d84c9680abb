package dev.thresher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OtherProcessesTest {
  @Test
  void ticksBecomeProcessorsLessTheErrorOfTheKernelsCounting() {
    int error = Runtime.getRuntime().availableProcessors();
    assertThat(OtherProcesses.processors(100 + error, 1_000_000_000)).isCloseTo(1, within(1e-9));
    assertThat(OtherProcesses.processors(50 + error, 2_000_000_000)).isCloseTo(0.25, within(1e-9));
    assertThat(OtherProcesses.processors(error - 1, 1_000_000_000)).isZero();
    assertThat(OtherProcesses.processors(-30, 1_000_000_000)).isZero();
  }
}
