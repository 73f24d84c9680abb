package dev.thresher.rundir;

/** How rows become a file. All text is UTF-8 with plain line feeds. */
public enum RowFormat {
  /**
   * RFC 4180 with a header line. A missing value is an empty field, an empty text is {@code ""};
   * bytes are Base64, lists and nested fields JSON.
   */
  CSV,
  /** One JSON object a line. */
  JSON_LINES,
  /** One JSON array of all rows. */
  JSON_ARRAY,
  /** The one row as a JSON object. */
  JSON_OBJECT,
  /** The one binary field of the one row, as it is. */
  RAW
}
