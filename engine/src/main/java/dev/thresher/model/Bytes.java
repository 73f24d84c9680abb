package dev.thresher.model;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable run of bytes, compared by content.
 *
 * <p>{@link #of} copies; {@link #adopt} takes the array as it is, for callers that made it and
 * never touch it again. Nothing here hands the array out, so a value may be shared between threads.
 */
public final class Bytes {
  /** No bytes at all. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  public static Bytes of(byte[] content) {
    return new Bytes(content.clone());
  }

  /** Wraps without a copy: the caller must not change {@code content} afterwards. */
  public static Bytes adopt(byte[] content) {
    return new Bytes(content);
  }

  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public int length() {
    return content.length;
  }

  public byte at(int index) {
    return content[index];
  }

  /** A view that cannot be written to; costs no copy. */
  public ByteBuffer asReadOnlyBuffer() {
    return ByteBuffer.wrap(content).asReadOnlyBuffer();
  }

  /** Reads it from its beginning; costs no copy. */
  public InputStream asStream() {
    return new ByteArrayInputStream(content);
  }

  public byte[] toArray() {
    return content.clone();
  }

  /** A copy of those from index {@code from} to {@code until}, the last one not included. */
  public byte[] toArray(int from, int until) {
    Objects.checkFromToIndex(from, until, content.length);
    return Arrays.copyOfRange(content, from, until);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return content.length + " bytes";
  }
}
