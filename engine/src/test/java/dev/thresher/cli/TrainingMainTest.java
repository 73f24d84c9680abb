package dev.thresher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingMainTest {
  @Test
  void twoDashesStandBetweenCommandLines() {
    assertThat(TrainingMain.lines(new String[] {"--help", "--", "run", "a.conf"}))
        .containsExactly(new String[] {"--help"}, new String[] {"run", "a.conf"});
  }

  @Test
  void oneCommandLineNeedsNone() {
    assertThat(TrainingMain.lines(new String[] {"validate", "a.conf"}))
        .containsExactly(new String[][] {{"validate", "a.conf"}});
  }
}
