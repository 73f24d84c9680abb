package dev.thresher.bench;

import dev.thresher.api.Thresher;
import dev.thresher.bench.Trial.Reading;
import dev.thresher.model.BackendKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** W8: heap of the submitting JVM for each task that waits, and resident memory of idle workers. */
final class Memory implements Contest {
  private static final int TASKS = 1_000_000;
  private static final int ACROSS_PROCESSES = 200_000;
  private static final int VIRTUAL = 200_000;
  private static final int PAGE = 4096;
  private static final long SETTLING_MILLIS = 300;

  @Override
  public int repetitions(Scale scale) {
    return scale.repetitionsOfLong();
  }

  @Override
  public WarmUp warmUp() {
    return WarmUp.NONE;
  }

  @Override
  public List<Trial> trials(Parties parties, Scale scale) throws Exception {
    var trials = new ArrayList<Trial>();
    if (parties.has(BackendKind.THREADS)) {
      var pool = parties.ours(BackendKind.THREADS);
      trials.add(() ->
          Map.of(
              Reading.ours(BackendKind.THREADS, Metric.WAITING_TASK),
              behindALatch(
                  pool, scale.count(TASKS), value -> pool.submit(BenchTasks::plusOne, value))));
    }
    if (parties.has(BackendKind.VIRTUAL_THREADS)) {
      var ours = parties.ours(BackendKind.VIRTUAL_THREADS);
      trials.add(() -> eachAtALatch(ours, new Party.Ours(BackendKind.VIRTUAL_THREADS), scale));
      var jdk = parties.jdk(Yardstick.JDK_VIRTUAL);
      trials.add(() -> eachAtALatch(jdk, new Party.Peer(Yardstick.JDK_VIRTUAL), scale));
    }
    if (parties.has(BackendKind.PROCESSES)) {
      var pool = parties.ours(BackendKind.PROCESSES);
      var bare = parties.raw();
      trials.add(() ->
          Map.of(
              Reading.ours(BackendKind.PROCESSES, Metric.WAITING_TASK),
              behindAFile(pool, scale.count(ACROSS_PROCESSES))));
      trials.add(() -> idle(parties, bare));
    }
    if (parties.has(BackendKind.THREADS) || parties.has(BackendKind.PROCESSES)) {
      var pool = parties.jdk(Yardstick.JDK_FIXED);
      trials.add(() ->
          Map.of(
              Reading.of(Yardstick.JDK_FIXED, Metric.WAITING_TASK),
              behindALatch(
                  pool,
                  scale.count(TASKS),
                  value -> pool.submit(() -> BenchTasks.plusOne(value)))));
    }
    return trials;
  }

  private static double behindALatch(
      ExecutorService pool, int tasks, LongFunction<Future<Long>> submit) throws Exception {
    var latch = new CountDownLatch(1);
    for (int i = 0; i < Parties.WORKERS; i++) {
      pool.execute(() -> await(latch));
    }
    return bytesATask(tasks, submit, latch::countDown);
  }

  private static Map<Reading, Double> eachAtALatch(ExecutorService pool, Party party, Scale scale)
      throws Exception {
    var latch = new CountDownLatch(1);
    LongFunction<Future<Long>> submit =
        value ->
            pool.submit(() -> {
              latch.await();
              return BenchTasks.plusOne(value);
            });
    double bytes = bytesATask(scale.count(VIRTUAL), submit, latch::countDown);
    return Map.of(new Reading(party, Metric.WAITING_TASK), bytes);
  }

  private static double behindAFile(Thresher pool, int tasks) throws Exception {
    var file = Files.createTempFile("thresher-bench-", ".hold");
    try {
      var path = file.toString();
      for (int i = 0; i < Parties.WORKERS; i++) {
        var _ = pool.submit(() -> BenchTasks.waitWhileThere(path));
      }
      Thread.sleep(SETTLING_MILLIS);
      return bytesATask(
          tasks, value -> pool.submit(BenchTasks::plusOne, value), () -> delete(file));
    } finally {
      delete(file);
    }
  }

  private static double bytesATask(int tasks, LongFunction<Future<Long>> submit, Runnable release)
      throws Exception {
    var futures = new ArrayList<Future<Long>>(tasks);
    long before = used();
    for (int task = 0; task < tasks; task++) {
      futures.add(submit.apply(task));
    }
    long after = used();
    release.run();
    for (int task = 0; task < tasks; task++) {
      WrongResults.check(task, futures.get(task).get(), task + 1L);
    }
    return (double) (after - before) / tasks;
  }

  private static long used() throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      System.gc();
      Thread.sleep(SETTLING_MILLIS);
    }
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** New workers that have each had a task. */
  private static Map<Reading, Double> idle(Parties parties, RawJvm bare) throws Exception {
    try (var pool = parties.processes()) {
      Parties.begin(pool);
      Thread.sleep(2 * SETTLING_MILLIS);
      double sum = 0;
      var workers = pool.workers();
      for (var worker : workers) {
        sum += resident(worker.place().pid());
      }
      return Map.of(
          Reading.ours(BackendKind.PROCESSES, Metric.IDLE_WORKER),
          sum / workers.size(),
          Reading.of(Yardstick.BARE_JVM, Metric.IDLE_WORKER),
          resident(bare.pid()));
    }
  }

  /** In MiB. */
  private static double resident(long pid) throws IOException {
    var pages = Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ")[1];
    return Long.parseLong(pages) * PAGE / (double) (1 << 20);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      throw new java.io.UncheckedIOException(stays);
    }
  }
}
