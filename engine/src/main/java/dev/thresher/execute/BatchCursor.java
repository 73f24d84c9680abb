package dev.thresher.execute;

import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Request.RunTasks;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where a slot stands in its batch. The slot claims tasks from the front while anybody may take
 * unstarted ones back from the end: each task is either claimed or given back, never both.
 * Lock-free; safe for several threads.
 */
final class BatchCursor {
  /** Returned by {@link #claim} when nothing is left. */
  static final long NONE = -1;

  private static final long LOW = 0xffff_ffffL;

  private final RunTasks batch;

  // Offsets into the range: the next unclaimed one in the high half, the end in the low half, so
  // that one
  // compare-and-set settles a race between a claim and a return.
  private final AtomicLong bounds;

  BatchCursor(RunTasks batch) {
    this.batch = batch;
    this.bounds = new AtomicLong(Math.toIntExact(batch.tasks().size()));
  }

  RunTasks batch() {
    return batch;
  }

  /** The index of the next task to start, or {@link #NONE}. */
  long claim() {
    while (true) {
      long seen = bounds.get();
      long next = seen >>> 32;
      if (next >= (seen & LOW)) {
        return NONE;
      }
      if (bounds.compareAndSet(seen, pack(next + 1, seen & LOW))) {
        return batch.tasks().from() + next;
      }
    }
  }

  /** Up to {@code count} unclaimed tasks from the end; they can no longer be claimed. */
  Optional<TaskRange> takeBack(long count) {
    while (true) {
      long seen = bounds.get();
      long next = seen >>> 32;
      long end = seen & LOW;
      long given = Math.min(count, end - next);
      if (given <= 0) {
        return Optional.empty();
      }
      if (bounds.compareAndSet(seen, pack(next, end - given))) {
        long from = batch.tasks().from();
        return Optional.of(new TaskRange(batch.tasks().stage(), from + end - given, from + end));
      }
    }
  }

  private static long pack(long next, long end) {
    return next << 32 | end;
  }
}
