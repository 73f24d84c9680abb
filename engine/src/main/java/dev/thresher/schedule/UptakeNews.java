package dev.thresher.schedule;

import java.util.Optional;

/**
 * Says when a schedule is to be told of what has been taken in: not of each commit, and of little
 * enough at a time that nothing ever waits for what is not told.
 */
public final class UptakeNews {
  private static final int PARTS = 16;

  private final Volume most;
  private Volume untold = Volume.NONE;

  /**
   * @param most that may wait, see {@link SchedulingLimits}
   */
  public UptakeNews(Volume most) {
    this.most = most;
  }

  /** One more commit has been taken in; gives what is to be told now. */
  public Optional<Volume> takenIn(Decision.Commit commit) {
    untold = untold.plus(Volume.of(commit));
    if (!untold.reaches(most, PARTS)) {
      return Optional.empty();
    }
    var news = untold;
    untold = Volume.NONE;
    return Optional.of(news);
  }
}
