package dev.thresher.task;

/**
 * What one stage may have of the workers.
 *
 * @param maxParallel how many of its tasks may run at once, over all workers; at least 1
 * @param priority of stages with tasks that may start, the one with the highest goes first; ties in
 *     plan order
 */
public record WorkerShare(int maxParallel, int priority) {
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** Whatever is free, in plan order. */
  public static final WorkerShare USUAL = new WorkerShare(UNLIMITED, 0);

  public WorkerShare {
    if (maxParallel < 1) {
      throw new IllegalArgumentException("at most " + maxParallel + " tasks at once");
    }
  }

  public boolean isLimited() {
    return maxParallel != UNLIMITED;
  }
}
