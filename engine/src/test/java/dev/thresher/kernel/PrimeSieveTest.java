package dev.thresher.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published counts: OEIS A006880. */
class PrimeSieveTest {
  private static long primes(long from, long until) {
    var sieve = new PrimeSieve(from, until);
    while (sieve.advance()) {}
    return sieve.count();
  }

  @ParameterizedTest(name = "there are {1} primes up to {0}")
  @CsvSource({
    "0, 0",
    "1, 0",
    "2, 1",
    "3, 2",
    "10, 4",
    "37, 12",
    "41, 13",
    "100, 25",
    "1000, 168",
    "10000, 1229",
    "100000, 9592",
    "1000000, 78498",
    "10000000, 664579",
    "100000000, 5761455",
    "1000000000, 50847534"
  })
  void countsThePublishedNumberOfPrimes(long limit, long expected) {
    assertThat(primes(0, limit + 1)).isEqualTo(expected);
  }

  @Test
  @Tag("slow")
  void countsThePublishedNumberOfPrimesUpToTenMilliards() {
    assertThat(primes(0, 10_000_000_001L)).isEqualTo(455_052_511);
  }

  @Test
  void agreesWithANaiveSieveOnRandomRanges() {
    long seed = 20_260;
    var random = new SplittableRandom(seed);
    int most = 3_000_000;
    var composite = naiveComposites(most);
    for (int i = 0; i < 300; i++) {
      int from = random.nextInt(most);
      int until = random.nextBoolean() ? from + random.nextInt(200) : random.nextInt(from, most);
      until = Math.min(until, most);
      long expected = (long) until - from - composite.get(from, until).cardinality();
      assertThat(primes(from, until))
          .as("[%d, %d), seed %d", from, until, seed)
          .isEqualTo(expected);
    }
  }

  @Test
  void agreesWithTrialDivisionNearTheLargestNumber() {
    long from = PrimeSieve.MOST - 300;
    long expected = 0;
    for (long number = from; number < PrimeSieve.MOST; number++) {
      expected += isPrime(number) ? 1 : 0;
    }
    assertThat(expected).isPositive();
    assertThat(primes(from, PrimeSieve.MOST)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 65_536})
  void anyEvenCutGivesTheSameCount(long step) {
    long until = 20_000 * Math.min(step, 20);
    long sum =
        CutRanges.every(step, 0, until).stream().mapToLong(r -> primes(r.from(), r.until())).sum();
    assertThat(sum).isEqualTo(primes(0, until));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyRaggedCutGivesTheSameCount(long seed) {
    long from = 999_000_000;
    long until = from + 2_000_000;
    long sum =
        CutRanges.ragged(seed, 1_000_000, from, until).stream()
            .mapToLong(range -> primes(range.from(), range.until()))
            .sum();
    assertThat(sum).as("seed %d", seed).isEqualTo(primes(from, until));
  }

  @Test
  void refusesWhatIsNoRange() {
    assertThatThrownBy(() -> new PrimeSieve(3, 2)).hasMessageContaining("[3, 2)");
    assertThatThrownBy(() -> new PrimeSieve(0, PrimeSieve.MOST + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static BitSet naiveComposites(int most) {
    var composite = new BitSet(most);
    composite.set(0, 2);
    for (int i = 2; i < most; i++) {
      if (!composite.get(i)) {
        for (long j = 2L * i; j < most; j += i) {
          composite.set((int) j);
        }
      }
    }
    return composite;
  }

  private static boolean isPrime(long number) {
    for (long divisor = 2; divisor * divisor <= number; divisor++) {
      if (number % divisor == 0) {
        return false;
      }
    }
    return number > 1;
  }
}
