package dev.thresher.workload;

/** Ways to write a line that is no HOCON, wherever a key may stand. */
enum SyntaxError {
  OPEN_QUOTE("colour = \"red", "the closing quote is missing"),
  NO_VALUE("colour = , shape = 1", "has no value"),
  NO_KEY("= red", "where a key should be"),
  STRAY_BRACKET("]", "where a key should be"),
  OPEN_REFERENCE("colour = ${params.walks", "the } of a reference is missing"),
  UNKNOWN_ESCAPE("colour = \"\\q\"", "after \\ may stand one of"),
  BROKEN_ESCAPE("colour = \"\\u12\"", "\\u needs four hexadecimal digits"),
  FORBIDDEN_CHARACTER("colour = `red`", "must stand within \"quotes\""),
  NO_SEPARATOR("colour { } shape = 1", "unexpected"),
  KEY_ALONE("colour", "has no value");

  final String text;
  final String says;

  SyntaxError(String text, String says) {
    this.text = text;
    this.says = says;
  }
}
