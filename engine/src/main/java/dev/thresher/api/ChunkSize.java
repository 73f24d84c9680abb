package dev.thresher.api;

import java.util.OptionalInt;

/**
 * How many items travel together, so that a chunk takes about {@link #TARGET_NANOS}: begins with
 * one, grows by at most four with each that came back, shrinks at once. Pure.
 */
final class ChunkSize {
  /** What it costs to hand a chunk over is small beside this, and an idle end is short. */
  static final long TARGET_NANOS = 20_000_000;

  /** A chunk that runs so long gives back what it has not begun. */
  private static final long BUDGET_NANOS = 5 * TARGET_NANOS;

  private static final int GROWTH = 4;

  private final boolean isFixed;
  private final int most;
  private double nanosPerItem;
  private int size;

  /**
   * @param fixed the size, if the caller has chosen it
   * @param most items in a chunk otherwise
   */
  ChunkSize(OptionalInt fixed, int most) {
    this.isFixed = fixed.isPresent();
    this.most = most;
    this.size = fixed.orElse(1);
  }

  boolean isFixed() {
    return isFixed;
  }

  int size() {
    return size;
  }

  /** After which a chunk begins no further item. */
  long budgetNanos() {
    return isFixed ? Long.MAX_VALUE : BUDGET_NANOS;
  }

  /**
   * A chunk came back.
   *
   * @param items of it that have run; at least 1
   */
  void measured(int items, long nanos) {
    double now = Math.max(1, (double) nanos / items);
    nanosPerItem = nanosPerItem == 0 || now > nanosPerItem ? now : (nanosPerItem + now) / 2;
    double wanted = TARGET_NANOS / nanosPerItem;
    // A small chunk of earlier times says that items are quick, and not that chunks should shrink.
    double grown = Math.max(size, Math.min(wanted, (double) GROWTH * items));
    resize(wanted < size ? wanted : grown);
  }

  /** The input gave so few items in the time that a chunk may wait for. */
  void limitedBy(int items) {
    resize(Math.min(size, items));
  }

  private void resize(double items) {
    if (!isFixed) {
      size = (int) Math.clamp(items, 1, most);
    }
  }
}
