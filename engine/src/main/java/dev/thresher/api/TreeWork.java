package dev.thresher.api;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What workers do for a reduction. */
sealed interface TreeWork extends Serializable {
  /**
   * Apply the function to some items and combine what it gives.
   *
   * @param from index of the first item; a multiple of their number, which is a power of two
   */
  record Block(long from, @Nullable Object[] items) implements TreeWork {}

  /** Combine two neighbours into the node above them, which is the one named here. */
  record Merge(int level, long index, @Nullable Object left, @Nullable Object right)
      implements TreeWork {}

  /** Stands for a result that there is not. */
  enum Absent {
    VALUE
  }

  /**
   * The combination of the results with the indices {@code [index·2^level, (index+1)·2^level)}.
   *
   * @param value {@link Absent#VALUE} if all of them failed
   */
  record Node(int level, long index, @Nullable Object value) implements Serializable {}

  /**
   * What has been done.
   *
   * @param done items of a block that have run; at least 1
   * @param failures of the function, in the order of items
   * @param combining what the operator threw; null if nothing
   */
  record Done(
      List<Node> nodes,
      int done,
      List<ChunkOutcome.Failure> failures,
      @Nullable Throwable combining,
      long nanos)
      implements Serializable {}
}
