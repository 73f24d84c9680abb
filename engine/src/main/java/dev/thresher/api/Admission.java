package dev.thresher.api;

import java.util.concurrent.Semaphore;

/** How many tasks may wait for their start. */
sealed interface Admission {
  Admission UNBOUNDED = new Unbounded();

  /**
   * @param waits for room whatever the executor's policy is
   * @throws Rejected if there is no room, and nobody is to wait for it
   */
  void enter(boolean waits);

  /** A task has started, or ended without. */
  void leave();

  final class Unbounded implements Admission {
    @Override
    public void enter(boolean waits) {}

    @Override
    public void leave() {}
  }

  final class Bounded implements Admission {
    private final int bound;
    private final WhenFull whenFull;
    private final Semaphore room;

    Bounded(int bound, WhenFull whenFull) {
      this.bound = bound;
      this.whenFull = whenFull;
      this.room = new Semaphore(bound);
    }

    @Override
    public void enter(boolean waits) {
      if (room.tryAcquire()) {
        return;
      }
      if (whenFull == WhenFull.REJECT && !waits) {
        throw full("");
      }
      try (var _ = LentSeat.ofThread()) {
        room.acquire();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw full(", and the submitting thread was interrupted while it waited");
      }
    }

    private Rejected full(String more) {
      return new Rejected(
          Rejected.Reason.QUEUE_FULL,
          "as many tasks wait as this executor was told to hold: " + bound + more);
    }

    @Override
    public void leave() {
      room.release();
    }
  }
}
