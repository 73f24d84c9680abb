package dev.thresher.codec;

import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.wire.Wire;

/** Frames that carry one reply or one request between processes. */
public final class EnvelopeCodec {
  private EnvelopeCodec() {}

  /**
   * A reply with its sender.
   *
   * @param workerRef where to answer, as the transport spells it
   */
  public record Letter(Incarnation from, String workerRef, Reply reply) {}

  /**
   * @throws UnencodableException if a payload cannot leave the process or the whole is too large
   */
  public static byte[] encode(Letter letter) {
    var wire =
        Wire.ToCoordinator.newBuilder()
            .setFrom(IdMapping.toWire(letter.from()))
            .setWorkerRef(letter.workerRef());
    ReplyMapping.put(letter.reply(), wire);
    return Frame.encode(wire.build());
  }

  /**
   * @throws MalformedFrameException if these bytes are anything but a whole, sound letter
   */
  public static Letter decodeLetter(byte[] frame) {
    var wire = Frame.decode(frame, Wire.ToCoordinator.parser());
    Check.given(wire.hasFrom(), "ToCoordinator.from");
    return new Letter(
        IdMapping.fromWire(wire.getFrom()),
        Check.given(wire.getWorkerRef(), "ToCoordinator.worker_ref"),
        ReplyMapping.take(wire));
  }

  /**
   * @throws UnencodableException if the whole is too large
   */
  public static byte[] encode(Request request) {
    return Frame.encode(RequestMapping.toWire(request));
  }

  /**
   * @throws MalformedFrameException if these bytes are anything but a whole, sound request
   */
  public static Request decodeRequest(byte[] frame) {
    return RequestMapping.fromWire(Frame.decode(frame, Wire.ToWorker.parser()));
  }
}
