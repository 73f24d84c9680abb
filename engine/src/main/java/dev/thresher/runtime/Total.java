package dev.thresher.runtime;

import dev.thresher.model.Value;
import java.math.BigInteger;

/**
 * A sum on its way. Whole numbers add up exactly, however large they become in between; one real
 * makes the sum real.
 */
sealed interface Total {
  record Exact(BigInteger sum) implements Total {}

  record Rounded(double sum) implements Total {}

  /**
   * @param number whole or real
   */
  static Total of(Value number) {
    return number instanceof Value.Whole(long whole)
        ? new Exact(BigInteger.valueOf(whole))
        : new Rounded(number.asReal());
  }

  default Total plus(Total other) {
    return this instanceof Exact(var left) && other instanceof Exact(var right)
        ? new Exact(left.add(right))
        : new Rounded(asReal() + other.asReal());
  }

  default double asReal() {
    return switch (this) {
      case Exact(var sum) -> sum.doubleValue();
      case Rounded(double sum) -> sum;
    };
  }

  /** A whole number of more than 64 bits is given as the nearest real. */
  default Value value() {
    return this instanceof Exact(var sum) && sum.bitLength() < Long.SIZE
        ? Value.of(sum.longValueExact())
        : Value.of(asReal());
  }
}
