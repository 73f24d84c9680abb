package dev.thresher.bench;

import dev.thresher.api.Thresher;
import dev.thresher.api.WorkerInfo;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Executors, processes and pools that take part, opened when they are first wanted and kept for all
 * workloads: that a JVM has to start is measured by W7 alone. For one thread.
 */
final class Parties implements AutoCloseable {
  /** Workers of everybody. */
  static final int WORKERS = 2;

  private static final long NAP_MILLIS = 20;

  private final List<BackendKind> backends;
  private final Transport transport;
  private final Peers peers;
  private final Map<BackendKind, Thresher> ours = new EnumMap<>(BackendKind.class);
  private final Map<Yardstick, ExecutorService> pools = new EnumMap<>(Yardstick.class);
  private final List<AutoCloseable> opened = new ArrayList<>();
  private @Nullable RawJvm raw;
  private @Nullable Optional<PythonPools> python;

  /**
   * @param transport of our worker processes
   * @param peers closed with these
   */
  Parties(List<BackendKind> backends, Transport transport, Peers peers) {
    this.backends = List.copyOf(backends);
    this.transport = transport;
    this.peers = kept(peers);
  }

  Transport transport() {
    return transport;
  }

  List<BackendKind> backends() {
    return backends;
  }

  boolean has(BackendKind backend) {
    return backends.contains(backend);
  }

  Thresher ours(BackendKind backend) throws Exception {
    var known = ours.get(backend);
    if (known == null) {
      known = kept(open(backend));
      ours.put(backend, known);
      begin(known);
    }
    return known;
  }

  /** Waits until all workers have come up and run something. */
  static void begin(Thresher pool) throws Exception {
    var first = new ArrayList<Future<Long>>();
    for (int task = 0; task < 2 * WORKERS; task++) {
      first.add(pool.submit(() -> BenchTasks.nap(0, NAP_MILLIS)));
    }
    for (var future : first) {
      future.get();
    }
    while (pool.workers().stream().anyMatch(Parties::isStarting)) {
      Thread.sleep(NAP_MILLIS);
    }
  }

  private static boolean isStarting(WorkerInfo worker) {
    return worker.state() == WorkerInfo.State.STARTING;
  }

  /** New worker processes of this engine. */
  Thresher processes() {
    return processes(transport);
  }

  static Thresher processes(Transport transport) {
    var by = dev.thresher.api.Transport.valueOf(transport.name());
    return Thresher.builder().processes(WORKERS).transport(by).open();
  }

  private Thresher open(BackendKind backend) {
    return switch (backend) {
      case THREADS -> Thresher.threads(WORKERS);
      case VIRTUAL_THREADS -> Thresher.virtualThreads();
      case PROCESSES -> processes();
      case CLUSTER -> throw new IllegalArgumentException("several machines are not measured");
    };
  }

  /** The JDK's own executor of this kind. */
  ExecutorService jdk(Yardstick kind) {
    return pools.computeIfAbsent(
        kind,
        _ ->
            kept(
                switch (kind) {
                  case FORK_JOIN -> new ForkJoinPool(WORKERS);
                  case JDK_VIRTUAL -> Executors.newVirtualThreadPerTaskExecutor();
                  case JDK_FIXED -> Executors.newFixedThreadPool(WORKERS);
                  case RAW_SINGLE,
                      RAW_BATCHED,
                      RAW_BLOCKING,
                      RAW_LARGE,
                      BARE_JVM,
                      MP_POOL,
                      PROCESS_POOL,
                      HAZELCAST,
                      DASK,
                      LIMIT ->
                      throw new IllegalArgumentException(kind + " is no executor");
                }));
  }

  RawJvm raw() throws IOException {
    if (raw == null) {
      raw = kept(RawJvm.start());
    }
    return raw;
  }

  Optional<PythonPools> python() throws IOException {
    if (python == null) {
      python = PythonPools.start();
      python.ifPresent(this::kept);
    }
    return python;
  }

  Peers peers() {
    return peers;
  }

  /** Why there is no figure of it. */
  String missing(Yardstick yardstick) throws IOException, InterruptedException {
    if (yardstick.isPython()) {
      return "needs a python3 on the PATH";
    }
    return yardstick.isPeer() && peers.start(yardstick) instanceof Peers.Start.Impossible(var why)
        ? why
        : "no " + yardstick.word() + " in this run";
  }

  /** Closes it with the others. */
  <T extends AutoCloseable> T kept(T party) {
    opened.add(party);
    return party;
  }

  @Override
  public void close() throws Exception {
    for (var party : opened.reversed()) {
      party.close();
    }
  }
}
