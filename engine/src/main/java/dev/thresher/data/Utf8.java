package dev.thresher.data;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Texts from bytes; what is no UTF-8 is refused, not replaced. */
final class Utf8 {
  private Utf8() {}

  /**
   * @param line for the message
   */
  static String decode(byte[] bytes, long line) throws MalformedRecordException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw new MalformedRecordException(line, "this is not a text in UTF-8");
    }
  }

  /** Of bytes that were read as Latin-1, one character each. */
  static String decodeLatin(String bytes, long line) throws MalformedRecordException {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.charAt(i) >= 0x80) {
        return decode(bytes.getBytes(StandardCharsets.ISO_8859_1), line);
      }
    }
    return bytes;
  }
}
