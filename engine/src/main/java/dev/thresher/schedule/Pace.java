package dev.thresher.schedule;

/**
 * How long tasks of one stage take, and how many of them make a good batch.
 *
 * <p>A batch aims at a time. Its size starts at one task, at most doubles when a batch of at least
 * that size has come back, and falls at once when tasks turn out longer or uneven: n tasks are
 * taken to last n·mean + 2·√n·σ, which 97 of 100 batches keep if times are about independent.
 */
final class Pace {
  /** Weight of a new observation at least; the first ones weigh more. */
  private static final double LEAST_WEIGHT = 0.25;

  private final double targetNanos;
  private final int limit;
  private double meanNanos;
  private double varianceNanos;
  private int observations;
  private int size = 1;

  Pace(long targetNanos, int limit) {
    this.targetNanos = targetNanos;
    this.limit = limit;
  }

  /** Tasks in the next batch, before the end of the stage is taken into account. */
  int size() {
    return size;
  }

  /** Most tasks in one batch, however short they are. */
  int limit() {
    return limit;
  }

  /** Estimated time of one task; 0 before the first has ended. */
  double meanNanos() {
    return meanNanos;
  }

  /** Whether a single task takes so long, for all that is known, that others should not wait. */
  boolean isLong() {
    return observations == 0 || meanNanos > targetNanos;
  }

  /**
   * Some tasks have ended.
   *
   * @param batchSize of what one slot was given of the batch to which they belong
   */
  void observe(int tasks, double sumNanos, double sumOfSquares, long batchSize) {
    double mean = sumNanos / tasks;
    double within = Math.max(0, sumOfSquares / tasks - mean * mean);
    double weight = Math.max(LEAST_WEIGHT, 1.0 / ++observations);
    double difference = mean - meanNanos;
    meanNanos += weight * difference;
    varianceNanos =
        (1 - weight) * (varianceNanos + weight * difference * difference) + weight * within;
    resize(batchSize);
  }

  private void resize(long batchSize) {
    int fitting = (int) Math.clamp((long) fitting(), 1, limit);
    if (fitting < size) {
      size = fitting;
    } else if (batchSize >= size) {
      size = Math.min(fitting, 2 * size);
    }
  }

  // The positive root of n·mean + 2·√n·σ = target, in √n.
  private double fitting() {
    double mean = Math.max(1, meanNanos);
    double deviation = Math.sqrt(varianceNanos);
    double root = (Math.sqrt(deviation * deviation + mean * targetNanos) - deviation) / mean;
    return root * root;
  }
}
