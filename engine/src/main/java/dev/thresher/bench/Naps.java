package dev.thresher.bench;

import dev.thresher.api.SerFunction;
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
import java.util.function.Function;
import java.util.function.LongFunction;

/** W5: tasks that wait for something else, many at a time. */
final class Naps implements Contest {
  private static final int TASKS = 2_000;
  private static final int AT_ONCE = 200;
  private static final long MILLIS = 20;

  /** What a task does, by its number. */
  private interface Pause extends SerFunction<Long, Long> {}

  @Override
  public WarmUp warmUp() {
    return WarmUp.UNTIL_COMPILED;
  }

  @Override
  public List<Trial> trials(Parties parties, Scale scale) throws Exception {
    int tasks = Math.max(AT_ONCE, scale.count(TASKS));
    var url = parties.kept(SlowServer.start(MILLIS)).url();
    var trials = new ArrayList<Trial>();
    for (var backend : parties.backends()) {
      var pool = parties.kept(open(backend, parties.transport()));
      Parties.begin(pool);
      both(
          trials, new Party.Ours(backend), url, tasks, pause -> value -> pool.submit(pause, value));
    }
    if (parties.has(BackendKind.THREADS) || parties.has(BackendKind.PROCESSES)) {
      var pool = parties.kept(Executors.newFixedThreadPool(AT_ONCE));
      both(
          trials,
          new Party.Peer(Yardstick.JDK_FIXED),
          url,
          tasks,
          pause -> value -> pool.submit(() -> pause.apply(value)));
    }
    if (parties.has(BackendKind.VIRTUAL_THREADS)) {
      var pool = parties.jdk(Yardstick.JDK_VIRTUAL);
      both(
          trials, new Party.Peer(Yardstick.JDK_VIRTUAL), url, tasks, pause -> limited(pool, pause));
    }
    return trials;
  }

  /** Sleeps, and requests to the server that sleeps. */
  private static void both(
      List<Trial> trials,
      Party party,
      String url,
      int tasks,
      Function<Pause, LongFunction<Future<Long>>> submission) {
    Pause nap = value -> BenchTasks.nap(value, MILLIS);
    Pause fetch = value -> BenchTasks.fetch(url, value);
    trials.add(
        () -> Map.of(new Reading(party, Metric.ELAPSED), overIdeal(tasks, submission.apply(nap))));
    trials.add(() ->
        Map.of(new Reading(party, Metric.ELAPSED_HTTP), overIdeal(tasks, submission.apply(fetch))));
  }

  /** The JDK's executor has no limit of its own. */
  private static LongFunction<Future<Long>> limited(ExecutorService pool, Pause pause) {
    var permits = new Semaphore(AT_ONCE);
    return value ->
        pool.submit(() -> {
          permits.acquire();
          try {
            return pause.apply(value);
          } finally {
            permits.release();
          }
        });
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
