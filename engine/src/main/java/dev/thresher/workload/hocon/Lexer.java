package dev.thresher.workload.hocon;

import dev.thresher.workload.hocon.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Cuts a text into tokens, comments left out, and complains of bare texts that a comment cuts:
 * {@code a#b} and {@code http://x} would silently lose their end.
 */
final class Lexer {
  private static final String NEEDS_QUOTES = "`^?!@*&\\+$";
  private static final String ENDS_BARE = NEEDS_QUOTES + "\"{}[]:=,#";

  private final String text;
  private final IntFunction<Origin> lines;
  private final Complaints complaints;
  private final Effort effort;
  private final List<Token> tokens = new ArrayList<>();
  private final int[] openedOnLine = new int[Limits.NESTING + 1];
  private int depth;
  private int position;
  private int line = 1;

  private Lexer(String text, IntFunction<Origin> lines, Complaints complaints, Effort effort) {
    this.text = text;
    this.lines = lines;
    this.complaints = complaints;
    this.effort = effort;
  }

  /**
   * @param lines the origin of each line
   * @throws Refusal at the first text that cannot be a token, or beyond a limit
   */
  static List<Token> tokens(
      String text, IntFunction<Origin> lines, Complaints complaints, Effort effort) {
    var lexer = new Lexer(text, lines, complaints, effort);
    lexer.run();
    return lexer.tokens;
  }

  /**
   * @param lines the origin of each line
   */
  static Tokens tokensUpToError(
      String text, IntFunction<Origin> lines, Complaints complaints, Effort effort) {
    var lexer = new Lexer(text, lines, complaints, effort);
    try {
      lexer.run();
      return new Tokens(lexer.tokens, null);
    } catch (Refusal refusal) {
      return new Tokens(lexer.tokens, refusal);
    }
  }

  private void run() {
    while (position < text.length()) {
      next();
    }
    add(Kind.END, "");
  }

  private void next() {
    char c = text.charAt(position);
    switch (c) {
      case '\n' -> lineEnd();
      case '{' -> open(Kind.OPEN_BRACE);
      case '[' -> open(Kind.OPEN_BRACKET);
      case '}' -> close(Kind.CLOSE_BRACE);
      case ']' -> close(Kind.CLOSE_BRACKET);
      case ',' -> mark(Kind.COMMA, 1);
      case ':' -> mark(Kind.COLON, 1);
      case '=' -> mark(Kind.EQUALS, 1);
      case '"' -> quoted();
      default -> other(c);
    }
  }

  private void other(char c) {
    if (isGap(c)) {
      gap();
    } else if (startsComment(position)) {
      skipToLineEnd();
    } else if (text.startsWith("+=", position)) {
      effort.append(here());
      mark(Kind.APPEND, 2);
    } else if (text.startsWith("${", position)) {
      effort.reference(here());
      reference();
    } else if (NEEDS_QUOTES.indexOf(c) >= 0) {
      throw new Refusal(here(), "the character " + c + " must stand within \"quotes\"");
    } else {
      bare();
    }
  }

  private void lineEnd() {
    mark(Kind.LINE_END, 1);
    line++;
  }

  private void open(Kind kind) {
    Effort.nesting(depth + 1, here());
    openedOnLine[++depth] = line;
    mark(kind, 1);
  }

  private void close(Kind kind) {
    depth = Math.max(0, depth - 1);
    mark(kind, 1);
  }

  private void gap() {
    int from = position;
    while (position < text.length() && isGap(text.charAt(position))) {
      position++;
    }
    add(Kind.GAP, text.substring(from, position));
  }

  private void bare() {
    int from = position;
    skipNumber();
    while (position < text.length() && continuesBare(position)) {
      position++;
    }
    if (position < text.length() && isCut(position)) {
      cut(from);
    } else {
      add(Kind.BARE, text.substring(from, position));
    }
  }

  // Within a number, and only there, a + needs no quotes.
  private void skipNumber() {
    int from = position;
    boolean number = isDigit(text.charAt(position)) || text.charAt(position) == '-';
    while (number && position < text.length() && isNumeric(text.charAt(position))) {
      position++;
    }
    int plus = text.substring(from, position).indexOf('+');
    if (plus >= 0 && !Numbers.isNumber(text.substring(from, position))) {
      position = from + plus;
    }
  }

  private boolean continuesBare(int at) {
    char c = text.charAt(at);
    return ENDS_BARE.indexOf(c) < 0 && c != '\n' && !isGap(c) && !startsComment(at);
  }

  private boolean isCut(int at) {
    return startsComment(at) || text.startsWith("://", at);
  }

  // What was meant ends with the line or, in a list or block on one line, where the next value
  // begins.
  private void cut(int from) {
    var marker = text.charAt(position) == '#' ? "#" : "//";
    boolean withinLine = depth > 0 && openedOnLine[depth] == line;
    var ends = withinLine ? "\n,]}" : "\n";
    while (position < text.length() && ends.indexOf(text.charAt(position)) < 0) {
      position++;
    }
    var meant = text.substring(from, position).strip();
    complaints.add(
        here(),
        "the value %s is cut off at %s, which starts a comment; write it within \"quotes\", or a comment with a space before it"
            .formatted(Shown.quoted(meant), marker));
    add(Kind.CUT, meant);
  }

  private void quoted() {
    if (text.startsWith("\"\"\"", position)) {
      tripleQuoted();
      return;
    }
    int from = position++;
    var content = new StringBuilder();
    while (at(position) != '"') {
      if (position >= text.length() || text.charAt(position) == '\n') {
        throw new Refusal(here(), "the closing quote is missing: " + shortly(from));
      }
      if (text.charAt(position) == '\\') {
        content.append(escape());
      } else {
        content.append(text.charAt(position++));
      }
    }
    position++;
    add(Kind.QUOTED, content.toString());
  }

  private char escape() {
    char c = at(position + 1);
    position += 2;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> unicode();
      default ->
          throw new Refusal(
              here(),
              "after \\ may stand one of \" \\ / b f n r t u within quotes; write \\\\ for \\");
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(at(position++), 16);
      if (digit < 0) {
        throw new Refusal(here(), "\\u needs four hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private void tripleQuoted() {
    int from = position + 3;
    int end = text.indexOf("\"\"\"", from);
    if (end < 0) {
      throw new Refusal(here(), "the closing \"\"\" is missing");
    }
    while (at(end + 3) == '"') {
      end++; // further quotes belong to the content
    }
    var content = text.substring(from, end);
    add(Kind.QUOTED, content);
    line += (int) content.chars().filter(c -> c == '\n').count();
    position = end + 3;
  }

  private void reference() {
    int from = position + 2;
    boolean quoted = false;
    position = from;
    while (quoted || at(position) != '}') {
      if (position >= text.length() || text.charAt(position) == '\n') {
        throw new Refusal(here(), "the } of a reference is missing: " + shortly(from - 2));
      }
      quoted ^= text.charAt(position) == '"';
      position++;
    }
    add(Kind.REFERENCE, text.substring(from, position));
    position++;
  }

  private void skipToLineEnd() {
    while (position < text.length() && text.charAt(position) != '\n') {
      position++;
    }
  }

  private boolean startsComment(int at) {
    return at(at) == '#' || (at(at) == '/' && at(at + 1) == '/');
  }

  private void mark(Kind kind, int length) {
    add(kind, text.substring(position, position + length));
    position += length;
  }

  private void add(Kind kind, String content) {
    if (tokens.size() >= Limits.TOKENS) {
      throw new Refusal(
          here(),
          "the file has more than %,d words and signs; put data into a file of its own and name it in each"
              .formatted(Limits.TOKENS));
    }
    tokens.add(new Token(kind, content, line));
  }

  private Origin here() {
    return lines.apply(line);
  }

  private char at(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  private String shortly(int from) {
    int end = text.indexOf('\n', from);
    return Shown.quoted(text.substring(from, end < 0 ? text.length() : end).strip());
  }

  private static boolean isGap(char c) {
    return c != '\n' && (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNumeric(char c) {
    return isDigit(c) || "eE+-.".indexOf(c) >= 0;
  }
}
