package dev.thresher.trace;

/**
 * What the thread of one task used between the beginning and the end of the task's own code.
 * Nanoseconds, and bytes; {@link #UNKNOWN} where the system or the JVM does not tell.
 *
 * @param index of the task
 * @param processor on a processor
 * @param ready it could have run, but others had the processors
 * @param monitor it waited for a monitor that another thread held; in steps of a millisecond, right
 *     on average
 * @param parked it was parked, waited to be notified, or slept; in the same steps
 * @param allocated on the heap, bytes
 */
public record Spent(
    int stage,
    long batch,
    long index,
    long processor,
    long ready,
    long monitor,
    long parked,
    long allocated) {
  public static final long UNKNOWN = -1;
}
