package dev.thresher.model;

/**
 * What a task is given or returns, as the engine carries it: the engine never looks inside.
 *
 * <p>Where a worker lives decides the form: in the coordinator's JVM a value travels as a {@link
 * Reference}, to another process as {@link Inline} bytes, and above {@link #INLINE_LIMIT} as a
 * {@link Blob} that is read from where it lies. Nothing larger than the limit enters a mailbox.
 */
public sealed interface Payload {
  /** Largest inline payload in bytes; a larger one travels as a blob. */
  int INLINE_LIMIT = 128 * 1024;

  /** The object itself, shared between threads of one JVM; never crosses a process border. */
  record Reference(Object value) implements Payload {}

  /**
   * Encoded bytes.
   *
   * @param type what the bytes are: {@code value} for the engine's own {@link Value} in Protobuf,
   *     otherwise a type that the user's codec declared
   */
  record Inline(String type, Bytes bytes) implements Payload {}

  /**
   * Bytes that lie elsewhere.
   *
   * @param crc32c checksum of the content: it finds damage, and proves nothing about who wrote it
   * @param length in bytes
   * @param location a path or address that the receiver can read from
   */
  record Blob(String type, int crc32c, long length, String location) implements Payload {}

  /** The declared type of payloads that are a {@link Value} in Protobuf. */
  String VALUE_TYPE = "value";
}
