package dev.thresher.protocol;

import dev.thresher.model.BatchId;
import java.util.TreeSet;

/**
 * Which batches a worker has been through with, in bounded memory: the last {@value #RECENT} by id,
 * and a floor below which it has forgotten.
 */
final class BatchMemory {
  private static final int RECENT = 1024;

  private final TreeSet<Long> recent = new TreeSet<>();
  private long floor = Long.MIN_VALUE;

  void remember(BatchId batch) {
    recent.add(batch.value());
    if (recent.size() > RECENT) {
      floor = Math.max(floor, recent.removeFirst());
    }
  }

  boolean remembers(BatchId batch) {
    return recent.contains(batch.value());
  }

  /** Whether the batch is so old that it may have been here without being remembered. */
  boolean mayHaveForgotten(BatchId batch) {
    return batch.value() <= floor;
  }
}
