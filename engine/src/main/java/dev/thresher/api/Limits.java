package dev.thresher.api;

/**
 * How much of a map is under way at once: submitted, and not yet read.
 *
 * @param items at most, at least 1
 * @param atFirst as long as nothing is known of the size of results
 * @param bytes at most, as far as sizes are known; one item more may come
 * @param tasks at most, if items travel together
 * @param chunk most items that travel together
 */
record Limits(long items, long atFirst, long bytes, int tasks, int chunk) {
  private static final int LEAST_ITEMS = 256;
  private static final int MOST_WORKERS = 256;
  private static final int TASKS_PER_WORKER = 4;
  private static final long BYTES = 64L << 20;

  /** Of plain numbers it stays below what has to be written to a file to travel. */
  private static final int MOST_IN_CHUNK = 16_384;

  /**
   * @param width tasks that run at once
   */
  static Limits of(int width, MapSettings settings, boolean isChunked) {
    long bytes = settings.windowBytes().orElse(BYTES);
    int ahead = TASKS_PER_WORKER * Math.min(width, MOST_WORKERS);
    if (!isChunked) {
      int items = settings.window().orElse(Math.max(LEAST_ITEMS, ahead));
      return new Limits(items, Math.min(items, ahead), bytes, Integer.MAX_VALUE, 1);
    }
    if (settings.window().isEmpty()) {
      return new Limits(Long.MAX_VALUE, ahead, bytes, ahead, MOST_IN_CHUNK);
    }
    int items = settings.window().getAsInt();
    return new Limits(items, Math.min(items, ahead), bytes, ahead, Math.max(1, 2 * items / ahead));
  }
}
