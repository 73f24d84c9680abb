package dev.thresher.workload;

import dev.thresher.task.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Ranges as they are written: {@code 1..20}, {@code 10..0 step -2}, {@code 0.1..0.9 step 0.1}; both
 * ends belong to them. All arithmetic is decimal, so the last one has exactly nine values.
 */
final class RangeText {
  private static final String NUMBER = "(-?[0-9]{1,18}(?:\\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,2})?)";
  private static final Pattern FORM =
      Pattern.compile(NUMBER + "\\s*\\.\\.\\s*" + NUMBER + "(?:\\s+step\\s+" + NUMBER + ")?");

  private final BigDecimal from;
  private final BigDecimal to;
  private final Optional<BigDecimal> givenStep;

  private RangeText(BigDecimal from, BigDecimal to, Optional<BigDecimal> givenStep) {
    this.from = from;
    this.to = to;
    this.givenStep = givenStep;
  }

  /** Empty if it does not look like a range. */
  static Optional<RangeText> parse(String written) {
    var matcher = FORM.matcher(written.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new RangeText(
            new BigDecimal(matcher.group(1)),
            new BigDecimal(matcher.group(2)),
            Optional.ofNullable(matcher.group(3)).map(BigDecimal::new)));
  }

  /** What is wrong with it; empty if it has values. */
  Optional<String> complaint() {
    if (givenStep.isEmpty() && !isWhole()) {
      return Optional.of("a range with fractions needs a step, such as 0.1..0.9 step 0.1");
    }
    if (step().signum() == 0) {
      return Optional.of("the step of a range cannot be 0");
    }
    if (count().signum() <= 0) {
      return Optional.of(
          "the range is empty: from %s a step of %s does not lead to %s"
              .formatted(from.toPlainString(), step().toPlainString(), to.toPlainString()));
    }
    return count().bitLength() < Long.SIZE
        ? Optional.empty()
        : Optional.of("the range has more values than can be counted");
  }

  /** Only if there is no {@link #complaint}. */
  Column column(String name) {
    long size = count().longValueExact();
    return isWhole()
        ? new Column.WholeRange(name, from.longValueExact(), step().longValueExact(), size)
        : new Column.DecimalRange(name, from, step(), size);
  }

  private BigInteger count() {
    var steps = to.subtract(from).divideToIntegralValue(step()).toBigInteger();
    boolean leads = to.subtract(from).signum() * step().signum() >= 0;
    return leads ? steps.add(BigInteger.ONE) : BigInteger.ZERO;
  }

  private BigDecimal step() {
    return givenStep.orElse(BigDecimal.ONE);
  }

  private boolean isWhole() {
    return isWhole(from) && isWhole(to) && isWhole(step());
  }

  // 1.0..2.0 is meant as numbers with a fraction.
  private static boolean isWhole(BigDecimal number) {
    return number.scale() <= 0 && number.toBigInteger().bitLength() < Long.SIZE;
  }
}
