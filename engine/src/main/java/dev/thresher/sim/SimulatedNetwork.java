package dev.thresher.sim;

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

  private final VirtualTime time;
  private final Conditions conditions;
  private final SplittableRandom random;
  private final Map<String, Long> lastArrival = new HashMap<>();

  SimulatedNetwork(VirtualTime time, Conditions conditions, SplittableRandom random) {
    this.time = time;
    this.conditions = conditions;
    this.random = random;
  }

  /**
   * @param way names the direction; messages on one way keep their order unless told otherwise
   */
  void send(String way, Runnable delivery) {
    if (random.nextDouble() < conditions.dropShare) {
      return;
    }
    deliver(way, delivery);
    if (random.nextDouble() < conditions.duplicateShare) {
      deliver(way, delivery);
    }
  }

  private void deliver(String way, Runnable delivery) {
    double jitter = -StrictMath.log(1 - random.nextDouble()) * conditions.jitterNanos;
    long arrival = time.now() + conditions.latencyNanos + (long) jitter;
    if (!conditions.reorders) {
      arrival = Math.max(arrival, lastArrival.getOrDefault(way, 0L));
      lastArrival.put(way, arrival);
    }
    time.at(arrival, delivery);
  }
}
