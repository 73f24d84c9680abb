package dev.thresher.api;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the first items of a chunk; the others have not begun.
 *
 * @param values one for each item that has run; null where it failed
 * @param failures in the order of items
 * @param nanos that the items took together
 */
record ChunkOutcome(@Nullable Object[] values, List<Failure> failures, long nanos)
    implements Serializable {

  /**
   * @param index in the chunk
   */
  record Failure(int index, Throwable thrown) implements Serializable {}
}
