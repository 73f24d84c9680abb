package dev.thresher.bench;

import dev.thresher.bench.Trial.Reading;
import dev.thresher.model.BackendKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** W3: tasks that compute so long that nothing else should matter. */
final class LongTasks implements Contest {
  private static final double NANOS = 140e6;
  private static final int TASKS = 64;

  @Override
  public int repetitions(Scale scale) {
    return scale.repetitionsOfLong();
  }

  /** Everything here is compiled within the first task. */
  @Override
  public WarmUp warmUp() {
    return WarmUp.NONE;
  }

  @Override
  public List<Trial> trials(Parties parties, Scale scale) throws Exception {
    var spinning = Spinning.calibrated();
    long steps = spinning.steps(NANOS);
    int tasks = scale.count(TASKS);
    var expected = new Work(steps, tasks, BenchTasks.burn(0, steps));
    var trials = new ArrayList<Trial>();
    for (var backend : parties.backends()) {
      var pool = parties.ours(backend);
      trials.add(() ->
          Map.of(
              Reading.ours(backend, Metric.EFFICIENCY),
              expected.efficiency(seed -> pool.submit(() -> BenchTasks.burn(seed, steps)))));
    }
    if (parties.has(BackendKind.THREADS) || parties.has(BackendKind.PROCESSES)) {
      trials.add(jdk(parties, Yardstick.JDK_FIXED, expected));
    }
    if (parties.has(BackendKind.VIRTUAL_THREADS)) {
      trials.add(jdk(parties, Yardstick.JDK_VIRTUAL, expected));
    }
    return trials;
  }

  private static Trial jdk(Parties parties, Yardstick kind, Work work) {
    var pool = parties.jdk(kind);
    return () ->
        Map.of(
            Reading.of(kind, Metric.EFFICIENCY),
            work.efficiency(seed -> pool.submit(() -> BenchTasks.burn(seed, work.steps()))));
  }

  /**
   * @param result of each task
   */
  private record Work(long steps, int tasks, long result) {
    double efficiency(LongFunction<Future<Long>> submit) throws Exception {
      long started = System.nanoTime();
      var futures = new ArrayList<Future<Long>>();
      for (int task = 0; task < tasks; task++) {
        futures.add(submit.apply(0));
      }
      for (int task = 0; task < tasks; task++) {
        WrongResults.check(task, futures.get(task).get(), result);
      }
      return tasks * NANOS / Parties.WORKERS / (Elapsed.secondsSince(started) * 1e9);
    }
  }
}
