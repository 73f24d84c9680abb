package dev.thresher.codec.objects;

import dev.thresher.model.Bytes;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are being written; grows up to a limit. */
final class ByteSink extends OutputStream {
  private static final int FIRST = 64;
  private static final byte[] NONE = {};

  private final long most;
  private byte[] content;
  private int length;

  /** More was written than the sink may hold. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1;

    Full() {
      super(null, null, false, false);
    }
  }

  /**
   * @param most bytes that it may hold, far less than an array can
   */
  ByteSink(long most) {
    this.most = most;
    this.content = new byte[FIRST];
  }

  private int reserve(int bytes) {
    int at = length;
    long needed = (long) at + bytes;
    if (needed > content.length) {
      grow(needed);
    }
    length = (int) needed;
    return at;
  }

  private void grow(long needed) {
    if (needed > most) {
      throw new Full();
    }
    long roomy = Math.max(needed, 2L * content.length);
    content = Arrays.copyOf(content, (int) Math.min(roomy, Math.max(most, FIRST)));
  }

  @Override
  public void write(int b) {
    int at = reserve(1); // first: it may replace the content
    content[at] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    int at = reserve(count);
    System.arraycopy(bytes, offset, content, at, count);
  }

  /** Room for so many bytes, to be filled at once. */
  ByteBuffer room(int bytes) {
    int at = reserve(bytes); // first: it may replace the content
    return ByteBuffer.wrap(content, at, bytes);
  }

  /** A number that is often small and never negative, as a varint. */
  void size(int number) {
    unsigned(number);
  }

  /** Numbers near zero take few bytes. */
  void whole(long number) {
    unsigned(number << 1 ^ number >> 63);
  }

  private void unsigned(long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    write((int) rest);
  }

  void sized(byte[] bytes) {
    size(bytes.length);
    write(bytes, 0, bytes.length);
  }

  /** Well-formed Unicode only. */
  void text(String text) {
    sized(text.getBytes(StandardCharsets.UTF_8));
  }

  long most() {
    return most;
  }

  int length() {
    return length;
  }

  /** Forgets what was written since. */
  void cutBackTo(int earlier) {
    length = earlier;
  }

  /** All that was written; nothing more can be. */
  Bytes bytes() {
    var all = content.length == length ? content : toByteArray();
    content = NONE;
    return Bytes.adopt(all);
  }

  byte[] toByteArray() {
    return Arrays.copyOf(content, length);
  }
}
