package dev.thresher.backend.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PunctualityTest {
  private static final long SECOND = 1_000_000_000;

  private final Punctuality punctuality = new Punctuality(Duration.ofSeconds(1), 0);

  @Test
  void aBeatThatComesALittleLateIsInTime() {
    assertThat(punctuality.isLate(SECOND)).isFalse();
    assertThat(punctuality.isLate(5 * SECOND)).isFalse();
  }

  @Test
  void afterAPauseOfThisProcessOneBeatIsLateAndTheNextIsNot() {
    assertThat(punctuality.isLate(25 * SECOND)).isTrue();
    assertThat(punctuality.isLate(26 * SECOND)).isFalse();
  }
}
