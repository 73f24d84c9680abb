package dev.thresher.bench;

import dev.thresher.bench.Trial.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Lets all parties take turns, so that whatever changes on the machine meets all of them: first to
 * last, last to first, and so on.
 */
final class Rounds {
  /**
   * More repetitions while the machine is noisy, but never so many that all workloads together take
   * five minutes.
   */
  private static final double PATIENCE_SECONDS = 10;

  private static final int MOST = 15;

  private final OtherProcesses others;

  Rounds(OtherProcesses others) {
    this.others = others;
  }

  /**
   * @param warmUp not measured
   * @param repetitions as many if there is time; {@link Measurement#FEWEST} take all the time they
   *     need
   */
  Map<Reading, Measurement> run(List<Trial> trials, WarmUp warmUp, int repetitions)
      throws Exception {
    for (var trial : trials) {
      warmUp.of(trial);
    }
    var figures = new LinkedHashMap<Reading, List<Repetition>>();
    long started = System.nanoTime();
    for (int round = 0; isWanted(round, repetitions, started, figures); round++) {
      for (var trial : round % 2 == 0 ? trials : trials.reversed()) {
        measure(trial, figures);
      }
    }
    return measured(figures);
  }

  private static boolean isWanted(
      int round, int repetitions, long started, Map<Reading, List<Repetition>> figures) {
    if (round < Math.min(repetitions, Measurement.FEWEST)) {
      return true;
    }
    boolean isMeasuredEnough =
        round >= repetitions
            && (repetitions < Measurement.FEWEST
                || measured(figures).values().stream().allMatch(Measurement::isReliable));
    return !isMeasuredEnough && round < MOST && Elapsed.secondsSince(started) < PATIENCE_SECONDS;
  }

  private static Map<Reading, Measurement> measured(Map<Reading, List<Repetition>> figures) {
    var measured = new LinkedHashMap<Reading, Measurement>();
    figures.forEach((reading, values) -> measured.put(reading, new Measurement(values)));
    return measured;
  }

  private void measure(Trial trial, Map<Reading, List<Repetition>> figures) throws Exception {
    var before = others.look();
    var values = trial.once();
    OptionalDouble load = others.processorsSince(before);
    values.forEach((reading, value) -> {
      figures.computeIfAbsent(reading, _ -> new ArrayList<>()).add(new Repetition(value, load));
    });
  }
}
