package dev.thresher.host;

/**
 * When a run in a JVM whose heap is full is past help. It is asked again and again, at least every
 * second, and is as good as its looks: of a process that was stopped meanwhile there are too few.
 * Never allocates. Not safe for several threads.
 */
final class FullHeap {
  private static final long PATIENCE_NANOS = 20_000_000_000L;
  private static final int LEAST_LOOKS = 4;

  /**
   * Of the heap, one part of so many: collectors keep some of it for themselves that is never used.
   */
  private static final long NEARLY_FULL = 10;

  /** Of a large heap a small part is much. */
  private static final long FULL_BYTES = 64 << 20;

  private long aliveNanos;
  private long beats;
  private int looks;
  private boolean suspect;

  FullHeap(long nowNanos) {
    this.aliveNanos = nowNanos;
  }

  /**
   * Whether nothing has moved for too long since the heap was nearly full. That it is full is no
   * reason by itself: a run may need all that it has.
   *
   * @param freeBytes of {@code mostBytes} to which the heap may grow
   * @param beatsNow how often the coordinator has shown that it works
   * @param expected whether it should: it has begun, and not ended
   * @param lost whether a thread is gone, for want of memory, without which the run cannot end
   */
  boolean isPastHelp(
      long nowNanos,
      long freeBytes,
      long mostBytes,
      long beatsNow,
      boolean expected,
      boolean lost) {
    boolean nearlyFull = freeBytes < mostBytes / NEARLY_FULL;
    boolean full = nearlyFull && freeBytes < FULL_BYTES;
    boolean moves = expected ? beatsNow != beats : !full;
    beats = beatsNow;
    if (moves && !lost) {
      aliveNanos = nowNanos;
      looks = 0;
      suspect = nearlyFull;
      return false;
    }
    looks++;
    suspect |= nearlyFull || lost;
    return suspect && looks >= LEAST_LOOKS && nowNanos - aliveNanos >= PATIENCE_NANOS;
  }
}
