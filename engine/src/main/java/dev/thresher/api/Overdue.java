package dev.thresher.api;

import dev.thresher.api.spi.Seat;
import dev.thresher.api.spi.Timers;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Watches one attempt of a task with a deadline on a thread of this JVM: interrupts it when the
 * deadline passes, and fills the thread's place again if it goes on all the same.
 */
final class Overdue implements AutoCloseable {
  private final SubmittedTask<?> task;
  private final Thread runner;
  private final @Nullable Seat seat;
  private final Duration abandonAfter;
  private @Nullable Future<?> timer;
  private boolean closed;

  private Overdue(SubmittedTask<?> task, Thread runner, Duration abandonAfter) {
    this.task = task;
    this.runner = runner;
    this.seat = Seat.current();
    this.abandonAfter = abandonAfter;
  }

  /** To be closed by the runner when it leaves the attempt. */
  static Overdue watch(
      SubmittedTask<?> task, Thread runner, Duration limit, Duration abandonAfter) {
    var watch = new Overdue(task, runner, abandonAfter);
    watch.after(limit, watch::deadlinePassed);
    return watch;
  }

  private synchronized void after(Duration delay, Runnable action) {
    if (!closed) {
      timer = Timers.after(delay, action);
    }
  }

  private void deadlinePassed() {
    @Nullable TaskOutcome<Object> ended;
    synchronized (this) {
      ended = closed ? null : task.stop(runner);
    }
    if (ended != null) {
      task.settle(ended);
    }
    after(abandonAfter, this::giveUp);
  }

  private void giveUp() {
    synchronized (this) {
      if (closed) {
        return;
      }
      if (seat != null) {
        seat.abandon(task.toString());
      }
    }
    Log.LOG.warn(
        "{} goes on in thread {} although its deadline has passed and it was interrupted;"
            + " a task should end when Thread.interrupted() is true",
        task,
        runner.getName());
    task.giveUp(runner);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
