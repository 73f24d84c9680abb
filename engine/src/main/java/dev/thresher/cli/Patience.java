package dev.thresher.cli;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for other processes, which nobody tells us of. */
final class Patience {
  private static final long POLL_MILLIS = 50;

  private Patience() {}

  /** Returns once it is so, the time is up, or the thread is interrupted, which it then stays. */
  static void await(Duration atMost, BooleanSupplier reached) {
    long until = System.nanoTime() + atMost.toNanos();
    while (!reached.getAsBoolean() && System.nanoTime() < until) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
