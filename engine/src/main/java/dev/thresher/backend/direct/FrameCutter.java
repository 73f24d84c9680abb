package dev.thresher.backend.direct;

import dev.thresher.codec.MalformedFrameException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames: four bytes of length, highest first, then so many bytes.
 * Holds no more than one frame of the largest size that is allowed and what was read with it.
 */
final class FrameCutter {
  static final int LENGTH_BYTES = 4;

  /** Holds the usual frame as a whole, so that the buffer is not made anew for it. */
  private static final int USUAL_BYTES = 256 * 1024;

  private ByteBuffer bytes = ByteBuffer.allocateDirect(LENGTH_BYTES);
  private int start;

  /**
   * @return false at the end of the stream
   */
  boolean fill(ReadableByteChannel from) throws IOException {
    return from.read(bytes) >= 0;
  }

  /**
   * @param most bytes that a frame may have
   * @return the next frame, null while it is not there as a whole: {@link #fill} goes on then
   * @throws MalformedFrameException if it claims to be larger, before any room is made for it
   */
  byte @Nullable [] next(int most) {
    int held = bytes.position() - start;
    if (held < LENGTH_BYTES) {
      makeRoom(LENGTH_BYTES, most);
      return null;
    }
    int length = bytes.getInt(start);
    if (length < 1 || length > most) {
      throw new MalformedFrameException(
          "a frame claims "
              + Integer.toUnsignedString(length)
              + " bytes; it may have 1 to "
              + most);
    }
    if (held - LENGTH_BYTES < length) {
      makeRoom(LENGTH_BYTES + length, most);
      return null;
    }
    var frame = new byte[length];
    bytes.get(start + LENGTH_BYTES, frame);
    start += LENGTH_BYTES + length;
    return frame;
  }

  // What is left moves to the front; it is less than what is needed, so it fits into either buffer.
  private void makeRoom(int needed, int most) {
    int size = Math.max(needed, Math.min(USUAL_BYTES, LENGTH_BYTES + most));
    var rest = bytes.flip().position(start);
    if (size == bytes.capacity()) {
      bytes.compact();
    } else {
      bytes = ByteBuffer.allocateDirect(size).put(rest);
    }
    start = 0;
  }
}
