package dev.thresher.kernel;

import java.util.Arrays;

/**
 * Counts the primes of a range by a segmented sieve of Eratosthenes, one segment of 2^19 numbers
 * per {@link #advance}.
 *
 * <p>One bit stands for one odd number, so a segment is 32 KiB and stays in the first-level cache.
 * Multiples of primes up to 37 come from patterns; larger primes strike out their odd multiples
 * from their square on. Memory does not depend on the size of the range, only on the square root of
 * its end.
 *
 * <p>Source: C. Bays and R. H. Hudson, The segmented sieve of Eratosthenes and primes in arithmetic
 * progressions to 10^12, BIT 17, 1977.
 */
public final class PrimeSieve {
  /** Largest allowed end of a range. */
  public static final long MOST = 1_000_000_000_001L;

  private static final int SEGMENT_WORDS = 4096;
  private static final int SEGMENT_BITS = SEGMENT_WORDS * Long.SIZE;
  private static final int SEGMENT_NUMBERS = SEGMENT_WORDS * PrimePatterns.WORD_NUMBERS;

  private final long from;
  private final long until;
  private final int[] primes;
  private final PrimePatterns patterns;
  // Bit of the next odd multiple of primes[i], counted from the segment's start, for i < active.
  private final int[] next;
  private final long[] struck = new long[SEGMENT_WORDS];
  private int active;
  private long start;
  private long count;

  /**
   * Of the numbers {@code from <= n < until}.
   *
   * @throws IllegalArgumentException unless {@code 0 <= from <= until <= MOST}
   */
  public PrimeSieve(long from, long until) {
    if (from < 0 || from > until || until > MOST) {
      throw new IllegalArgumentException("no range to sieve: [" + from + ", " + until + ")");
    }
    this.from = from;
    this.until = until;
    start = from - from % PrimePatterns.WORD_NUMBERS;
    patterns = new PrimePatterns(start);
    primes = primesAbovePatterns((int) Math.sqrt((double) until));
    next = new int[primes.length];
    count = PrimePatterns.primesWithin(from, until);
  }

  /** Sieves the next segment; false if there is none left. */
  public boolean advance() {
    if (start >= until) {
      return false;
    }
    int words =
        (int) Math.min(SEGMENT_WORDS, Math.ceilDiv(until - start, PrimePatterns.WORD_NUMBERS));
    patterns.fill(struck, words);
    strikeMultiples(words * Long.SIZE);
    strikeOutside(words * Long.SIZE);
    count += words * (long) Long.SIZE;
    for (int word = 0; word < words; word++) {
      count -= Long.bitCount(struck[word]);
    }
    start += SEGMENT_NUMBERS;
    return true;
  }

  /** How many primes were found so far; final once {@link #advance} has returned false. */
  public long count() {
    return count;
  }

  private void strikeMultiples(int bits) {
    activatePrimes();
    for (int i = 0; i < active; i++) {
      int prime = primes[i];
      int bit = next[i];
      for (; bit < bits; bit += prime) {
        struck[bit >>> 6] |= 1L << bit;
      }
      next[i] = bit - SEGMENT_BITS;
    }
  }

  /** A prime takes part from the segment on that holds its square. */
  private void activatePrimes() {
    long end = start + SEGMENT_NUMBERS;
    while (active < primes.length && (long) primes[active] * primes[active] < end) {
      long prime = primes[active];
      long factor = Math.max(prime, Math.ceilDiv(start, prime) | 1);
      next[active] = (int) ((prime * factor - start) >> 1);
      active++;
    }
  }

  /**
   * The number 1, what lies before the range, and what lies behind it, is no prime of the range.
   */
  private void strikeOutside(int bits) {
    if (start == 0) {
      struck[0] |= 1;
    }
    strikeBits(0, Math.ceilDiv(Math.max(0, from - start - 1), 2));
    strikeBits(Math.min(bits, Math.ceilDiv(until - start - 1, 2)), bits);
  }

  private void strikeBits(long fromBit, long untilBit) {
    for (long bit = fromBit; bit < untilBit; bit++) {
      struck[(int) (bit >>> 6)] |= 1L << bit;
    }
  }

  private static int[] primesAbovePatterns(int most) {
    int size = Math.max(0, (most + 1) / 2); // entry i stands for the odd number 2 i + 1
    var composite = new boolean[size];
    var found = new int[size];
    int count = 0;
    for (int i = 1; i < size; i++) {
      if (!composite[i]) {
        int prime = 2 * i + 1;
        if (prime > PrimePatterns.LARGEST_PRIME) {
          found[count++] = prime;
        }
        for (long multiple = (long) prime * prime / 2; multiple < size; multiple += prime) {
          composite[(int) multiple] = true;
        }
      }
    }
    return Arrays.copyOf(found, count);
  }
}
