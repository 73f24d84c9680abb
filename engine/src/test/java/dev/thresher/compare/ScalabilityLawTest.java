package dev.thresher.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.compare.Made.Behaviour;
import dev.thresher.compare.ScalabilityLaw.Point;
import dev.thresher.model.BackendKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalabilityLawTest {
  /**
   * SPEC SDM91 on a SPARCcenter 2000, with the coefficients that S. Möding's package usl for R
   * published for its fit on the transformed data.
   */
  @Test
  void findsThePublishedCoefficientsOfAPublishedBenchmark() {
    var points =
        List.of(
            new Point(1, 64.9),
            new Point(18, 995.9),
            new Point(36, 1652.4),
            new Point(72, 1853.2),
            new Point(108, 1828.9),
            new Point(144, 1775.0),
            new Point(216, 1702.2));
    var law = ScalabilityLaw.fitted(points);
    assertThat(law.contention()).isCloseTo(1.704689e-02, within(1e-8));
    assertThat(law.coherence()).isCloseTo(7.892498e-05, within(1e-10));
    assertThat(law.mostUseful().orElseThrow()).isBetween(100.0, 120.0);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0.05,0", "0,0.002", "0.03,0.0004", "1,0"})
  void findsWhatSyntheticNumbersWereMadeFrom(double contention, double coherence) {
    var made = new ScalabilityLaw(contention, coherence);
    var law = ScalabilityLaw.fitted(points(made, 1, 2, 3, 4, 8, 16));
    assertThat(law.contention()).isCloseTo(contention, within(1e-9));
    assertThat(law.coherence()).isCloseTo(coherence, within(1e-9));
  }

  @Test
  void noiseDoesNotMakeThemNegative() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < 200; i++) {
      var points = new ArrayList<Point>();
      for (int n : new int[] {1, 2, 3, 4}) {
        points.add(new Point(n, n * (1 + 0.05 * random.nextGaussian())));
      }
      var law = ScalabilityLaw.fitted(points);
      assertThat(law.contention()).isNotNegative();
      assertThat(law.coherence()).isNotNegative();
    }
  }

  @Test
  void thePredictionHoldsTheTruthOfExactNumbersAndWidensWithNoise() {
    var made = new ScalabilityLaw(0.04, 0.001);
    var exact = ScalabilityLaw.predicted(points(made, 1, 2, 4, 8), 16);
    assertThat(exact.median()).isCloseTo(made.speedUp(16), within(1e-6));
    assertThat(exact.high() - exact.low()).isLessThan(1e-6);
    var noisy = new ArrayList<>(points(made, 1, 2, 4, 8));
    noisy.set(2, new Point(4, 0.9 * noisy.get(2).capacity()));
    var wide = ScalabilityLaw.predicted(noisy, 16);
    assertThat(wide.high() - wide.low()).isGreaterThan(0.5);
    assertThatThrownBy(() -> ScalabilityLaw.predicted(points(made, 1, 2, 4), 8))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isFittedFromFourNumbersOfWorkersOnFourCoresOnly() {
    assertThat(scaling(4, 1, 2, 3, 4).law()).isPresent();
    assertThat(scaling(4, 1, 2, 3, 4).sentence()).contains("threads with 8 workers");
    assertThat(scaling(2, 1, 2, 3, 4).law()).isEmpty();
    assertThat(scaling(2, 1, 2, 3, 4).sentence())
        .contains("cannot be predicted here")
        .endsWith("this comparison has 2 such numbers and this machine 2 cores");
    assertThat(scaling(1, 1).sentence()).endsWith("has 1 such number and this machine 1 core");
    assertThat(scaling(8, 1, 2, 4).law()).isEmpty();
    assertThat(scaling(8, 2, 3, 4, 5).law()).as("without one worker").isEmpty();
    assertThat(scaling(4, 1, 2, 3, 8).law()).as("more workers than cores").isEmpty();
  }

  private static Scaling scaling(int cores, int... workers) {
    var behaviours =
        Arrays.stream(workers)
            .mapToObj(n -> new Behaviour(new Arm(BackendKind.THREADS, n), 0.5, 0.01, 0.001))
            .toArray(Behaviour[]::new);
    var results = Results.of(Made.raced(1000, behaviours), java.util.Optional.empty());
    return Scaling.of(Profile.all(results, java.util.Optional.empty()), cores).getFirst();
  }

  private static List<Point> points(ScalabilityLaw law, int... workers) {
    return IntStream.of(workers).mapToObj(n -> new Point(n, 7 * law.speedUp(n))).toList();
  }
}
