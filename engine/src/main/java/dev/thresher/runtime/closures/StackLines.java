package dev.thresher.runtime.closures;

import java.util.Collection;
import java.util.regex.Pattern;

/** Stack frames as data ↔ as Java has them. */
final class StackLines {
  private static final Pattern FRAME =
      Pattern.compile(
          "(?:(?<loader>[^/]*)/)?(?:(?<module>[^/@]*)(?:@(?<version>[^/]*))?/)?"
              + "(?<type>[^(/]+)\\.(?<method>[^.(]+)\\((?<place>.*)\\)");

  private static final int NATIVE = -2;
  private static final int UNKNOWN = -1;

  private StackLines() {}

  static StackTraceElement[] parse(Collection<String> frames) {
    return frames.stream().map(StackLines::parse).toArray(StackTraceElement[]::new);
  }

  /** A line that is no frame of Java's, such as one of Python's, stays readable. */
  static StackTraceElement parse(String frame) {
    var parts = FRAME.matcher(frame);
    if (!parts.matches()) {
      return new StackTraceElement("remote", "frame", frame, UNKNOWN);
    }
    var type = parts.group("type");
    var method = parts.group("method");
    var place = parts.group("place");
    int colon = place.lastIndexOf(':');
    if (place.equals("Native Method")) {
      return new StackTraceElement(type, method, null, NATIVE);
    }
    if (place.equals("Unknown Source")) {
      return new StackTraceElement(type, method, null, UNKNOWN);
    }
    return colon > 0 && place.substring(colon + 1).matches("[0-9]{1,9}")
        ? new StackTraceElement(
            type, method, place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)))
        : new StackTraceElement(type, method, place, UNKNOWN);
  }
}
