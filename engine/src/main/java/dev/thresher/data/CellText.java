package dev.thresher.data;

import dev.thresher.model.Value;
import dev.thresher.task.RecordColumn.Type;
import java.util.regex.Pattern;

/**
 * What the text of a cell can be read as. Only a text that a number would be written as counts as
 * one: {@code 007} and numbers beyond 64 bits stay texts, so that nothing of them is lost.
 */
final class CellText {
  private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,18})");
  private static final Pattern REAL =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,18})?(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?");

  private CellText() {}

  /** The narrowest type: {@code WHOLE}, {@code REAL} or {@code TEXT}. */
  static Type typeOf(String text) {
    if (WHOLE.matcher(text).matches()) {
      return fitsLong(text) ? Type.WHOLE : Type.TEXT;
    }
    boolean hasDigit = text.chars().anyMatch(Character::isDigit);
    boolean isReal =
        hasDigit
            && REAL.matcher(text).matches()
            && Character.isDigit(text.charAt(text.length() - 1))
            && (text.charAt(0) != 'e' && text.charAt(0) != 'E')
            && Double.isFinite(Double.parseDouble(text));
    return isReal ? Type.REAL : Type.TEXT;
  }

  private static boolean fitsLong(String digits) {
    try {
      Long.parseLong(digits);
      return true;
    } catch (NumberFormatException tooLong) {
      return false;
    }
  }

  /**
   * @throws NumberFormatException if it is no such number
   */
  static Value read(String text, Type type) {
    return switch (type) {
      case WHOLE -> Value.of(Long.parseLong(text));
      case REAL -> Value.of(Double.parseDouble(text));
      case TEXT, AS_WRITTEN -> Value.of(text);
    };
  }
}
