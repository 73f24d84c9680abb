package dev.thresher.rundir;

/** How rows become a file. All text is UTF-8, in text files with plain line feeds. */
public enum RowFormat {
  /**
   * RFC 4180 with a header line. A missing value is an empty field, an empty text is {@code ""};
   * bytes are Base64, lists and nested fields JSON.
   */
  CSV,
  /**
   * An SQLite database with one table. A column is declared as what all its values are: INTEGER
   * (truths are 0 and 1), REAL, NUMERIC for both, TEXT, BLOB, or nothing. A missing value is NULL,
   * as is NaN, which SQLite does not know; lists and nested fields are JSON.
   */
  SQLITE,
  /** One JSON object a line. */
  JSON_LINES,
  /** One JSON array of all rows. */
  JSON_ARRAY,
  /** The one row as a JSON object. */
  JSON_OBJECT,
  /** The one binary field of the one row, as it is. */
  RAW
}
