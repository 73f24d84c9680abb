package dev.thresher.codec;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Frames with a fitting checksum around any bytes, made apart from the code under test. */
final class Frames {
  private Frames() {}

  static byte[] of(byte[] body) {
    var crc = new CRC32C();
    crc.update(body);
    return ByteBuffer.allocate(4 + body.length).putInt((int) crc.getValue()).put(body).array();
  }
}
