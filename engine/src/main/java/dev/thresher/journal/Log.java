package dev.thresher.journal;

import java.util.function.Consumer;

/**
 * An append-only log of entries. Whoever appends is not kept waiting: entries reach the disk
 * together with others, in their order, and what has reached it is told afterwards.
 */
public interface Log {
  /** Takes nothing down: without a ledger nothing waits. */
  Log NONE =
      new Log() {
        @Override
        public void listen(Consumer<LogNews> listener) {}

        @Override
        public void append(Entry entry, boolean urgent) {}

        @Override
        public long needNotWait() {
          return Long.MAX_VALUE;
        }
      };

  /** Who is told how far the log is, from any thread; before the first append. */
  void listen(Consumer<LogNews> listener);

  /**
   * Appends one entry; entries count from 1 in the order of these calls. Without effect once the
   * log has failed.
   *
   * @param urgent somebody waits: the disk is to be asked at once
   */
  void append(Entry entry, boolean urgent);

  /** Entries up to this one need not be waited for. */
  default long needNotWait() {
    return 0;
  }
}
