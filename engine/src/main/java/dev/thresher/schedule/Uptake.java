package dev.thresher.schedule;

/**
 * Results that are committed and wait for being taken in, that is combined and written. Of too many
 * of them nothing more is handed out until half of them are gone, so that what a slow disk costs is
 * time and not memory: what waits is bounded by this and what was in flight.
 */
final class Uptake {
  private static final int PARTS_TO_GO_ON = 2;

  private final Volume most;
  private Volume waiting = Volume.NONE;
  private boolean full;

  /**
   * @param most may wait; {@link Volume#UNLIMITED} where nobody tells what has been taken in
   */
  Uptake(Volume most) {
    this.most = most;
  }

  void committed(Decision.Commit commit) {
    if (!most.equals(Volume.UNLIMITED)) {
      waiting = waiting.plus(Volume.of(commit));
      full |= waiting.reaches(most, 1);
    }
  }

  void takenIn(Volume taken) {
    waiting = waiting.minus(taken);
    full &= waiting.reaches(most, PARTS_TO_GO_ON);
  }

  boolean isFull() {
    return full;
  }
}
