package dev.thresher.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Strikes the multiples of the primes from 3 to 37 out of a run of words, in which bit b of word k
 * stands for the odd number {@code 128 k + 2 b + 1}. The primes themselves are struck as well.
 *
 * <p>A few primes at a time share one pattern, which repeats after as many words as their product:
 * 19 KiB in all, and one pass over the words for each of them.
 */
final class PrimePatterns {
  static final int LARGEST_PRIME = 37;

  /** How many numbers one word stands for, odd or even. */
  static final int WORD_NUMBERS = 2 * Long.SIZE;

  private static final int[][] PRIMES = {{3, 5, 7}, {11, 13}, {17, 19}, {23, 29}, {31, 37}};

  private static final long[][] PATTERNS =
      Arrays.stream(PRIMES).map(PrimePatterns::pattern).toArray(long[][]::new);

  private final int[] at = new int[PATTERNS.length];

  /**
   * @param start number from which the first word counts, a multiple of {@link #WORD_NUMBERS}
   */
  PrimePatterns(long start) {
    for (int i = 0; i < PATTERNS.length; i++) {
      at[i] = (int) (start / WORD_NUMBERS % PATTERNS[i].length);
    }
  }

  /**
   * How many primes that have no bit left after striking, 2 and those of the patterns, lie here.
   */
  static long primesWithin(long from, long until) {
    return IntStream.concat(IntStream.of(2), Arrays.stream(PRIMES).flatMapToInt(Arrays::stream))
        .filter(prime -> prime >= from && prime < until)
        .count();
  }

  /** Sets the bits of the next {@code count} words to those that are struck. */
  void fill(long[] words, int count) {
    Arrays.fill(words, 0, count, 0);
    for (int i = 0; i < PATTERNS.length; i++) {
      at[i] = strike(words, count, PATTERNS[i], at[i]);
    }
  }

  private static int strike(long[] words, int count, long[] pattern, int start) {
    int at = start;
    int word = 0;
    while (word < count) {
      int run = Math.min(count - word, pattern.length - at);
      for (int i = 0; i < run; i++) {
        words[word + i] |= pattern[at + i];
      }
      word += run;
      at += run;
      if (at == pattern.length) {
        at = 0;
      }
    }
    return at;
  }

  private static long[] pattern(int[] primes) {
    int period = Arrays.stream(primes).reduce(1, (a, b) -> a * b);
    var words = new long[period];
    for (int prime : primes) {
      for (int bit = prime / 2; bit < period * Long.SIZE; bit += prime) {
        words[bit >>> 6] |= 1L << bit;
      }
    }
    return words;
  }
}
