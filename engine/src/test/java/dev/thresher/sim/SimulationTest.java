package dev.thresher.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SimulationTest {
  @Test
  void keepsEveryPromiseOnEverySeed() {
    long first = Long.getLong("sim.first", 1);
    long count = Long.getLong("sim.count", 2000);
    var bad = new ArrayList<String>();
    long start = System.nanoTime();
    for (long seed = first; seed < first + count; seed++) {
      var simulation = Simulation.seed(seed);
      try {
        var history = simulation.run();
        for (var v : Checker.violations(simulation.scenario(), history)) {
          bad.add("seed " + seed + ": " + v);
        }
      } catch (RuntimeException e) {
        bad.add("seed " + seed + ": " + e + " at " + e.getStackTrace()[0] + e.getStackTrace()[1]);
      }
    }
    double s = (System.nanoTime() - start) / 1e9;
    System.out.println(
        count + " seeds in " + s + " s = " + count / s + "/s; violations " + bad.size());
    bad.stream()
        .limit(40)
        .forEach(line -> System.out.println(line.length() > 400 ? line.substring(0, 400) : line));
    assertThat(bad).isEmpty();
  }
}
