package dev.thresher.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One message with its checksum in front: four bytes of CRC32C, highest first, over the Protobuf
 * bytes that follow. The checksum finds damage, not malice; peers are authenticated by TLS.
 */
final class Frame {
  private static final int CHECKSUM_BYTES = 4;

  private Frame() {}

  /**
   * @throws UnencodableException if the frame would be larger than {@link
   *     WireLimits#ENVELOPE_BYTES}
   */
  static byte[] encode(MessageLite message) {
    return encode(message, WireLimits.ENVELOPE_BYTES);
  }

  /**
   * @throws UnencodableException if the frame would have more bytes than {@code most}
   */
  static byte[] encode(MessageLite message, int most) {
    int size = CHECKSUM_BYTES + message.getSerializedSize();
    if (size > most) {
      throw new UnencodableException(
          "a message of " + size + " bytes is above the " + most + " that one envelope may hold");
    }
    var frame = new byte[size];
    try {
      var out = CodedOutputStream.newInstance(frame, CHECKSUM_BYTES, size - CHECKSUM_BYTES);
      message.writeTo(out);
      out.checkNoSpaceLeft();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    ByteBuffer.wrap(frame).putInt(checksum(frame));
    return frame;
  }

  static <M> M decode(byte[] frame, Parser<M> parser) {
    return decode(frame, parser, WireLimits.ENVELOPE_BYTES);
  }

  static <M> M decode(byte[] frame, Parser<M> parser, int most) {
    Check.that(frame.length > CHECKSUM_BYTES, "a frame of " + frame.length + " bytes is empty");
    Check.that(frame.length <= most, "a frame of " + frame.length + " bytes is too large");
    Check.that(ByteBuffer.wrap(frame).getInt() == checksum(frame), "a frame's checksum is wrong");
    try {
      var in = CodedInputStream.newInstance(frame, CHECKSUM_BYTES, frame.length - CHECKSUM_BYTES);
      in.setRecursionLimit(WireLimits.MESSAGE_NESTING);
      var message = parser.parseFrom(in);
      Check.that(in.isAtEnd(), "a frame goes on after its message");
      return message;
    } catch (InvalidProtocolBufferException damaged) {
      throw new MalformedFrameException("a frame is no message: " + damaged.getMessage(), damaged);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static int checksum(byte[] frame) {
    var crc = new CRC32C();
    crc.update(frame, CHECKSUM_BYTES, frame.length - CHECKSUM_BYTES);
    return (int) crc.getValue();
  }
}
