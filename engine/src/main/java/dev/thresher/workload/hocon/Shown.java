package dev.thresher.workload.hocon;

import dev.thresher.model.PrintableText;

/** Text of the user's in messages: on one line, harmless to a terminal, not too long. */
public final class Shown {
  private static final int LONGEST = 80;

  private Shown() {}

  /** In quotes, cut after 80 characters. */
  public static String quoted(String text) {
    var shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return '"' + PrintableText.escape(shown) + '"';
  }
}
