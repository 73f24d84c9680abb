package dev.thresher.api.spi;

import dev.thresher.api.CancelLevel;
import org.jspecify.annotations.Nullable;

/**
 * The seat of a thread among the workers of an executor in this JVM. A thread that waits for
 * another task lends its seat to a spare one meanwhile, so that tasks may submit tasks and wait for
 * them however few workers there are.
 */
public interface Seat {
  /** The seat of the calling thread; null if it is no worker, or one of a site without a limit. */
  static @Nullable Seat current() {
    return SeatHolder.CURRENT.get();
  }

  /** Says that the calling thread is a worker, for the rest of its life. */
  static void take(Seat seat) {
    SeatHolder.CURRENT.set(seat);
  }

  boolean isAt(Site site);

  /** The thread of this seat is about to block: one more may work until {@link #takeBack}. */
  void lend();

  void takeBack();

  /**
   * The thread goes on although it was interrupted: its place is filled again, until it comes back.
   *
   * @param what the task, for a message
   */
  void abandon(String what);

  /** Tasks that the thread runs while it waits in others. */
  int depth();

  void depth(int tasks);

  /** Why {@link CancelLevel#FORCE} is refused here. */
  String NO_FORCE =
      "a thread cannot be ended by force; cancel(true) interrupts it, and Thresher.processes runs"
          + " tasks where they can be killed";
}
