package dev.thresher.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.thresher.model.Outcome;
import dev.thresher.task.TaskBody;
import dev.thresher.wire.Wire;

/** What a process that was spawned for one call is told and tells, each in a file of its own. */
public final class SpawnCodec {
  private SpawnCodec() {}

  /**
   * @param call whose function is what is called, without an argument
   */
  public static byte[] encode(TaskBody.Closure call) {
    return CodeMapping.toWire(call).toByteArray();
  }

  /**
   * @throws MalformedFrameException if it is no call
   */
  public static TaskBody.Closure call(byte[] content) {
    try {
      var call = CodeMapping.fromWire(Wire.Closure.parseFrom(content));
      Check.that(call.function().isPresent(), "Closure.function is missing");
      return call;
    } catch (InvalidProtocolBufferException damaged) {
      throw new MalformedFrameException("a call is damaged", damaged);
    }
  }

  public static byte[] encode(Outcome outcome) {
    return OutcomeMapping.toWire(outcome).toByteArray();
  }

  /**
   * @throws MalformedFrameException if it is no outcome
   */
  public static Outcome outcome(byte[] content) {
    try {
      return OutcomeMapping.fromWire(Wire.Outcome.parseFrom(content));
    } catch (InvalidProtocolBufferException damaged) {
      throw new MalformedFrameException("an outcome is damaged", damaged);
    }
  }
}
