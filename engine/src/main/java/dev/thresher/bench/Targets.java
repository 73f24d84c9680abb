package dev.thresher.bench;

import static dev.thresher.bench.BenchWorkload.METG;
import static dev.thresher.bench.BenchWorkload.W1;
import static dev.thresher.bench.BenchWorkload.W1B;
import static dev.thresher.bench.BenchWorkload.W2;
import static dev.thresher.bench.BenchWorkload.W3;
import static dev.thresher.bench.BenchWorkload.W4;
import static dev.thresher.bench.BenchWorkload.W5;
import static dev.thresher.bench.BenchWorkload.W6;
import static dev.thresher.bench.BenchWorkload.W7;
import static dev.thresher.bench.BenchWorkload.W8;
import static dev.thresher.model.BackendKind.PROCESSES;
import static dev.thresher.model.BackendKind.THREADS;
import static dev.thresher.model.BackendKind.VIRTUAL_THREADS;

import dev.thresher.bench.Must.AtLeast;
import dev.thresher.bench.Must.AtMost;
import dev.thresher.bench.Must.Within;
import dev.thresher.model.BackendKind;
import java.util.List;

/**
 * What is compared with what, and the musts: the one place where they stand. They are ratios of
 * medians from one run, set for two workers on two cores before the engine was measured, from what
 * the yardsticks and other engines reached there.
 */
final class Targets {
  private static final String SHOWN = "no must; shown to compare";
  private static final String OVERHEAD =
      "what a pool with cancellation, deadlines and futures may cost";
  private static final String SMALLEST_GRAIN =
      "no other system across processes keeps half its speed with tasks of 100 µs (Task Bench, SC'20)";

