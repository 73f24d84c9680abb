package dev.thresher.model;

/**
 * Text from users, files and workers made safe to print: whatever could move the cursor, change
 * colours, start a new line or turn the direction of reading is written out instead.
 */
public final class PrintableText {
  private PrintableText() {}

  /** One line with the same visible characters; the rest as a backslash and its name or number. */
  public static String escape(String text) {
    if (text.codePoints().allMatch(PrintableText::isHarmless)) {
      return text;
    }
    var line = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> append(line, point));
    return line.toString();
  }

  private static void append(StringBuilder line, int point) {
    if (isHarmless(point)) {
      line.appendCodePoint(point);
    } else {
      switch (point) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> line.append(String.format("\\u%04x", point));
      }
    }
  }

  /**
   * False for control characters (C0, DEL, C1), line and paragraph separators, what reverses the
   * direction of reading, invisible formatting, and halves of surrogate pairs.
   */
  static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
