package dev.thresher.backend.node;

import dev.thresher.share.NodeAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * To whom nothing is said for a while. Where packets are lost, the system sends those of a
 * connection again after ever longer times, so that it stands still for as long as the network was
 * away once that is back. A connection over which nothing is said for {@code
 * stop-idle-outbound-after} is given up, and the next word makes a new one. Safe for several
 * threads.
 */
final class Rests {
  /**
   * Of silence, before a connection is taken for one that stands still. Not less than a lease:
   * where many packets are lost an old connection is more likely to bring a word in time than a new
   * one.
   */
  static final Duration SILENCE = NodeTimes.STANDARD.lease();

  /** Longer than it takes until an idle connection is given up. */
  static final Duration REST = Duration.ofSeconds(5);

  /** For a new connection to bring an answer. */
  static final Duration TRIAL = Duration.ofSeconds(8);

  private final Map<NodeAddress, Long> begun = new ConcurrentHashMap<>();

  /** Nothing has been heard of that node for {@link #SILENCE}; may be said again and again. */
  void unheard(NodeAddress node, long nowNanos) {
    begun.merge(
        node, nowNanos, (before, now) -> now - before < REST.plus(TRIAL).toNanos() ? before : now);
  }

  /** Whether something may be said to that node. */
  boolean isOver(NodeAddress node, long nowNanos) {
    var since = begun.get(node);
    return since == null || nowNanos - since >= REST.toNanos();
  }
}
