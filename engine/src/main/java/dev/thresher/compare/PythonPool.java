package dev.thresher.compare;

import java.util.Arrays;
import java.util.Optional;

/**
 * A pool of Python's standard library. It does the same work as the backends in the same
 * comparison, as a yardstick: it is measured and shown, and never chosen.
 */
public enum PythonPool implements ArmPlace {
  THREAD_POOL("thread-pool", "ThreadPoolExecutor"),
  PROCESS_POOL("process-pool", "ProcessPoolExecutor"),
  MULTIPROCESSING_POOL("mp-pool", "multiprocessing.Pool");

  /** What the keyword of each begins with. */
  public static final String PREFIX = "python:";

  private final String word;
  private final String type;

  PythonPool(String word, String type) {
    this.word = word;
    this.type = type;
  }

  @Override
  public String keyword() {
    return PREFIX + word;
  }

  /** The keyword without what all of them begin with. */
  public String word() {
    return word;
  }

  /** What Python calls it. */
  public String type() {
    return type;
  }

  /**
   * @param word without {@link #PREFIX}
   */
  public static Optional<PythonPool> of(String word) {
    return Arrays.stream(values()).filter(pool -> pool.word.equals(word)).findFirst();
  }
}
