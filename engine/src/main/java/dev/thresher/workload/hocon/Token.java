package dev.thresher.workload.hocon;

/**
 * @param text of a quoted one without quotes and escapes, of a reference what is between the
 *     braces, otherwise as written
 */
record Token(Kind kind, String text, int line) {
  enum Kind {
    OPEN_BRACE,
    CLOSE_BRACE,
    OPEN_BRACKET,
    CLOSE_BRACKET,
    COMMA,
    EQUALS,
    COLON,
    APPEND,
    LINE_END,
    GAP,
    QUOTED,
    BARE,
    REFERENCE,
    /** A bare text that a comment cuts; the lexer has complained. */
    CUT,
    END
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }
}
