package dev.thresher.api;

import org.jspecify.annotations.Nullable;

/**
 * How many bytes the next result is likely to take, by those before it, as far as sizes are known:
 * as many as the largest of late. For the reader's thread, but for {@link #isThere}.
 */
final class ResultSizes {
  private static final long NONE_YET = -1;

  private volatile long first = NONE_YET;
  private boolean isAnyRead;
  private long ofOne;

  /** There is a result, on whatever thread. The first one tells before it is read. */
  void isThere(@Nullable Object result) {
    if (first == NONE_YET) {
      first = KnownSize.of(result);
    }
  }

  // Writes what changes only: workers read what lies beside it at each end of a task.
  void read(@Nullable Object result) {
    long size = KnownSize.of(result);
    long next = size >= ofOne ? size : (ofOne + size) / 2;
    if (next != ofOne) {
      ofOne = next;
    }
    if (!isAnyRead) {
      isAnyRead = true;
    }
  }

  /** Whether anything can be said. */
  boolean isKnown() {
    return isAnyRead || first != NONE_YET;
  }

  /** 0 if it is not known. */
  long ofOne() {
    return isAnyRead ? ofOne : Math.max(0, first);
  }
}
