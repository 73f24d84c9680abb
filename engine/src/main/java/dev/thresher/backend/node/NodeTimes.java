package dev.thresher.backend.node;

import java.time.Duration;

/**
 * The times of a cluster.
 *
 * @param beat between two words of how things stand
 * @param lease how long a node may be unheard of before others take it for lost; a pause of its JVM
 *     of 10 s must not be enough
 * @param orphanGrace how long an agent keeps the workers of a driver that it does not hear
 */
public record NodeTimes(Duration beat, Duration lease, Duration orphanGrace) {
  public static final NodeTimes STANDARD =
      new NodeTimes(Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofSeconds(30));
}
