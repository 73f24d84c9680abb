package dev.thresher.workload.hocon;

/** Text of the user's in messages: on one line, harmless to a terminal, not too long. */
public final class Shown {
  private static final int LONGEST = 80;

  private Shown() {}

  /** In quotes, cut after 80 characters. */
  public static String quoted(String text) {
    var shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return '"' + plain(shown) + '"';
  }

  /** Without control and formatting characters, which are written as their code. */
  public static String plain(String text) {
    var shown = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(shown, point));
    return shown.toString();
  }

  private static void append(StringBuilder shown, int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          shown.append(String.format("\\u%04x", point));
      default -> shown.appendCodePoint(point);
    }
  }
}
