package dev.thresher.codec;

/** Sizes beyond which nothing is sent and nothing is read. */
public final class WireLimits {
  /** Largest envelope in bytes; the transport takes frames a little larger than that. */
  public static final int ENVELOPE_BYTES = 1024 * 1024;

  /** Results are cut into several messages so that each stays below this many bytes. */
  public static final int RESULTS_BYTES = 192 * 1024;

  /** How deep messages may be nested in each other when a frame is read. */
  public static final int MESSAGE_NESTING = 32;

  /** How deep a value may be nested; two messages a level, so this fits in a frame. */
  public static final int VALUE_NESTING = 12;

  /** Largest exception in bytes that goes along with the news of a failure. */
  public static final int THROWN_BYTES = 16 * 1024;

  /** Largest blob in bytes that is read back. */
  public static final long BLOB_BYTES = 1L << 30;

  private WireLimits() {}
}
