package dev.thresher.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The first 32 bytes of a ledger: {@code "THRESHER LEDGER\n"}, the version of the format (4 bytes),
 * 8 bytes of nothing, and the CRC32C of all that (4 bytes).
 */
final class LedgerHeader {
  static final int BYTES = 32;
  static final int FORMAT = 2;

  private static final byte[] MAGIC = "THRESHER LEDGER\n".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKSUM_AT = 28;

  private LedgerHeader() {}

  static ByteBuffer bytes() {
    return bytes(FORMAT);
  }

  static ByteBuffer bytes(int format) {
    var header = ByteBuffer.allocate(BYTES).put(MAGIC).putInt(format).clear();
    return header.putInt(CHECKSUM_AT, checksum(header));
  }

  /**
   * @throws LedgerException if this is no ledger of a format that can be read
   */
  static void check(Storage storage) throws IOException {
    if (storage.size() < BYTES) {
      throw new LedgerException.Unreadable(
          storage.name()
              + " holds nothing yet: its run ended before it began; start it without --resume");
    }
    var header = ByteBuffer.allocate(BYTES);
    storage.read(header, 0);
    header.flip();
    if (header.mismatch(ByteBuffer.wrap(MAGIC)) < MAGIC.length) {
      throw new LedgerException.Unreadable(storage.name() + " is not a ledger");
    }
    if (header.getInt(CHECKSUM_AT) != checksum(header)) {
      throw new LedgerException.Damaged(
          storage.name()
              + " is damaged in its header (bytes 0 to 31), so that nothing in it can be trusted:"
              + " put back a copy, or start the run anew",
          0);
    }
    int format = header.getInt(MAGIC.length);
    if (format != FORMAT) {
      throw new LedgerException.Unreadable(
          "%s has format %d, and this version of thresher reads format %d: resume it with the version that wrote it, or start the run anew"
              .formatted(storage.name(), format, FORMAT));
    }
  }

  private static int checksum(ByteBuffer header) {
    var crc = new CRC32C();
    crc.update(header.slice(0, CHECKSUM_AT));
    return (int) crc.getValue();
  }
}
