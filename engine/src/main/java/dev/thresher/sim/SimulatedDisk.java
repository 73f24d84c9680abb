package dev.thresher.sim;

import dev.thresher.journal.Entry;
import dev.thresher.journal.Log;
import dev.thresher.journal.LogNews;
import dev.thresher.journal.LogNews.State;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A ledger on a disk that is slow, fills, or fails. Entries reach it in groups, in their order. Of
 * what had not reached it when the coordinator ended, some may be there all the same: a write that
 * nobody has heard of, down to where it was torn.
 */
final class SimulatedDisk implements Log {
  /** How long a disk that is full is left alone before it is asked again. */
  private static final long ASK_AGAIN_NANOS = 100_000_000;

  /**
   * What the disk does.
   *
   * @param forceNanos how long it takes for a group at most
   * @param fullFromNanos from when until when it is full
   * @param fails the group, counted from 1, with which it fails for good; 0 for none
   */
  record Conduct(long forceNanos, long fullFromNanos, long fullUntilNanos, int fails) {
    static final Conduct SOUND = new Conduct(100_000, 0, 0, 0);

    boolean isFullAt(long nanos) {
      return nanos >= fullFromNanos && nanos < fullUntilNanos;
    }
  }

  private final Conduct conduct;
  private final SplittableRandom random;
  private final List<Entry> entries = new ArrayList<>();
  private @Nullable VirtualTime time;
  private Runnable moved = () -> {};
  private LogNews news = new LogNews(0, State.FLOWING, "");
  private OptionalLong failedAtNanos = OptionalLong.empty();
  private boolean busy;
  private int groups;

  SimulatedDisk(Conduct conduct, SplittableRandom random) {
    this.conduct = conduct;
    this.random = random;
  }

  /** From now on it takes down; once. */
  void begin(VirtualTime clock) {
    time = clock;
  }

  private VirtualTime time() {
    if (time == null) {
      throw new IllegalStateException("nothing is written before the coordinator begins");
    }
    return time;
  }

  @Override
  public void listen(Runnable whenMoved) {
    moved = whenMoved;
  }

  @Override
  public LogNews news() {
    return news;
  }

  @Override
  public void append(Entry entry, boolean urgent) {
    if (news.state() != State.FAILED) {
      entries.add(entry);
      write();
    }
  }

  private void write() {
    if (!busy && entries.size() > news.durable()) {
      busy = true;
      long upTo = entries.size();
      time().after(1 + random.nextLong(conduct.forceNanos()), () -> written(upTo));
    }
  }

  private void written(long upTo) {
    busy = false;
    groups++;
    if (groups == conduct.fails()) {
      busy = true; // for good
      failedAtNanos = OptionalLong.of(time().now());
      news = new LogNews(news.durable(), State.FAILED, "the seed wants it");
    } else if (conduct.isFullAt(time().now())) {
      news = new LogNews(news.durable(), State.WAITING, "full, as the seed wants it");
      busy = true;
      time().after(ASK_AGAIN_NANOS, () -> written(upTo));
    } else {
      news = new LogNews(upTo, State.FLOWING, "");
      write();
    }
    moved.run();
  }

  /** When it failed for good; empty if it did not. */
  OptionalLong failedAtNanos() {
    return failedAtNanos;
  }

  /** What the next life finds of this one: all that was told to be there, and perhaps more. */
  List<Entry> found() {
    int told = (int) news.durable();
    return List.copyOf(entries.subList(0, told + random.nextInt(entries.size() - told + 1)));
  }
}
