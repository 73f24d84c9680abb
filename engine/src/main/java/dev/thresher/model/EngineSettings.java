package dev.thresher.model;

import java.time.Duration;

/**
 * How the engine behaves, apart from what a workload computes. Each key is explained in {@code
 * reference.conf}; a record refuses values that cannot work and names the key.
 */
public record EngineSettings(
    Threads threads,
    Processes processes,
    Schedule schedule,
    Ledger ledger,
    Transport transport,
    Cluster cluster) {

  /** With a ledger, over channels of the workers' own. */
  public EngineSettings(Threads threads, Processes processes, Schedule schedule) {
    this(threads, processes, schedule, Ledger.ON, Transport.DIRECT, Cluster.USUAL);
  }

  /** The same, with other signs of life of worker processes. */
  public EngineSettings withBeat(Duration beat) {
    return new EngineSettings(
        threads, processes.withBeat(beat), schedule, ledger, transport, cluster);
  }

  /** The same, with another way between coordinator and worker processes. */
  public EngineSettings withTransport(Transport other) {
    return new EngineSettings(threads, processes, schedule, ledger, other, cluster);
  }

  /** The same, with other terms for hosts of a cluster. */
  public EngineSettings withCluster(Cluster other) {
    return new EngineSettings(threads, processes, schedule, ledger, transport, other);
  }

  /**
   * {@code thresher.cluster}: how runs on several machines come to their files.
   *
   * @param largestFile most bytes of one file that is sent to a host or taken from one
   */
  public record Cluster(SharedFilesystem sharedFilesystem, long largestFile) {
    public static final Cluster USUAL = new Cluster(SharedFilesystem.AUTO, 4L << 30);
  }

  /** Whether hosts see the files of the host from which a run is started. */
  public enum SharedFilesystem {
    /** Those that see the run's directory do; to the others files are sent. */
    AUTO,
    /** They must; others are refused. */
    TRUE,
    /** Files are sent to all of them, whatever they see. */
    FALSE
  }

  /** {@code thresher.ledger}: whether a run of a file can be resumed. */
  public enum Ledger {
    ON,
    OFF
  }

  /** {@code thresher.transport}: what carries tasks to worker processes and results back. */
  public enum Transport {
    /** That of a cluster which the workers join: TCP with TLS. */
    ARTERY("artery tls-tcp"),
    /** A socket of each worker's own, on one host and without a cluster. */
    DIRECT("direct unix");

    private final String label;

    Transport(String label) {
      this.label = label;
    }

    /** As reports tell it. */
    public String label() {
      return label;
    }
  }

  /** Which executor the routees' own threads come from. */
  public enum DispatcherKind {
    FIXED,
    FORK_JOIN,
    VIRTUAL
  }

  /** Which free worker is served next. */
  public enum Routing {
    LEAST_LOADED,
    ROUND_ROBIN,
    RANDOM
  }

  /**
   * {@code thresher.threads}.
   *
   * @param dispatcher executor of the pool router's routees
   * @param poolSize routees; 0 means as many as workers are asked for
   */
  public record Threads(DispatcherKind dispatcher, int poolSize) {
    public Threads {
      require(poolSize >= 0, "thresher.threads.pool-size", ">= 0", poolSize);
    }
  }

  /**
   * {@code thresher.processes}.
   *
   * @param slots tasks that one worker process runs at once
   * @param heapMebibytes of each worker; 0 means 70 % of the memory divided by the workers, at most
   *     1024
   * @param startTimeout from the start of a worker process to its registration
   * @param lease a worker that is not heard of for so long is taken for lost
   * @param beat time between two signs of life
   * @param respawnLimit how often a worker's place is filled again within {@code respawnWindow}
   */
  public record Processes(
      int slots,
      int heapMebibytes,
      Duration startTimeout,
      Duration lease,
      Duration beat,
      int respawnLimit,
      Duration respawnWindow) {
    public Processes {
      require(slots >= 1, "thresher.processes.slots", ">= 1", slots);
      require(heapMebibytes >= 0, "thresher.processes.heap-mebibytes", ">= 0", heapMebibytes);
      require(startTimeout.isPositive(), "thresher.processes.start-timeout", "> 0", startTimeout);
      require(
          lease.compareTo(beat.multipliedBy(3)) >= 0,
          "thresher.processes.lease",
          ">= 3 x thresher.processes.beat",
          lease);
      require(beat.isPositive(), "thresher.processes.beat", "> 0", beat);
      require(respawnLimit >= 0, "thresher.processes.respawn-limit", ">= 0", respawnLimit);
      require(
          respawnWindow.isPositive(), "thresher.processes.respawn-window", "> 0", respawnWindow);
    }

    /** The same, with other signs of life. */
    public Processes withBeat(Duration other) {
      return new Processes(
          slots, heapMebibytes, startTimeout, lease, other, respawnLimit, respawnWindow);
    }
  }

  /**
   * {@code thresher.schedule}.
   *
   * @param batchTarget how long one batch should keep a slot busy
   * @param batchLimit most tasks in one batch
   * @param batchesInFlight per slot, the running one included
   * @param window how far beyond the first unfinished task of a stage work is handed out, in tasks
   */
  public record Schedule(
      Duration batchTarget, int batchLimit, int batchesInFlight, long window, Routing routing) {
    public Schedule {
      require(batchTarget.isPositive(), "thresher.schedule.batch-target", "> 0", batchTarget);
      require(batchLimit >= 1, "thresher.schedule.batch-limit", ">= 1", batchLimit);
      require(batchesInFlight >= 1, "thresher.schedule.batches-in-flight", ">= 1", batchesInFlight);
      require(window >= batchLimit, "thresher.schedule.window", ">= batch-limit", window);
    }
  }

  private static void require(boolean holds, String key, String allowed, Object given) {
    if (!holds) {
      throw new IllegalArgumentException(key + " must be " + allowed + ", but is " + given);
    }
  }
}
