package dev.thresher.compare;

/**
 * One ground for the verdict.
 *
 * @param weight how much of the difference it accounts for, seconds of a run; reasons are ranked by
 *     it
 * @param sentence with its numbers
 */
public record Reason(Topic topic, double weight, String sentence) {
  public enum Topic {
    WALL_TIME,
    START_UP,
    OVERHEAD,
    TRANSPORT,
    SLOW_DOWN,
    /** Why a task takes longer while others run. */
    CAUSE,
    GARBAGE_COLLECTION,
    WAITING,
    PARALLELISM,
    MEMORY,
    ISOLATION
  }
}
