package dev.thresher.workload.hocon;

import dev.thresher.model.PrintableText;
import java.util.Collection;
import java.util.stream.Collectors;

/** Text of the user's in messages: on one line, harmless to a terminal, not too long. */
public final class Shown {
  private static final int LONGEST = 80;
  private static final int MOST_NAMES = 20;

  private Shown() {}

  /** In quotes, cut after 80 characters. */
  public static String quoted(String text) {
    var shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return '"' + PrintableText.escape(shown) + '"';
  }

  /** Names of which there may be any number: the first twenty, and how many more there are. */
  public static String list(Collection<String> names) {
    var first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMES;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
