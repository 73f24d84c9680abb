package dev.thresher.compare.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void timesAreInTheUnitThatFits() {
    assertThat(labels(Axis.time("wall time", 0, 1.83, 0, 100)))
        .containsExactly("0.0", "0.5", "1.0", "1.5", "2.0");
    assertThat(Axis.time("wall time", 0, 1.83, 0, 100).title()).isEqualTo("wall time (s)");
    assertThat(labels(Axis.time("wall time", 0, 0.183, 0, 100)))
        .containsExactly("0", "50", "100", "150", "200");
    assertThat(Axis.time("wall time", 0, 0.183, 0, 100).title()).isEqualTo("wall time (ms)");
    assertThat(Axis.time("wall time", 0, 18e-6, 0, 100).title()).isEqualTo("wall time (µs)");
    assertThat(Axis.time("wall time", 0, 18e-9, 0, 100).title()).isEqualTo("wall time (ns)");
  }

  @Test
  void decadesOfTimeHaveTheirOwnUnits() {
    assertThat(labels(Axis.timeInDecades("task", 2e-5, 0.4, 0, 100)))
        .containsExactly("10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s");
    assertThat(labels(Axis.timeInDecades("task", 0.0012, 0.004, 0, 100)))
        .containsExactly("1 ms", "2 ms", "5 ms");
  }

  @Test
  void workersAreWholeNumbers() {
    assertThat(labels(Axis.counts("workers", 1, 4, 0, 100))).containsExactly("1", "2", "3", "4");
    assertThat(labels(Axis.counts("workers", 1, 2, 0, 100))).containsExactly("1", "2");
    assertThat(labels(Axis.counts("workers", 2, 2, 0, 100))).containsExactly("2", "3");
    assertThat(labels(Axis.counts("workers", 0, 64, 0, 100)))
        .containsExactly("0", "20", "40", "60", "80");
  }

  @Test
  void theEndsOfAnAxisAreItsFirstAndLastTick() {
    var axis = Axis.numbers("speed-up", 0, 3.7, 300, 20);
    assertThat(axis.at(axis.ticks().getFirst().value())).isEqualTo(300);
    assertThat(axis.at(axis.ticks().getLast().value())).isEqualTo(20);
  }

  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(Axis.Tick::label).toList();
  }
}
