package dev.thresher.api.spi;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one timer of all executors of this JVM: deadlines, and pauses before further attempts. */
public final class Timers {
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private Timers() {}

  /**
   * Runs the action on a virtual thread, so that the timer does not wait for it.
   *
   * @return cancel it when it is not needed any more: what it captured is released then
   */
  public static Future<?> after(Duration delay, Runnable action) {
    return TIMER.schedule(
        () -> Thread.startVirtualThread(action), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static ScheduledThreadPoolExecutor timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("thresher-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }
}
