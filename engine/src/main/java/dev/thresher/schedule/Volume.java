package dev.thresher.schedule;

import dev.thresher.model.Footprint;

/**
 * How much there is of some results.
 *
 * @param bytes roughly, of this JVM's heap
 */
public record Volume(long results, long bytes) {
  public static final Volume NONE = new Volume(0, 0);
  public static final Volume UNLIMITED = new Volume(Long.MAX_VALUE, Long.MAX_VALUE);

  /** Enough that whoever takes results in need not wait for workers that have paused. */
  private static final long MANY_RESULTS = 65_536;

  private static final int PART_OF_HEAP = 8;

  /** What may wait for being taken in, in a JVM with so much heap. */
  public static Volume within(long heapBytes) {
    return new Volume(MANY_RESULTS, heapBytes / PART_OF_HEAP);
  }

  public static Volume of(Decision.Commit commit) {
    long bytes = 0;
    for (var result : commit.results()) {
      bytes += Footprint.of(result.outcome());
    }
    return new Volume(commit.results().size(), bytes);
  }

  public Volume plus(Volume more) {
    return new Volume(results + more.results, bytes + more.bytes);
  }

  public Volume minus(Volume less) {
    return new Volume(results - less.results, bytes - less.bytes);
  }

  /** Whether in one respect this is as much as one part of {@code whole}, of so many. */
  public boolean reaches(Volume whole, int parts) {
    return results >= Math.max(1, whole.results / parts)
        || bytes >= Math.max(1, whole.bytes / parts);
  }
}
