package dev.thresher.execute;

import dev.thresher.host.SignsOfLife;
import dev.thresher.protocol.ReportPace;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Looks after slots every few milliseconds while one is busy, and sleeps otherwise: reports results
 * that wait behind a long task, and enforces deadlines.
 */
final class SlotWatch implements AutoCloseable {
  private final BooleanSupplier busy;
  private final LongConsumer tick;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean sleeping;

  SlotWatch(BooleanSupplier busy, LongConsumer tick) {
    this.busy = busy;
    this.tick = tick;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("thresher-slot-watch")
            .uncaughtExceptionHandler(SignsOfLife.NEEDED)
            .start(this::watch);
  }

  /** A slot has become busy. */
  void wake() {
    if (sleeping) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void watch() {
    while (!closed) {
      sleeping = true;
      // Checked after the flag is up: an assignment in between sees the flag and wakes us.
      if (!busy.getAsBoolean() && !closed) {
        LockSupport.park(this);
      }
      sleeping = false;
      tick.accept(System.nanoTime());
      LockSupport.parkNanos(this, ReportPace.SOON_NANOS);
    }
  }
}
