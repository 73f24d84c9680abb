package dev.thresher.workload;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as they are written: {@code 30s}, {@code 1.5 h}, {@code 200 milliseconds}. */
public final class DurationText {
  static final String ALLOWED =
      "a time with its unit (ns, us, ms, s, m, h, d), such as 30s or 1.5h";
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)\\s*([a-zA-Z]+)");
  private static final Duration LONGEST = Duration.ofDays(3650);

  private DurationText() {}

  /** Empty if it is no time or longer than ten years. */
  public static Optional<Duration> parse(String written) {
    var matcher = FORM.matcher(written.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long unit = nanosOf(matcher.group(2));
    var nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
    if (unit == 0 || nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(nanos.longValue()));
  }

  private static long nanosOf(String unit) {
    return switch (unit) {
      case "ns", "nano", "nanos", "nanosecond", "nanoseconds" -> 1;
      case "us", "micro", "micros", "microsecond", "microseconds" -> 1_000;
      case "ms", "milli", "millis", "millisecond", "milliseconds" -> 1_000_000;
      case "s", "second", "seconds" -> 1_000_000_000;
      case "m", "minute", "minutes" -> 60_000_000_000L;
      case "h", "hour", "hours" -> 3_600_000_000_000L;
      case "d", "day", "days" -> 86_400_000_000_000L;
      default -> 0;
    };
  }

  /** In the largest unit that needs no fraction: {@code 30 s}, {@code 1500 ms}. */
  public static String render(Duration duration) {
    long nanos = duration.toNanos();
    for (var unit : new String[] {"d", "h", "m", "s", "ms", "us"}) {
      long size = nanosOf(unit);
      if (nanos != 0 && nanos % size == 0) {
        return nanos / size + " " + unit;
      }
    }
    return nanos + " ns";
  }
}
