package dev.thresher.sim;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that jumps from one thing that happens to the next. Ties keep the order of planning. */
final class VirtualTime {
  private record Planned(long atNanos, long order, Runnable action) implements Comparable<Planned> {
    private static final Comparator<Planned> ORDER =
        Comparator.comparingLong(Planned::atNanos).thenComparingLong(Planned::order);

    @Override
    public int compareTo(Planned other) {
      return ORDER.compare(this, other);
    }
  }

  private final PriorityQueue<Planned> planned = new PriorityQueue<>();
  private long now;
  private long order;

  /** Nanoseconds since the simulation began. */
  long now() {
    return now;
  }

  void at(long nanos, Runnable action) {
    planned.add(new Planned(Math.max(now, nanos), order++, action));
  }

  void after(long nanos, Runnable action) {
    at(now + nanos, action);
  }

  /** Lets the next thing happen; false if there is none. */
  boolean step() {
    var next = planned.poll();
    if (next == null) {
      return false;
    }
    now = next.atNanos;
    next.action.run();
    return true;
  }
}
