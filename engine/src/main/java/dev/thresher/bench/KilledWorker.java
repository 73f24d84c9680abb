package dev.thresher.bench;

import dev.thresher.api.Thresher;
import dev.thresher.bench.Trial.Reading;
import dev.thresher.model.BackendKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** W6: {@code kill -9} of one of two workers while tasks run. */
final class KilledWorker implements Contest {
  private static final int TASKS = 200;
  private static final long MILLIS = 50;
  private static final double KILLED_AFTER = 0.3;
  private static final int PATIENCE_SECONDS = 60;

  @Override
  public int repetitions(Scale scale) {
    return scale.repetitionsOfLong();
  }

  @Override
  public WarmUp warmUp() {
    return WarmUp.NONE;
  }

  @Override
  public List<Trial> trials(Parties parties, Scale scale) {
    int tasks = Math.max(40, scale.count(TASKS));
    return parties.has(BackendKind.PROCESSES) ? List.of(() -> once(parties, tasks)) : List.of();
  }

  private static Map<Reading, Double> once(Parties parties, int tasks) throws Exception {
    double bareStart = bareStart();
    try (var pool = parties.processes()) {
      Parties.begin(pool);
      var futures = new ArrayList<Future<Long>>();
      for (int task = 0; task < tasks; task++) {
        int value = task;
        futures.add(pool.submit(() -> BenchTasks.nap(value, MILLIS)));
      }
      Thread.sleep((long) (tasks * MILLIS / Parties.WORKERS * KILLED_AFTER));
      long left = futures.stream().filter(future -> !future.isDone()).count();
      long killed = System.nanoTime();
      kill(pool);
      double lost = lost(futures);
      double seconds = Elapsed.secondsSince(killed);
      double limit = left * MILLIS / 1e3 / Parties.WORKERS + bareStart;
      return Map.of(
          Reading.ours(BackendKind.PROCESSES, Metric.AFTER_KILL), seconds,
          Reading.of(Yardstick.LIMIT, Metric.AFTER_KILL), limit,
          Reading.ours(BackendKind.PROCESSES, Metric.LOST), lost,
          Reading.of(Yardstick.LIMIT, Metric.LOST), 0.0);
    }
  }

  private static double bareStart() throws IOException {
    long started = System.nanoTime();
    try (var _ = RawJvm.start()) {
      return Elapsed.secondsSince(started);
    }
  }

  private static void kill(Thresher pool) {
    long pid = pool.workers().getFirst().place().pid();
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Those that failed, and those that have not ended when all patience has. */
  private static double lost(List<Future<Long>> futures) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    int lost = 0;
    for (int task = 0; task < futures.size(); task++) {
      try {
        long left = Math.max(0, deadline - System.nanoTime());
        WrongResults.check(task, futures.get(task).get(left, TimeUnit.NANOSECONDS), task);
      } catch (ExecutionException | TimeoutException | CancellationException failed) {
        futures.get(task).cancel(true);
        lost++;
      }
    }
    return lost;
  }
}
