package dev.thresher.report;

import dev.thresher.model.Counted;
import java.util.Locale;

/** Times, sizes and counts as people read them: three significant digits and a unit. */
public final class Quantities {
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000 * MICRO;
  private static final long SECOND = 1_000 * MILLI;
  private static final long MINUTE = 60 * SECOND;
  private static final String[] BINARY_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Quantities() {}

  public static String duration(double nanos) {
    double size = Math.abs(nanos);
    if (size < MICRO) {
      return significant(nanos) + " ns";
    }
    if (size < MILLI) {
      return significant(nanos / MICRO) + " µs";
    }
    if (size < SECOND) {
      return significant(nanos / MILLI) + " ms";
    }
    return size < MINUTE ? significant(nanos / SECOND) + " s" : minutes(Math.round(nanos / SECOND));
  }

  private static String minutes(long seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
  }

  public static String bytes(long count) {
    double value = count;
    int unit = 0;
    while (value >= 1024 && unit < BINARY_UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return (unit == 0 ? Long.toString(count) : significant(value)) + " " + BINARY_UNITS[unit];
  }

  /** Per second; whole numbers from 100 on, thousands in groups. */
  public static String rate(double perSecond) {
    return perSecond < 100
        ? significant(perSecond) + "/s"
        : String.format(Locale.ROOT, "%,d/s", Math.round(perSecond));
  }

  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  public static String count(long number, String singular) {
    return Counted.of(number, singular);
  }

  static String significant(double value) {
    double size = Math.abs(value);
    int decimals = size >= 99.95 || size == 0 ? 0 : size >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
