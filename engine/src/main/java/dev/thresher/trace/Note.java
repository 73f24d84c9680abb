package dev.thresher.trace;

/**
 * What happened to one stretch of tasks, or to one task. Times are those of {@link
 * System#nanoTime}, which on one host is the same clock in every process.
 *
 * @param thread on which it happened
 * @param stage {@link #NO_STAGE} where the batch tells
 * @param batch {@link #NO_BATCH} where it is not known
 * @param from the first task's index
 * @param until the index after the last
 * @param t0 when it happened or began
 * @param t1 of a task, when its own code began; else when it ended, or 0
 * @param t2 of a task, when its own code had ended, else 0
 * @param t3 of a task, when its result had the form in which it is reported, else 0
 */
public record Note(
    Kind kind,
    int stage,
    long thread,
    long batch,
    long from,
    long until,
    long t0,
    long t1,
    long t2,
    long t3) {
  public static final int NO_STAGE = 0;
  public static final long NO_BATCH = 0;

  /** In the order in which they happen. The order is part of the file: added to at the end. */
  public enum Kind {
    /** Coordinator: the run began. */
    BEGAN,
    /** Coordinator: a batch is sent on its way. */
    HANDED,
    /** Coordinator: it has been encoded. */
    ENCODED,
    /** Worker: it has been decoded. */
    DECODED,
    /** Worker: it is told of a batch. */
    TAKEN,
    /** Worker: a task has run. */
    RAN,
    /** Worker: results have been encoded. */
    PACKED,
    /** Coordinator: they have been decoded. */
    UNPACKED,
    /** Coordinator: it is told of results. */
    HEARD,
    /** Coordinator: results are committed and combined. */
    TOLD,
    /** Worker: a slot has run what it had of a batch. */
    SERVED
  }
}
