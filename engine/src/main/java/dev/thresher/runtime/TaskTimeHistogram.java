package dev.thresher.runtime;

import dev.thresher.model.TaskTimes;
import java.util.Optional;

/**
 * Counts task times in classes of 6 % width, so that ten million of them take as little memory as
 * ten. Not safe for several threads.
 */
final class TaskTimeHistogram {
  private static final int BITS = 4;
  private static final int CLASSES = 1 << BITS;

  private final long[] counts = new long[(Long.SIZE - BITS) * CLASSES];
  private long total;
  private long longest;

  void add(long nanos) {
    long time = Math.max(0, nanos);
    counts[classOf(time)]++;
    total++;
    longest = Math.max(longest, time);
  }

  /** Empty if nothing was counted. */
  Optional<TaskTimes> read() {
    return total == 0
        ? Optional.empty()
        : Optional.of(new TaskTimes(quantile(0.5), quantile(0.9), quantile(0.99), longest));
  }

  private long quantile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * total));
    int place = 0;
    for (long seen = counts[0]; seen < wanted; seen += counts[place]) {
      place++;
    }
    return Math.min(longest, middleOf(place));
  }

  // Below 16 each number has a class; above, the four bits after the leading one tell the class.
  private static int classOf(long time) {
    if (time < CLASSES) {
      return (int) time;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(time) - BITS;
    return shift * CLASSES + (int) (time >>> shift);
  }

  private static long middleOf(int place) {
    if (place < 2 * CLASSES) {
      return place;
    }
    int shift = place / CLASSES - 1;
    long from = (long) (place - shift * CLASSES) << shift;
    return from + (1L << shift) / 2;
  }
}
