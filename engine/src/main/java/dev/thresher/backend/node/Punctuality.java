package dev.thresher.backend.node;

import java.time.Duration;

/**
 * Whether the beats of this node come in time. After one that is late, since the process or its
 * host was stopped, the silence of others says nothing: what they have said meanwhile waits to be
 * heard, and is heard before the next beat. Not safe for several threads.
 */
final class Punctuality {
  private static final int BEATS = 4;

  private final long mostNanos;
  private long lastNanos;

  Punctuality(Duration beat, long nowNanos) {
    this.mostNanos = beat.multipliedBy(BEATS).toNanos();
    this.lastNanos = nowNanos;
  }

  /** To be asked once in each beat. */
  boolean isLate(long nowNanos) {
    boolean late = nowNanos - lastNanos > mostNanos;
    lastNanos = nowNanos;
    return late;
  }
}
