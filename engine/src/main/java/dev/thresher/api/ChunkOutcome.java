package dev.thresher.api;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the first items of a chunk; the others have not begun.
 *
 * @param values one for each item that has run; null where it failed
 * @param failures in the order of items
 * @param nanos that the items took together
 */
record ChunkOutcome(@Nullable Object[] values, List<Failure> failures, long nanos) {
  private static final int FIRST_VALUE = 2;

  /**
   * @param index in the chunk
   */
  record Failure(int index, Throwable thrown) implements Serializable {}

  /** As it travels: an array of plain values takes a tenth of what a record with an array does. */
  @Nullable Object[] packed() {
    var packed = new @Nullable Object[FIRST_VALUE + values.length];
    packed[0] = nanos;
    packed[1] = failures.isEmpty() ? null : failures;
    System.arraycopy(values, 0, packed, FIRST_VALUE, values.length);
    return packed;
  }

  /** Of what {@link PackedChunk} has made. */
  @SuppressWarnings("unchecked")
  static ChunkOutcome unpacked(@Nullable Object[] packed) {
    var failures = packed[1] instanceof List<?> some ? (List<Failure>) some : List.<Failure>of();
    var values = Arrays.copyOfRange(packed, FIRST_VALUE, packed.length);
    return new ChunkOutcome(values, failures, (long) requireNonNull(packed[0]));
  }
}
