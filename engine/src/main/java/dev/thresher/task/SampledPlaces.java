package dev.thresher.task;

import dev.thresher.model.Counted;
import dev.thresher.model.SplitMix64;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A simple random sample without replacement, in ascending order, found by index: how far it is
 * from each chosen row to the next is drawn, and where every so many draws have led is remembered.
 * So neither the rows nor the sample are ever held.
 *
 * <p>Where few of many are chosen, distances are drawn by Algorithm D of J. S. Vitter, An Efficient
 * Algorithm for Sequential Random Sampling, ACM TOMS 13(1), 1987; otherwise row by row by Algorithm
 * S of D. E. Knuth, TAOCP 2, 3.4.2. Each draw has a generator of its own, made of the seed and its
 * number; logarithms are those of StrictMath. So the sample is the same in every JVM.
 */
final class SampledPlaces implements Places {
  private static final int STRIDE = 1024;
  private static final int STRETCHES_KEPT = 8;

  /** Rows beyond which doubles could not tell neighbours apart. */
  private static final long MOST_ROWS = 1L << 53;

  /** From so many rows for each chosen one on, Algorithm D is the faster. */
  private static final int SPARSE = 13;

  private final long rows;
  private final long size;
  private final long seed;

  /** Where the draws {@code 0, STRIDE, 2 · STRIDE, …} begin, as far as somebody asked. */
  private long[] starts = new long[16];

  private int known = 1;
  private final Map<Integer, long[]> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, long[]> eldest) {
          return size() > STRETCHES_KEPT;
        }
      };

  /**
   * @throws IllegalArgumentException if there are less rows than are wanted; for the user
   */
  SampledPlaces(long rows, Selection.Sample sample) {
    if (sample.size() > rows) {
      throw new IllegalArgumentException(
          "a sample of %s cannot be had of %d".formatted(Counted.of(sample.size(), "row"), rows));
    }
    if (rows > MOST_ROWS) {
      throw new IllegalArgumentException(
          "a sample can be had of at most %d rows, but there are %d".formatted(MOST_ROWS, rows));
    }
    this.rows = rows;
    this.size = sample.size();
    this.seed = SplitMix64.mixed(sample.seed());
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public synchronized long at(long index) {
    int stretch = Math.toIntExact(index / STRIDE);
    var places = kept.get(stretch);
    if (places == null) {
      while (known <= stretch) {
        drawn(known - 1);
      }
      places = drawn(stretch);
      kept.put(stretch, places);
    }
    return places[(int) (index % STRIDE)];
  }

  /** The places of one stretch; notes where the next one begins. */
  private long[] drawn(int stretch) {
    long first = (long) stretch * STRIDE;
    var places = new long[(int) Math.min(STRIDE, size - first)];
    long next = starts[stretch];
    for (int i = 0; i < places.length; i++) {
      var random = new SplitMix64(SplitMix64.mixed(seed + first + i));
      places[i] = next + distance(size - first - i, rows - next, random);
      next = places[i] + 1;
    }
    if (stretch + 1 == known) {
      starts = known == starts.length ? Arrays.copyOf(starts, 2 * known) : starts;
      starts[known++] = next;
    }
    return places;
  }

  /** How many rows to pass over, if {@code wanted} of {@code left} are still to be chosen. */
  private static long distance(long wanted, long left, SplitMix64 random) {
    if (wanted == 1) {
      return (long) (left * random.nextUnit());
    }
    return wanted > left / SPARSE ? byRows(wanted, left, random) : byJump(wanted, left, random);
  }

  private static long byRows(long wanted, long left, SplitMix64 random) {
    long passed = 0;
    while (random.nextUnit() * (left - passed) >= wanted) {
      passed++;
    }
    return passed;
  }

  // Names as in the paper: n of N are wanted, S is the distance, X its continuous counterpart.
  private static long byJump(long wanted, long left, SplitMix64 random) {
    double n = wanted;
    double all = left;
    double most = all - n + 1;
    while (true) {
      double x = all * (1 - StrictMath.exp(StrictMath.log(random.nextUnit()) / n));
      double s = Math.floor(x);
      if (s >= most) {
        continue;
      }
      double y1 = StrictMath.exp(StrictMath.log(random.nextUnit() * all / most) / (n - 1));
      boolean isSurely = y1 * (1 - x / all) * (most / (most - s)) <= 1;
      if (isSurely || all / (all - x) >= y1 * rootOfRatio(n, all, s)) {
        return (long) s;
      }
    }
  }

  /** Of the probability of {@code s} over its estimate, as Algorithm D needs it to decide. */
  private static double rootOfRatio(double n, double all, double s) {
    double bottom = n - 1 > s ? all - n : all - s - 1;
    double limit = n - 1 > s ? all - s : all - n + 1;
    double ratio = 1;
    for (double top = all - 1; top >= limit; top--) {
      ratio *= top / bottom;
      bottom--;
    }
    return StrictMath.exp(StrictMath.log(ratio) / (n - 1));
  }
}
