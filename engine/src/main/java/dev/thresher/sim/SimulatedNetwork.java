package dev.thresher.sim;

import dev.thresher.model.Incarnation;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Carries messages between coordinator and workers: late, and by its conditions not at all, twice
 * or out of order.
 */
final class SimulatedNetwork {
  /**
   * @param latencyNanos of every message
   * @param jitterNanos mean of what comes on top
   * @param dropShare of the messages that get lost
   * @param duplicateShare of those that arrive twice
   * @param reorders whether a message may overtake another one on the same way
   */
  record Conditions(
      long latencyNanos,
      long jitterNanos,
      double dropShare,
      double duplicateShare,
      boolean reorders) {}

  /** Messages on one way keep their order unless the conditions say otherwise. */
  record Way(Incarnation worker, boolean toWorker) {}

  private final VirtualTime time;
  private final Conditions conditions;
  private final SplittableRandom random;
  private final Map<Way, Long> lastArrival = new HashMap<>();

  SimulatedNetwork(VirtualTime time, Conditions conditions, SplittableRandom random) {
    this.time = time;
    this.conditions = conditions;
    this.random = random;
  }

  void send(Way way, Runnable delivery) {
    if (random.nextDouble() < conditions.dropShare) {
      return;
    }
    deliver(way, delivery);
    if (random.nextDouble() < conditions.duplicateShare) {
      deliver(way, delivery);
    }
  }

  private void deliver(Way way, Runnable delivery) {
    double jitter = -StrictMath.log(1 - random.nextDouble()) * conditions.jitterNanos;
    long arrival = time.now() + conditions.latencyNanos + (long) jitter;
    if (!conditions.reorders) {
      arrival = Math.max(arrival, lastArrival.getOrDefault(way, 0L));
      lastArrival.put(way, arrival);
    }
    time.at(arrival, delivery);
  }
}
