package dev.thresher.workload.hocon;

import dev.thresher.model.Value;
import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers as they are written. */
public final class Numbers {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");
  private static final Pattern DECIMAL =
      Pattern.compile("-?[0-9]{1,400}\\.?[0-9]{0,400}([eE][+-]?[0-9]{1,4})?");

  private Numbers() {}

  public static boolean isNumber(String written) {
    return DECIMAL.matcher(written).matches();
  }

  /** A bare text as HOCON takes it: a number, true, false, or a text. */
  public static Value value(String written) {
    if (written.equals("true") || written.equals("false")) {
      return Value.of(written.equals("true"));
    }
    if (WHOLE.matcher(written).matches()) {
      try {
        return Value.of(Long.parseLong(written));
      } catch (NumberFormatException tooLarge) {
        return Value.of(written);
      }
    }
    return isNumber(written) ? Value.of(Double.parseDouble(written)) : Value.of(written);
  }

  /** The whole number that {@code 12}, {@code 12.0} or {@code 1.2e1} stand for. */
  public static OptionalLong whole(String written) {
    if (!isNumber(written) || written.length() > 40) {
      return OptionalLong.empty();
    }
    var exact = new BigDecimal(written);
    // Beyond this exponent no long can be meant, and exact arithmetic would be slow.
    if (Math.abs(exact.scale()) > 60) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(exact.longValueExact());
    } catch (ArithmeticException notWhole) {
      return OptionalLong.empty();
    }
  }
}
