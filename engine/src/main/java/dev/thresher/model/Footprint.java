package dev.thresher.model;

import java.util.Collection;

/** Roughly what things take of a JVM's heap; found at a price that does not grow with them. */
public final class Footprint {
  private static final long RESULT = 120;
  private static final long NODE = 24;
  private static final long TEXT = 56;
  private static final long ENTRY = 64;
  private static final long FRAME = 120;

  /** Of a long collection so many elements stand for the others. */
  private static final int SAMPLE = 32;

  private Footprint() {}

  /** Of a task's end, as it waits to be taken in. */
  public static long of(Outcome outcome) {
    return RESULT
        + switch (outcome) {
          case Outcome.Completed(Payload payload) -> of(payload);
          case Outcome.Failed(Failure failure) -> of(failure);
          case Outcome.TimedOut _ -> 0;
          case Outcome.Cancelled(String reason) -> of(reason);
          case Outcome.Lost(_, String detail) -> of(detail);
        };
  }

  /** Of an object that is no {@link Value} nothing is known. */
  private static long of(Payload payload) {
    return switch (payload) {
      case Payload.Reference(Value value) -> of(value);
      case Payload.Reference _ -> NODE;
      case Payload.Inline(_, Bytes bytes) -> NODE + bytes.length();
      case Payload.Blob(_, _, _, String location) -> ENTRY + of(location);
    };
  }

  private static long of(Failure failure) {
    long bytes = of(failure.message()) + FRAME * failure.frames().size();
    for (var cause : failure.causes()) {
      bytes += of(cause);
    }
    for (var suppressed : failure.suppressed()) {
      bytes += of(suppressed);
    }
    return bytes + failure.thrown().map(Footprint::of).orElse(0L);
  }

  private static long of(String text) {
    return TEXT + text.length();
  }

  private static long of(Value value) {
    return switch (value) {
      case Value.Absent _ -> 0;
      case Value.Truth _, Value.Whole _, Value.Real _ -> NODE;
      case Value.Text(String text) -> NODE + of(text);
      case Value.Binary(Bytes bytes) -> NODE + bytes.length();
      case Value.Sequence(var items) -> NODE + of(items, 0);
      case Value.Fields(var entries) -> NODE + of(entries.values(), ENTRY);
    };
  }

  private static long of(Collection<Value> items, long each) {
    int seen = 0;
    long bytes = 0;
    for (var item : items) {
      bytes += each + Long.BYTES + of(item);
      if (++seen == SAMPLE) {
        return bytes / SAMPLE * items.size();
      }
    }
    return bytes;
  }
}
