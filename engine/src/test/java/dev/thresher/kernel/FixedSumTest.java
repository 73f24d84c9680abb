package dev.thresher.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FixedSumTest {
  private static FixedSum of(double number) {
    long units = (long) (number * 0x1p58);
    return FixedSum.ofParts(units >> 32, units & 0xffff_ffffL);
  }

  @Test
  void oneTermComesBackAsItWas() {
    for (double number : new double[] {0, 1, -1, 0.1, -7.25, 15.999, 0x1p-58, -0x1p-58}) {
      assertThat(of(number).toDouble()).isEqualTo(number);
    }
  }

  @Test
  void sumsAreThoseOfUnlimitedDecimals() {
    long seed = 4711;
    var random = new SplittableRandom(seed);
    var sum = FixedSum.ZERO;
    var exact = BigDecimal.ZERO;
    for (int i = 0; i < 10_000; i++) {
      // Multiples of 2^-40 need no cutting off.
      double term = random.nextLong(-1L << 43, 1L << 43) * 0x1p-40;
      sum = sum.plus(of(term));
      exact = exact.add(new BigDecimal(term));
    }
    assertThat(sum.toDouble()).as("seed %d", seed).isEqualTo(exact.doubleValue());
  }

  @Test
  void holdsTheLargestSumItPromises() {
    var sum = of(Math.nextDown(16.0));
    for (int doubling = 0; doubling < 33; doubling++) {
      sum = sum.plus(sum);
    }
    assertThat(sum.toDouble()).isEqualTo(Math.nextDown(16.0) * 0x1p33);
  }

  @Test
  void refusesALowPartOutOfRange() {
    assertThatThrownBy(() -> new FixedSum(0, 1L << 32)).hasMessageContaining("4294967296");
    assertThatThrownBy(() -> new FixedSum(0, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
