package dev.thresher.journal;

/**
 * An append-only log of entries. Whoever appends is not kept waiting: entries reach the disk
 * together with others, in their order, and what has reached it is told afterwards.
 */
public interface Log {
  /** Takes nothing down: without a ledger nothing waits. */
  Log NONE =
      new Log() {
        @Override
        public void listen(Runnable moved) {}

        @Override
        public LogNews news() {
          return new LogNews(Long.MAX_VALUE, LogNews.State.FLOWING, "");
        }

        @Override
        public void append(Entry entry, boolean urgent) {}
      };

  /**
   * @param moved is run, on any thread, whenever {@link #news} has changed; must return at once
   */
  void listen(Runnable moved);

  /** How far it is. */
  LogNews news();

  /**
   * Appends one entry; entries count from 1 in the order of these calls. Without effect once the
   * log has failed.
   *
   * @param urgent somebody waits: the disk is to be asked at once
   */
  void append(Entry entry, boolean urgent);
}
