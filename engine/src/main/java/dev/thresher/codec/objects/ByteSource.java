package dev.thresher.codec.objects;

import dev.thresher.codec.MalformedFrameException;
import dev.thresher.model.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Bytes that are being read. Allocates nothing larger than what is left of them, whatever they
 * claim.
 */
final class ByteSource {
  private static final int MOST_VARINT_BITS = 63;

  private final Bytes content;
  private int position;

  ByteSource(Bytes content) {
    this.content = content;
  }

  int left() {
    return content.length() - position;
  }

  byte next() {
    require(1);
    return content.at(position++);
  }

  byte peek() {
    require(1);
    return content.at(position);
  }

  /** The next bytes, to be read at once. */
  ByteBuffer take(long bytes) {
    require(bytes);
    var taken = content.asReadOnlyBuffer().slice(position, (int) bytes);
    position += (int) bytes;
    return taken;
  }

  /** A number of things that take at least {@code bytesEach} bytes each, of which there is one. */
  int size(int bytesEach) {
    long size = unsigned();
    if (size < 0 || size > left() / bytesEach) {
      throw new MalformedFrameException(
          "an object claims " + size + " elements in " + left() + " bytes");
    }
    return (int) size;
  }

  long whole() {
    long coded = unsigned();
    return coded >>> 1 ^ -(coded & 1);
  }

  private long unsigned() {
    long number = 0;
    for (int shift = 0; shift <= MOST_VARINT_BITS; shift += 7) {
      byte part = next();
      number |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return number;
      }
    }
    throw new MalformedFrameException("an object holds a number without an end");
  }

  byte[] sized() {
    int size = size(1);
    position += size;
    return content.toArray(position - size, position);
  }

  String text() {
    return new String(sized(), StandardCharsets.UTF_8);
  }

  private void require(long bytes) {
    if (bytes < 0 || bytes > left()) {
      throw new MalformedFrameException("an object ends before its end");
    }
  }
}
