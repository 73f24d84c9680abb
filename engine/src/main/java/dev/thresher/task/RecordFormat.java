package dev.thresher.task;

/** How a file is cut into records. */
public enum RecordFormat {
  /** RFC 4180 in UTF-8; the first record names the columns, empty lines are no records. */
  CSV,
  /** One JSON object a line; empty lines are no records. */
  JSON_LINES,
  /** One text a line; empty lines are no records. */
  LINES,
  /** Stretches of a text that end with a line: {@code file}, {@code from}, {@code until}. */
  BLOCKS
}
