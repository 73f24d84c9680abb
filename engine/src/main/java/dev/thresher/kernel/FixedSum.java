package dev.thresher.kernel;

import java.math.BigInteger;

/**
 * An exact sum of fixed-point numbers: {@code (high · 2^32 + low) · 2^-58}.
 *
 * <p>Adding whole numbers is associative, so a sum does not depend on how its terms were grouped.
 * Terms are below 16 in size; up to 2^33 of them cannot overflow.
 *
 * @param low {@code 0 <= low < 2^32}
 */
public record FixedSum(long high, long low) {
  public static final FixedSum ZERO = new FixedSum(0, 0);

  /** Scale of the grid on which terms lie. */
  static final double UNITS = 0x1p58;

  static final long LOW_MASK = 0xffff_ffffL;

  public FixedSum {
    if (low != (low & LOW_MASK)) {
      throw new IllegalArgumentException("low part out of range: " + low);
    }
  }

  /** Of parts that were summed apart; {@code low} may exceed its range, and is not negative. */
  static FixedSum ofParts(long high, long low) {
    return new FixedSum(high + (low >>> 32), low & LOW_MASK);
  }

  public FixedSum plus(FixedSum that) {
    return ofParts(high + that.high, low + that.low);
  }

  /** The nearest double. */
  public double toDouble() {
    var units = BigInteger.valueOf(high).shiftLeft(32).add(BigInteger.valueOf(low));
    return units.doubleValue() / UNITS;
  }
}
