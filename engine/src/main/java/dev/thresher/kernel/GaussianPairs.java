package dev.thresher.kernel;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What the kernel EP of the NAS Parallel Benchmarks keeps of a range of its random pairs: those
 * that fall into the unit circle become two Gaussian deviates each, which are summed and counted by
 * size.
 *
 * <p>Any cut of a range gives the same totals, bit for bit. Each deviate is cut off to a multiple
 * of 2^-58 and summed exactly, so a sum of n deviates is within n · 2^-58 of the exact sum of the
 * rounded deviates: 1.5e-8 at most for the 2^32 pairs of class C, where plain summation in doubles
 * promises less.
 *
 * <p>Source: D. H. Bailey et al., The NAS Parallel Benchmarks, RNR-94-007, NASA Ames Research
 * Center, 1994, section 2.1.
 *
 * @param pairs how many pairs were tried
 * @param sumX of the first deviates
 * @param sumY of the second deviates
 * @param counts entry l counts accepted pairs whose larger deviate has a size in [l, l + 1); the
 *     last one also takes what is larger
 */
public record GaussianPairs(long pairs, FixedSum sumX, FixedSum sumY, List<Long> counts) {
  public static final int ANNULI = 10;

  /** The generator repeats itself after this many pairs. */
  public static final long MOST_PAIRS = 1L << 43;

  public static final GaussianPairs NONE =
      new GaussianPairs(0, FixedSum.ZERO, FixedSum.ZERO, asList(new long[ANNULI]));

  // Bounds what the two halves of a sum can grow to between two normalisations.
  private static final long BLOCK = 1L << 24;

  public GaussianPairs {
    counts = List.copyOf(counts);
    if (counts.size() != ANNULI) {
      throw new IllegalArgumentException("not " + ANNULI + " counts: " + counts);
    }
  }

  /**
   * Pairs {@code from} to {@code until - 1} of the benchmark's sequence.
   *
   * @throws IllegalArgumentException unless {@code 0 <= from <= until <= MOST_PAIRS}
   */
  public static GaussianPairs of(long from, long until) {
    if (from < 0 || from > until || until > MOST_PAIRS) {
      throw new IllegalArgumentException("no range of pairs: [" + from + ", " + until + ")");
    }
    var total = NONE;
    for (long at = from; at < until; at += BLOCK) {
      total = total.plus(block(at, Math.min(BLOCK, until - at)));
    }
    return total;
  }

  private static GaussianPairs block(long from, long pairs) {
    long state = LinearCongruential.stateAfter(2 * from);
    long highX = 0;
    long lowX = 0;
    long highY = 0;
    long lowY = 0;
    var counts = new long[ANNULI];
    for (long i = 0; i < pairs; i++) {
      state = LinearCongruential.next(state);
      double x = state * 0x1p-45 - 1;
      state = LinearCongruential.next(state);
      double y = state * 0x1p-45 - 1;
      double square = x * x + y * y;
      if (square <= 1) {
        double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
        double deviateX = x * scale;
        double deviateY = y * scale;
        int annulus = (int) Math.max(Math.abs(deviateX), Math.abs(deviateY));
        counts[Math.min(annulus, ANNULI - 1)]++;
        // The signed upper and the unsigned lower half of a number add up apart from each other.
        long unitsX = (long) (deviateX * FixedSum.UNITS);
        highX += unitsX >> 32;
        lowX += unitsX & FixedSum.LOW_MASK;
        long unitsY = (long) (deviateY * FixedSum.UNITS);
        highY += unitsY >> 32;
        lowY += unitsY & FixedSum.LOW_MASK;
      }
    }
    return new GaussianPairs(
        pairs, FixedSum.ofParts(highX, lowX), FixedSum.ofParts(highY, lowY), asList(counts));
  }

  public GaussianPairs plus(GaussianPairs that) {
    return new GaussianPairs(
        Math.addExact(pairs, that.pairs),
        sumX.plus(that.sumX),
        sumY.plus(that.sumY),
        IntStream.range(0, ANNULI).mapToObj(l -> counts.get(l) + that.counts.get(l)).toList());
  }

  private static List<Long> asList(long[] counts) {
    return LongStream.of(counts).boxed().toList();
  }
}
