package dev.thresher.api;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input of a reduction in blocks, each of them a subtree. */
final class Blocks {
  private static final long BLOCK_BYTES = 1L << 20;
  private static final long FILL_NANOS = 5_000_000;

  private final Iterator<?> input;
  private final ChunkSize size;
  private final Deque<TreeWork.Block> ready = new ArrayDeque<>();
  private long taken;

  Blocks(Iterator<?> input, ChunkSize size) {
    this.input = input;
    this.size = size;
  }

  /** Null at the end of the input. */
  TreeWork.@Nullable Block next() {
    if (ready.isEmpty()) {
      var items = items();
      ready.addAll(TreeFunction.pieces(taken, items.toArray(), Integer.MAX_VALUE));
      taken += items.size();
    }
    return ready.poll();
  }

  private List<@Nullable Object> items() {
    long aligned = taken == 0 ? Long.MAX_VALUE : Long.lowestOneBit(taken);
    long wanted = Math.min(aligned, Integer.highestOneBit(size.size()));
    long start = System.nanoTime();
    long bytes = 0;
    var items = new ArrayList<@Nullable Object>();
    while (items.size() < wanted && bytes < BLOCK_BYTES && input.hasNext()) {
      var item = input.next();
      items.add(item);
      bytes += KnownSize.of(item);
      if (!size.isFixed() && System.nanoTime() - start > FILL_NANOS) {
        size.limitedBy(items.size());
        break;
      }
    }
    return items;
  }
}
