package dev.thresher.bench;

/** What does the same work without this engine, in the same run. */
public enum Yardstick {
  JDK_FIXED("JDK fixed pool"),
  FORK_JOIN("ForkJoinPool"),
  JDK_VIRTUAL("JDK virtual threads"),
  /** A second JVM behind a socket, a system call for each task and each answer. */
  RAW_SINGLE("raw TCP, one write each"),
  /** The same, 5,000 tasks a write. */
  RAW_BATCHED("raw TCP, batched"),
  RAW_BLOCKING("raw TCP, blocking"),
  RAW_LARGE("raw TCP"),
  BARE_JVM("bare JVM"),
  MP_POOL("mp.Pool"),
  PROCESS_POOL("ProcessPoolExecutor"),
  /** Its executor over two members in JVMs of their own; see {@link Peers}. */
  HAZELCAST("Hazelcast"),
  DASK("Dask"),
  /** What remains if nothing but the work itself took time. */
  LIMIT("work left + bare JVM");

  private final String word;

  Yardstick(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** Whether it has to be installed by whoever wants to compare. */
  boolean isPeer() {
    return this == HAZELCAST || this == DASK;
  }

  boolean isPython() {
    return this == MP_POOL || this == PROCESS_POOL;
  }
}
