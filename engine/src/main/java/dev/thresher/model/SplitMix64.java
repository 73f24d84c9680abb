package dev.thresher.model;

/**
 * A small generator of random numbers whose algorithm is fixed, so that a seed means the same in
 * every JVM. Not safe for several threads.
 *
 * <p>Source: G. L. Steele, D. Lea, C. H. Flood, Fast Splittable Pseudorandom Number Generators,
 * OOPSLA 2014.
 */
public final class SplitMix64 {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  public SplitMix64(long seed) {
    this.state = seed;
  }

  public long nextLong() {
    long number = mixed(state);
    state += GOLDEN_GAMMA;
    return number;
  }

  /** Evenly from the open interval between 0 and 1. */
  public double nextUnit() {
    return ((nextLong() >>> 11) + 0.5) * 0x1p-53;
  }

  /** A bijection in which every bit depends on all others; 0 and its like are far apart, too. */
  public static long mixed(long number) {
    long z = number + GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
