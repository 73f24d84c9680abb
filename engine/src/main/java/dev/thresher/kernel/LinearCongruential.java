package dev.thresher.kernel;

/**
 * The generator of the NAS Parallel Benchmarks: {@code x' = 5^13 · x mod 2^46} from 271828183. One
 * number is {@code x · 2^-46}, taken after the step.
 *
 * <p>A product modulo 2^46 is the low 46 bits of the wrapping 64-bit product, so all arithmetic is
 * exact.
 */
final class LinearCongruential {
  static final long MULTIPLIER = 1_220_703_125L;
  static final long SEED = 271_828_183L;
  static final long MASK = (1L << 46) - 1;

  private LinearCongruential() {}

  static long next(long state) {
    return (state * MULTIPLIER) & MASK;
  }

  /** The state after {@code steps >= 0} steps from the seed, in a time that grows as their log. */
  static long stateAfter(long steps) {
    long state = SEED;
    long power = MULTIPLIER;
    for (long rest = steps; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        state = (state * power) & MASK;
      }
      power = (power * power) & MASK;
    }
    return state;
  }
}
