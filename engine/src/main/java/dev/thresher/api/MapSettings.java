package dev.thresher.api;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a map is read.
 *
 * @param window most items that have been taken from the input and not yet been read
 * @param windowBytes the same in bytes, as far as sizes are known
 * @param chunk items that travel together; empty leaves it to the place
 */
record MapSettings(
    boolean isOrdered,
    OptionalInt window,
    OptionalLong windowBytes,
    OptionalInt chunk,
    OnError onError,
    Optional<Duration> timeout,
    boolean isSameLength) {
  static final MapSettings DEFAULT =
      new MapSettings(
          true,
          OptionalInt.empty(),
          OptionalLong.empty(),
          OptionalInt.empty(),
          OnError.FAIL_FAST,
          Optional.empty(),
          false);

  MapSettings inOrder() {
    return new MapSettings(true, window, windowBytes, chunk, onError, timeout, isSameLength);
  }

  MapSettings asCompleted() {
    return new MapSettings(false, window, windowBytes, chunk, onError, timeout, isSameLength);
  }

  MapSettings withWindow(int items) {
    var atLeastOne = OptionalInt.of(positive("window", items));
    return new MapSettings(
        isOrdered, atLeastOne, windowBytes, chunk, onError, timeout, isSameLength);
  }

  MapSettings withWindowBytes(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("windowBytes must be >= 1, but is " + bytes);
    }
    return new MapSettings(
        isOrdered, window, OptionalLong.of(bytes), chunk, onError, timeout, isSameLength);
  }

  MapSettings withChunk(int items) {
    var size = OptionalInt.of(positive("chunk", items));
    return new MapSettings(isOrdered, window, windowBytes, size, onError, timeout, isSameLength);
  }

  MapSettings with(OnError policy) {
    return new MapSettings(isOrdered, window, windowBytes, chunk, policy, timeout, isSameLength);
  }

  MapSettings withTimeout(Duration limit) {
    if (!limit.isPositive()) {
      throw new IllegalArgumentException("timeout must be > 0, but is " + limit);
    }
    return new MapSettings(
        isOrdered, window, windowBytes, chunk, onError, Optional.of(limit), isSameLength);
  }

  MapSettings withSameLength() {
    return new MapSettings(isOrdered, window, windowBytes, chunk, onError, timeout, true);
  }

  /**
   * For the tasks of a reduction.
   *
   * @param most at once
   */
  MapSettings ofTreeWork(int most) {
    return new MapSettings(
        false,
        OptionalInt.of(most),
        OptionalLong.of(Long.MAX_VALUE),
        OptionalInt.of(1),
        OnError.COLLECT,
        timeout,
        false);
  }

  private static int positive(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " must be >= 1, but is " + number);
    }
    return number;
  }
}
