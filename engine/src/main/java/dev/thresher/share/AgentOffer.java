package dev.thresher.share;

import java.util.Map;

/**
 * What an agent says of itself, once a beat.
 *
 * @param name by which users know it; one agent has it
 * @param life another number after each start
 * @param host in words
 * @param version the engine's
 * @param slots of all workers that it starts
 * @param isolation what a run's workers there are
 * @param largestHeap that a worker can be given there, in MiB; 0 if nobody knows
 * @param draining takes no new worker
 * @param held slots that runs have there
 */
public record AgentOffer(
    String name,
    long life,
    NodeAddress address,
    String host,
    String version,
    int slots,
    Isolation isolation,
    Map<String, String> labels,
    int largestHeap,
    boolean draining,
    Map<RunKey, Integer> held) {
  /** Of a host whose memory nobody knows. */
  public AgentOffer(
      String name,
      long life,
      NodeAddress address,
      String host,
      String version,
      int slots,
      Isolation isolation,
      Map<String, String> labels,
      boolean draining,
      Map<RunKey, Integer> held) {
    this(name, life, address, host, version, slots, isolation, labels, 0, draining, held);
  }

  public AgentOffer {
    labels = Map.copyOf(labels);
    held = Map.copyOf(held);
  }

  /** What keeps the tasks of a host apart. */
  public enum Isolation {
    /** Each worker is a process with as many slots as its run asks for. */
    PROCESSES,
    /** A run has one worker process there, with all slots, which are threads of it. */
    THREADS
  }

  /** Whether a worker with such a heap can be there; 0 is as much as its host sees fit. */
  public boolean holdsHeap(int mebibytes) {
    return largestHeap == 0 || mebibytes <= largestHeap;
  }

  /** The slots that a worker has there whose run asks for so many. */
  public int slotsOfWorker(int asked) {
    return switch (isolation) {
      case PROCESSES -> asked;
      case THREADS -> slots;
    };
  }
}
