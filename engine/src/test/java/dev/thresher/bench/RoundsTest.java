package dev.thresher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.bench.Trial.Reading;
import dev.thresher.model.BackendKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final Reading A = Reading.ours(BackendKind.THREADS, Metric.FUTURES);
  private static final Reading B = Reading.of(Yardstick.JDK_FIXED, Metric.FUTURES);

  private static final class Still extends OtherProcesses {
    @Override
    OptionalDouble processorsSince(Look before) {
      return OptionalDouble.of(0);
    }
  }

  @Test
  void partiesTakeTurnsForwardsAndBackwardsAndWarmingUpIsNotMeasured() throws Exception {
    var turns = new ArrayList<String>();
    List<Trial> trials = List.of(named("A", A, turns), named("B", B, turns));
    var measured = new Rounds(new Still()).run(trials, WarmUp.ONE_TURN, 3);
    assertThat(turns).containsExactly("A", "B", "A", "B", "B", "A", "A", "B");
    assertThat(values(measured, A)).containsExactly(3., 6., 7.);
    assertThat(values(measured, B)).containsExactly(4., 5., 8.);
  }

  @Test
  void warmingUpLastsAsLongAsItIsToAlsoIfATurnIsShort() throws Exception {
    var turns = new ArrayList<String>();
    long started = System.nanoTime();
    var warm = new WarmUp(2, 0.01);
    var measured = new Rounds(new Still()).run(List.of(named("A", A, turns)), warm, 1);
    assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(10_000_000);
    assertThat(turns.size()).isGreaterThan(3);
    assertThat(values(measured, A)).containsExactly((double) turns.size());
  }

  @Test
  void aNoisyMachineIsGivenMoreChancesAndAQuietOneNone() throws Exception {
    var turns = new ArrayList<String>();
    var noisyAtFirst =
        new OtherProcesses() {
          @Override
          OptionalDouble processorsSince(Look before) {
            return OptionalDouble.of(turns.size() <= 4 ? 1 : 0);
          }
        };
    var measured = new Rounds(noisyAtFirst).run(List.of(named("A", A, turns)), WarmUp.NONE, 5);
    assertThat(values(measured, A)).containsExactly(5., 6., 7.);
    assertThat(turns).hasSize(7);
    turns.clear();
    new Rounds(new Still()).run(List.of(named("A", A, turns)), WarmUp.NONE, 5);
    assertThat(turns).hasSize(5);
  }

  @Test
  void aQuickRunIsOneRoundHoweverNoisy() throws Exception {
    var turns = new ArrayList<String>();
    new Rounds(new OtherProcesses()).run(List.of(named("A", A, turns)), WarmUp.NONE, 1);
    assertThat(turns).hasSize(1);
  }

  private static List<Double> values(Map<Reading, Measurement> measured, Reading reading) {
    return Objects.requireNonNull(measured.get(reading)).repetitions().stream()
        .filter(Repetition::isQuiet)
        .map(Repetition::value)
        .toList();
  }

  private static Trial named(String name, Reading reading, List<String> turns) {
    return () -> {
      turns.add(name);
      return Map.of(reading, (double) turns.size());
    };
  }
}
