package dev.thresher.compare.html;

import dev.thresher.compare.ArmResult;
import dev.thresher.compare.Interval;
import dev.thresher.report.Quantities;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Measured values in words. */
final class Words {
  private static final Pattern PLAIN_WORD = Pattern.compile("[a-z]+:?([ ,;]|$)");

  private Words() {}

  static String duration(double seconds) {
    return Quantities.duration(seconds * 1e9);
  }

  static String range(Interval seconds) {
    return duration(seconds.low()) + " to " + duration(seconds.high());
  }

  static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  static String ratio(Interval value) {
    return ratio(value.median()) + " (" + ratio(value.low()) + " to " + ratio(value.high()) + ")";
  }

  /** {@code threads:2 1.20 s (1.10 s to 1.30 s); …}, for descriptions of drawings. */
  static String times(Collection<ArmResult> results) {
    return results.stream()
        .flatMap(result ->
            result.judged().stream()
                .map(time ->
                    result.arm() + " " + duration(time.median()) + " (" + range(time) + ")"))
        .collect(Collectors.joining("; "));
  }

  /** A sentence with a capital at its beginning and a stop at its end. */
  static String sentence(String text) {
    if (text.isEmpty()) {
      return text;
    }
    var end = ".!?:".indexOf(text.charAt(text.length() - 1)) < 0 ? "." : "";
    return capital(text) + end;
  }

  // Names of arms, keys and files stay as they are to be typed.
  private static String capital(String text) {
    return PLAIN_WORD.matcher(text).lookingAt()
        ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1)
        : text;
  }
}