  private static final List<Target> ALL =
      List.of(
          row(W1, THREADS, Metric.FUTURES, Yardstick.JDK_FIXED, new AtLeast(0.3), OVERHEAD),
          row(W1, THREADS, Metric.FUTURES, Yardstick.FORK_JOIN),
          row(W1, VIRTUAL_THREADS, Metric.FUTURES, Yardstick.JDK_VIRTUAL),
          row(
              W1,
              PROCESSES,
              Metric.FUTURES,
              Yardstick.HAZELCAST,
              new AtLeast(10),
              "ten times the fastest engine that sends a message for each task"),
          row(W1, PROCESSES, Metric.FUTURES, Yardstick.RAW_BATCHED),
          row(W1, PROCESSES, Metric.FUTURES, Yardstick.RAW_SINGLE),
          row(W1, PROCESSES, Metric.FUTURES, Yardstick.MP_POOL),
          row(
              W1B,
              THREADS,
              Metric.ITEMS,
              Yardstick.JDK_FIXED,
              new AtLeast(2),
              "map may put many items into a task, submit to a pool may not"),
          row(W1B, THREADS, Metric.ITEMS_IN_CHUNKS, Yardstick.JDK_FIXED),
          row(W1B, VIRTUAL_THREADS, Metric.ITEMS, Yardstick.JDK_VIRTUAL),
          row(
              W1B,
              PROCESSES,
              Metric.ITEMS,
              Yardstick.MP_POOL,
              new AtLeast(1.5),
              "the fastest map across processes that comes with a language, chunks of its own choice"),
          row(W2, THREADS, Metric.ROUND_TRIP_MEDIAN, Yardstick.JDK_FIXED, new AtMost(2), OVERHEAD),
          row(W2, THREADS, Metric.ROUND_TRIP_TAIL, Yardstick.JDK_FIXED, new AtMost(2), OVERHEAD),
          row(W2, VIRTUAL_THREADS, Metric.ROUND_TRIP_MEDIAN, Yardstick.JDK_VIRTUAL),
          row(
              W2,
              PROCESSES,
              Metric.ROUND_TRIP_MEDIAN,
              Yardstick.RAW_BLOCKING,
              new AtMost(1.3),
              "a third more than the same bytes through a plain socket"),
          row(
              W2,
              PROCESSES,
              Metric.ROUND_TRIP_TAIL,
              Yardstick.PROCESS_POOL,
              new AtMost(1),
              "no worse than CPython's pool of processes"),
          row(
              W3,
              THREADS,
              Metric.EFFICIENCY,
              Yardstick.JDK_FIXED,
              new AtLeast(0.98),
              "long tasks must not notice the engine"),
          row(W3, VIRTUAL_THREADS, Metric.EFFICIENCY, Yardstick.JDK_VIRTUAL),
          row(
              W3,
              PROCESSES,
              Metric.EFFICIENCY,
              Yardstick.JDK_FIXED,
              new AtLeast(0.97),
              "long tasks must not notice the engine"),
          row(
              W4,
              PROCESSES,
              Metric.ARGUMENTS_1_KIB,
              Yardstick.MP_POOL,
              new AtLeast(4),
              "small arguments travel several in a message"),
          row(
              W4,
              PROCESSES,
              Metric.ARGUMENTS_64_KIB,
              Yardstick.MP_POOL,
              new AtLeast(2),
              "twice CPython's pool"),
          row(
              W4,
              PROCESSES,
              Metric.ARGUMENTS_1_MIB,
              Yardstick.MP_POOL,
              new AtLeast(3),
              "on one host three times the best peer, which is CPython's pool at this size"),
          row(W4, PROCESSES, Metric.ARGUMENTS_1_MIB, Yardstick.RAW_LARGE),
          row(
              W5,
              THREADS,
              Metric.ELAPSED,
              Yardstick.JDK_FIXED,
              new Within(1.06),
              "JDK pools take 1.03 times the ideal"),
          row(
              W5,
              VIRTUAL_THREADS,
              Metric.ELAPSED,
              Yardstick.JDK_VIRTUAL,
              new Within(1.06),
              "JDK pools take 1.03 times the ideal"),
          row(
              W5,
              PROCESSES,
              Metric.ELAPSED,
              Yardstick.JDK_FIXED,
              new Within(1.15),
              "two processes of 100 slots each, nearly as good as one pool of 200 threads"),
          row(W5, THREADS, Metric.ELAPSED_HTTP, Yardstick.JDK_FIXED),
          row(W5, VIRTUAL_THREADS, Metric.ELAPSED_HTTP, Yardstick.JDK_VIRTUAL),
          row(W5, PROCESSES, Metric.ELAPSED_HTTP, Yardstick.JDK_FIXED),
          row(
              W6,
              PROCESSES,
              Metric.AFTER_KILL,
              Yardstick.LIMIT,
              new AtMost(1.1),
              "a tenth more than the work left and the start of one bare JVM"),
          row(
              W6,
              PROCESSES,
              Metric.LOST,
              Yardstick.LIMIT,
              new Within(0),
              "a killed worker costs no task its result"),
          row(
              W7,
              PROCESSES,
              Metric.FIRST_RESULT,
              Yardstick.DASK,
              new AtMost(1),
              "no slower to start than the other engine for interactive work"),
          row(W7, PROCESSES, Metric.FIRST_RESULT, Yardstick.BARE_JVM),
          row(
              W8,
              THREADS,
              Metric.WAITING_TASK,
              Yardstick.JDK_FIXED,
              new Within(250),
              "a JDK pool takes some 108 B"),
          row(W8, VIRTUAL_THREADS, Metric.WAITING_TASK, Yardstick.JDK_VIRTUAL),
          row(
              W8,
              PROCESSES,
              Metric.WAITING_TASK,
              Yardstick.JDK_FIXED,
              new Within(350),
              "a task that will travel may weigh 100 B more than one that stays"),
          row(
              W8,
              PROCESSES,
              Metric.IDLE_WORKER,
              Yardstick.BARE_JVM,
              new Within(120),
              "a bare JVM takes some 44 MiB"),
          row(
              METG,
              THREADS,
              Metric.GRAIN_MAP,
              Yardstick.JDK_FIXED,
              new Within(1),
              SMALLEST_GRAIN + "; in one JVM a hundredth of that"),
          row(METG, THREADS, Metric.GRAIN_SUBMIT, Yardstick.JDK_FIXED),
          row(
              METG,
              PROCESSES,
              Metric.GRAIN_MAP,
              Yardstick.JDK_FIXED,
              new Within(10),
              SMALLEST_GRAIN),
          row(
              METG,
              PROCESSES,
              Metric.GRAIN_SUBMIT,
              Yardstick.JDK_FIXED,
              new Within(20),
              SMALLEST_GRAIN));

  private Targets() {}

  /** In the order in which they are shown. */
  static List<Target> of(BenchWorkload workload) {
    return ALL.stream().filter(target -> target.workload() == workload).toList();
  }

  private static Target row(
      BenchWorkload workload, BackendKind backend, Metric metric, Yardstick yardstick) {
    return row(workload, backend, metric, yardstick, Must.Nothing.NOTHING, SHOWN);
  }

  private static Target row(
      BenchWorkload workload,
      BackendKind backend,
      Metric metric,
      Yardstick yardstick,
      Must must,
      String source) {
    return new Target(workload, backend, metric, yardstick, must, source);
  }
}
