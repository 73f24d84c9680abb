package dev.thresher.bench;

import dev.thresher.api.Thresher;
import dev.thresher.bench.Trial.Reading;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.LongFunction;

/** W5: tasks that wait for something else, many at a time. */
final class Naps implements Contest {
  private static final int TASKS = 2_000;
  private static final int AT_ONCE = 200;
  private static final long MILLIS = 20;

  @Override
  public List<Trial> trials(Parties parties, Scale scale) throws Exception {
    int tasks = Math.max(AT_ONCE, scale.count(TASKS));
    var trials = new ArrayList<Trial>();
    for (var backend : parties.backends()) {
      var pool = parties.kept(open(backend, parties.transport()));
      Parties.begin(pool);
      trials.add(() ->
          Map.of(
              Reading.ours(backend, Metric.ELAPSED),
              overIdeal(tasks, value -> pool.submit(() -> BenchTasks.nap(value, MILLIS)))));
    }
    if (parties.has(BackendKind.THREADS) || parties.has(BackendKind.PROCESSES)) {
      var pool = parties.kept(Executors.newFixedThreadPool(AT_ONCE));
      trials.add(jdk(Yardstick.JDK_FIXED, tasks, pool));
    }
    if (parties.has(BackendKind.VIRTUAL_THREADS)) {
      trials.add(virtual(parties.jdk(Yardstick.JDK_VIRTUAL), tasks));
    }
    return trials;
  }

  private static Trial jdk(Yardstick kind, int tasks, ExecutorService pool) {
    return () ->
        Map.of(
            Reading.of(kind, Metric.ELAPSED),
            overIdeal(tasks, value -> pool.submit(() -> BenchTasks.nap(value, MILLIS))));
  }

  /** The JDK's executor has no limit of its own. */
  private static Trial virtual(ExecutorService pool, int tasks) {
    return () -> {
      var permits = new Semaphore(AT_ONCE);
      return Map.of(
          Reading.of(Yardstick.JDK_VIRTUAL, Metric.ELAPSED),
          overIdeal(
              tasks,
              value ->
                  pool.submit(() -> {
                    permits.acquire();
                    try {
                      return BenchTasks.nap(value, MILLIS);
                    } finally {
                      permits.release();
                    }
                  })));
    };
  }

  private static Thresher open(BackendKind backend, Transport transport) throws IOException {
    return switch (backend) {
      case THREADS -> Thresher.threads(AT_ONCE);
      case VIRTUAL_THREADS -> Thresher.builder().virtualThreads(AT_ONCE).open();
      case PROCESSES -> slotted(transport);
      case CLUSTER -> throw new IllegalArgumentException("several machines are not measured");
    };
  }

  private static Thresher slotted(Transport transport) throws IOException {
    var file = Files.createTempFile("thresher-bench-", ".conf");
    try {
      Files.writeString(
          file,
          "backend = processes, workers = %d, engine { processes.slots = %d, transport = %s }"
              .formatted(
                  Parties.WORKERS,
                  AT_ONCE / Parties.WORKERS,
                  transport.name().toLowerCase(Locale.ROOT)));
      return Thresher.fromConfig(file);
    } finally {
      Files.delete(file);
    }
  }

  private static double overIdeal(int tasks, LongFunction<Future<Long>> submit) throws Exception {
    long started = System.nanoTime();
    var futures = new ArrayList<Future<Long>>();
    for (int task = 0; task < tasks; task++) {
      futures.add(submit.apply(task));
    }
    for (int task = 0; task < tasks; task++) {
      WrongResults.check(task, futures.get(task).get(), task);
    }
    return Elapsed.secondsSince(started) * 1e3 / ((double) tasks / AT_ONCE * MILLIS);
  }
}
