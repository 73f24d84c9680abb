package dev.thresher.bench;

import static dev.thresher.bench.JudgementTest.measured;
import static dev.thresher.bench.JudgementTest.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static Measurement joined(Measurement... parts) {
    return new Measurement(
        Stream.of(parts).map(Measurement::repetitions).flatMap(List::stream).toList());
  }

  @Test
  void noisyRepetitionsAreLeftOutIfThereAreEnoughQuietOnes() {
    var mixed = joined(quiet(10, 11, 12), measured(1.5, 900, 1));
    assertThat(mixed.isReliable()).isTrue();
    assertThat(mixed.median()).isEqualTo(11);
    assertThat(mixed.least()).isEqualTo(10);
    assertThat(mixed.most()).isEqualTo(12);
  }

  @Test
  void withTooFewQuietOnesAllAreShownAndNoneIsReliable() {
    var mixed = joined(quiet(10, 11), measured(1.5, 900, 1));
    assertThat(mixed.isReliable()).isFalse();
    assertThat(mixed.median()).isEqualTo(10.5);
    assertThat(mixed.most()).isEqualTo(900);
  }
}
