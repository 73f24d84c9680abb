package dev.thresher.workload;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Sizes as they are written: {@code 4096}, {@code 64 KiB}, {@code 1.5 MB}. */
final class SizeText {
  static final String ALLOWED = "a size such as 64 KiB or 1 MiB";
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?)\\s*(b|k|kib|kb|m|mib|mb|g|gib|gb)?");

  private SizeText() {}

  /** In bytes, at least 1; empty if it is none. */
  static OptionalLong parse(String written) {
    var matcher = FORM.matcher(written.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    var unit = matcher.group(2) == null ? "b" : matcher.group(2);
    long factor =
        switch (unit) {
          case "b" -> 1L;
          case "k", "kib" -> 1L << 10;
          case "kb" -> 1_000L;
          case "m", "mib" -> 1L << 20;
          case "mb" -> 1_000_000L;
          case "g", "gib" -> 1L << 30;
          default -> 1_000_000_000L;
        };
    var bytes =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(factor)).toBigInteger();
    return bytes.signum() > 0 && bytes.bitLength() < Long.SIZE
        ? OptionalLong.of(bytes.longValue())
        : OptionalLong.empty();
  }
}
