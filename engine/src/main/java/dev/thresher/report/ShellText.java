package dev.thresher.report;

import dev.thresher.model.PrintableText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words as they could be typed to a shell, on one line that disturbs no terminal. Bash reads them
 * back as they were; a plain POSIX shell does, too, unless a word holds control characters.
 */
public final class ShellText {
  private static final String PLAIN = "[A-Za-z0-9_@%+=:,./{}-]+";

  private ShellText() {}

  public static String of(List<String> words) {
    return words.stream().map(ShellText::of).collect(Collectors.joining(" "));
  }

  static String of(String word) {
    if (word.matches(PLAIN)) {
      return word;
    }
    return PrintableText.escape(word).equals(word)
        ? "'" + word.replace("'", "'\\''") + "'"
        : "$'" + PrintableText.escape(word.replace("\\", "\\\\").replace("'", "\\'")) + "'";
  }
}
