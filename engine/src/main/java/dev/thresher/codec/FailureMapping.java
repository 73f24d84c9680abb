package dev.thresher.codec;

import dev.thresher.model.Bytes;
import dev.thresher.model.Failure;
import dev.thresher.model.Payload;
import dev.thresher.wire.Wire;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Failures, shortened by the sender to what fits in a frame: a message of a hundred megabytes must
 * not keep the news of the failure from arriving.
 */
final class FailureMapping {
  private static final int MESSAGE_CHARS = 8 * 1024;
  private static final int FRAME_CHARS = 512;
  private static final int TYPE_CHARS = 512;
  private static final int CHAIN = 16;
  private static final int FRAMES = 200;
  private static final int SUPERTYPES = 16;
  private static final int BYTES_PER_CHAR = 3;
  private static final int AROUND_TEXT = 8;
  private static final String CUT = " … (shortened)";

  /** What one failure may take in all, in characters; at most three bytes each. */
  private static final int BUDGET_CHARS = 48 * 1024;

  // The last texts may overrun the budget a little: 32 causes whose type and message are cut to
  // their
  // least, and the lengths and tags of 33 x 200 frames at most.
  private static final int MOST_BYTES = BYTES_PER_CHAR * BUDGET_CHARS + 64 * 1024;

  private int charsLeft = BUDGET_CHARS;

  private FailureMapping() {}

  static Wire.Failure toWire(Failure failure) {
    var budget = new FailureMapping();
    var wire = budget.shallow(failure);
    failure.causes().stream().limit(CHAIN).map(budget::shallow).forEach(wire::addCauses);
    failure.suppressed().stream().limit(CHAIN).map(budget::shallow).forEach(wire::addSuppressed);
    thrown(failure).map(PayloadMapping::toWire).ifPresent(wire::setThrown);
    return wire.build();
  }

  // The data tells the same, so what cannot travel or is too large just stays behind.
  private static Optional<Payload> thrown(Failure failure) {
    return failure
        .thrown()
        .filter(thrown ->
            thrown instanceof Payload.Inline(_, Bytes content)
                && content.length() <= WireLimits.THROWN_BYTES);
  }

  private Wire.Failure.Builder shallow(Failure failure) {
    var wire =
        Wire.Failure.newBuilder()
            .setType(cut(failure.type(), TYPE_CHARS))
            .setMessage(cut(failure.message(), MESSAGE_CHARS));
    charsLeft -= wire.getType().length() + wire.getMessage().length();
    for (var above : failure.supertypes().stream().limit(SUPERTYPES).toList()) {
      wire.addSupertypes(cut(above, TYPE_CHARS));
      charsLeft -= wire.getSupertypes(wire.getSupertypesCount() - 1).length();
    }
    for (var frame : failure.frames()) {
      if (charsLeft < FRAME_CHARS || wire.getFramesCount() == FRAMES) {
        break;
      }
      wire.addFrames(cut(frame, FRAME_CHARS));
      charsLeft -= wire.getFrames(wire.getFramesCount() - 1).length();
    }
    return wire;
  }

  private String cut(String text, int limit) {
    int room = Math.min(limit, Math.max(charsLeft, CUT.length() + 1));
    return text.length() <= room ? text : text.substring(0, room - CUT.length()) + CUT;
  }

  /** Never less than what the failure takes on the wire, once shortened. */
  static int atMostBytes(Failure failure) {
    int bytes =
        Stream.of(failure.causes(), failure.suppressed())
            .flatMap(chain -> chain.stream().limit(CHAIN))
            .mapToInt(FailureMapping::atMostShallow)
            .sum();
    return Math.min(atMostShallow(failure) + bytes, MOST_BYTES) + atMostThrown(failure);
  }

  private static int atMostThrown(Failure failure) {
    return thrown(failure).stream()
        .mapToInt(payload -> AROUND_TEXT + WireSize.atMost(payload))
        .sum();
  }

  private static int atMostShallow(Failure failure) {
    long bytes = 3 * AROUND_TEXT + BYTES_PER_CHAR * (long) failure.type().length();
    bytes += BYTES_PER_CHAR * (long) failure.message().length();
    bytes += atMostTexts(failure.frames()) + atMostTexts(failure.supertypes());
    return (int) Math.min(bytes, MOST_BYTES);
  }

  private static long atMostTexts(List<String> texts) {
    long bytes = 0;
    for (var text : texts) {
      bytes += AROUND_TEXT + BYTES_PER_CHAR * (long) text.length();
    }
    return bytes;
  }

  static Failure fromWire(Wire.Failure wire) {
    return new Failure(
        Check.given(wire.getType(), "Failure.type"),
        wire.getMessage(),
        List.copyOf(wire.getFramesList()),
        chain(wire.getCausesList()),
        chain(wire.getSuppressedList()),
        List.copyOf(wire.getSupertypesList()),
        wire.hasThrown() ? thrown(wire.getThrown()) : Optional.empty());
  }

  private static Optional<Payload> thrown(Wire.Payload wire) {
    var payload = PayloadMapping.fromWire(wire);
    Check.that(payload instanceof Payload.Inline, "Failure.thrown lies outside of its message");
    return Optional.of(payload);
  }

  private static List<Failure> chain(List<Wire.Failure> wire) {
    return wire.stream().map(FailureMapping::fromWire).toList();
  }
}
