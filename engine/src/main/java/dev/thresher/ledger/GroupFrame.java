package dev.thresher.ledger;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What lies around each group: 20 bytes in front of it, numbers with the highest byte first.
 *
 * <pre>
 *  0  marker    4 bytes  "TLG1"
 *  4  length    4        of the group, in bytes, 1 to 16 MiB
 *  8  sequence  8        of the group in its file, from 1 without gaps
 * 16  checksum  4        CRC32C of the 16 bytes above and the group
 * </pre>
 */
final class GroupFrame {
  static final int HEAD_BYTES = 20;
  static final int MOST_BYTES = 16 << 20;

  private static final int MARKER = 0x544C4731;
  private static final int CHECKSUM_AT = 16;

  private GroupFrame() {}

  /** Fills in the head of a frame whose group lies behind it, up to the buffer's limit. */
  static void seal(ByteBuffer frame, long sequence) {
    int length = frame.limit() - HEAD_BYTES;
    if (length < 1 || length > MOST_BYTES) {
      throw new IllegalArgumentException("a group of " + length + " bytes");
    }
    frame.putInt(0, MARKER).putInt(4, length).putLong(8, sequence);
    frame.putInt(CHECKSUM_AT, checksum(frame));
  }

  /**
   * The length of the whole frame that may begin here, by its marker and length alone; 0 if none
   * can.
   *
   * @param head at least {@link #HEAD_BYTES} from its position
   */
  static int claimedBytes(ByteBuffer head) {
    int at = head.position();
    int length = head.getInt(at + 4);
    boolean plausible = head.getInt(at) == MARKER && length > 0 && length <= MOST_BYTES;
    return plausible ? HEAD_BYTES + length : 0;
  }

  static long sequence(ByteBuffer frame) {
    return frame.getLong(frame.position() + 8);
  }

  /**
   * @param frame as long as it claims
   */
  static boolean isSound(ByteBuffer frame) {
    return frame.getInt(frame.position() + CHECKSUM_AT) == checksum(frame.slice());
  }

  private static int checksum(ByteBuffer frame) {
    var crc = new CRC32C();
    crc.update(frame.slice(0, CHECKSUM_AT));
    crc.update(frame.slice(HEAD_BYTES, frame.limit() - HEAD_BYTES));
    return (int) crc.getValue();
  }
}
