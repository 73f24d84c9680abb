package dev.thresher.bench;

import dev.thresher.bench.Trial.Reading;
import dev.thresher.model.BackendKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * METG(50 %): the smallest grain, run time of a task, at which half of the ideal speed is kept.
 * Grains double from an eighth of a microsecond until it is; between the last two the line is taken
 * as straight, in logarithms.
 */
final class Grains implements Contest {
  private static final double FIRST_NANOS = 125;
  private static final double LAST_NANOS = 4e6;
  private static final double HALF = 0.5;
  private static final double NANOS_A_POINT = 100e6;
  private static final int MOST_MAPPED = 400_000;
  private static final int MOST_SUBMITTED = 40_000;
  private static final int OUTSTANDING = 10_000;

  @Override
  public int repetitions(Scale scale) {
    return scale.repetitionsOfLong();
  }

  @Override
  public List<Trial> trials(Parties parties, Scale scale) throws Exception {
    var spinning = Spinning.calibrated();
    var trials = new ArrayList<Trial>();
    for (var backend : parties.backends()) {
      if (backend == BackendKind.VIRTUAL_THREADS) {
        continue; // not made for tasks that compute
      }
      var pool = parties.ours(backend);
      trials.add(() ->
          Map.of(
              Reading.ours(backend, Metric.GRAIN_MAP),
              metg(spinning, scale, MOST_MAPPED, (tasks, steps) -> mapped(pool, tasks, steps))));
      trials.add(() ->
          Map.of(
              Reading.ours(backend, Metric.GRAIN_SUBMIT),
              metg(
                  spinning,
                  scale,
                  MOST_SUBMITTED,
                  (tasks, steps) ->
                      submitted(tasks, steps, () -> pool.submit(BenchTasks::burnZero, steps)))));
    }
    if (!trials.isEmpty()) {
      var pool = parties.jdk(Yardstick.JDK_FIXED);
      trials.add(() -> {
        double grain =
            metg(
                spinning,
                scale,
                MOST_SUBMITTED,
                (tasks, steps) ->
                    submitted(tasks, steps, () -> pool.submit(() -> BenchTasks.burnZero(steps))));
        return Map.of(
            Reading.of(Yardstick.JDK_FIXED, Metric.GRAIN_MAP), grain,
            Reading.of(Yardstick.JDK_FIXED, Metric.GRAIN_SUBMIT), grain);
      });
    }
    return trials;
  }

  /** Runs so many tasks of so many steps. */
  @FunctionalInterface
  private interface Run {
    void of(int tasks, long steps) throws Exception;
  }

  @FunctionalInterface
  private interface Submission {
    java.util.concurrent.Future<Long> get();
  }

  private static double metg(Spinning spinning, Scale scale, int most, Run run) throws Exception {
    double grainBefore = FIRST_NANOS;
    double efficiencyBefore = 0;
    for (double grain = FIRST_NANOS; grain <= LAST_NANOS; grain *= 2) {
      int tasks = scale.count((int) Math.clamp((long) (NANOS_A_POINT / grain), 50, most));
      long started = System.nanoTime();
      run.of(tasks, spinning.steps(grain));
      double efficiency = tasks * grain / Parties.WORKERS / (System.nanoTime() - started);
      if (efficiency >= HALF) {
        return between(grainBefore, efficiencyBefore, grain, efficiency) / 1e3;
      }
      grainBefore = grain;
      efficiencyBefore = efficiency;
    }
    return LAST_NANOS / 1e3;
  }

  /** The grain at one half; the later one if nothing is known before it. */
  static double between(
      double grainBefore, double efficiencyBefore, double grain, double efficiency) {
    if (efficiencyBefore <= 0 || grainBefore >= grain) {
      return grain;
    }
    double share =
        (Math.log(HALF) - Math.log(efficiencyBefore))
            / (Math.log(efficiency) - Math.log(efficiencyBefore));
    return grainBefore * Math.pow(grain / grainBefore, share);
  }

  private static void mapped(dev.thresher.api.Thresher pool, int tasks, long steps) {
    long expected = BenchTasks.burnZero(steps);
    long index = 0;
    for (long result :
        pool.map(LongStream.range(0, tasks).boxed(), _ -> BenchTasks.burnZero(steps))) {
      WrongResults.check(index++, result, expected);
    }
    WrongResults.check(index, index, tasks);
  }

  private static void submitted(int tasks, long steps, Submission submission) throws Exception {
    long expected = BenchTasks.burnZero(steps);
    var window = new java.util.ArrayDeque<java.util.concurrent.Future<Long>>();
    int checked = 0;
    for (int task = 0; task < tasks; task++) {
      if (window.size() == OUTSTANDING) {
        WrongResults.check(checked++, window.remove().get(), expected);
      }
      window.add(submission.get());
    }
    while (!window.isEmpty()) {
      WrongResults.check(checked++, window.remove().get(), expected);
    }
  }
}
