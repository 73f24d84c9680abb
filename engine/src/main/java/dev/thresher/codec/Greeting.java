package dev.thresher.codec;

import com.google.protobuf.ByteString;
import dev.thresher.model.Incarnation;
import dev.thresher.wire.Wire;

/**
 * The first frame on a worker's own channel, in either direction.
 *
 * @param worker whose channel it is
 * @param token that of the side which speaks
 */
public record Greeting(Incarnation worker, Token token) {
  /** No frame of a greeting is larger; nothing larger is read from somebody unknown. */
  public static final int LARGEST = 256;

  public byte[] encode() {
    return Frame.encode(
        Wire.Greeting.newBuilder()
            .setWorker(IdMapping.toWire(worker))
            .setToken(ByteString.copyFrom(token.bytes()))
            .build());
  }

  /**
   * @throws MalformedFrameException if these bytes are anything but a greeting
   */
  public static Greeting decode(byte[] frame) {
    var wire = Frame.decode(frame, Wire.Greeting.parser());
    Check.given(wire.hasWorker(), "Greeting.worker");
    return new Greeting(
        IdMapping.fromWire(wire.getWorker()),
        Token.of(wire.getToken().toByteArray(), "Greeting.token"));
  }
}
