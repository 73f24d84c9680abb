package dev.thresher.codec;

import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.protocol.TaskResult;

/** How large things become on the wire, without encoding them. */
public final class WireSize {
  private static final int BYTES_PER_CHAR = 3;

  /** Ids, lengths, times and tags around one result, rounded up. */
  private static final int AROUND = 96;

  private static final int DIGEST_DIGITS = 64;

  private WireSize() {}

  /** Never less than what the result takes in an {@code Ended}; a reference counts as nothing. */
  public static int atMost(TaskResult result) {
    return switch (result.outcome()) {
      case Outcome.Completed(Payload.Reference _) -> 0;
      case Outcome.Completed(Payload payload) -> AROUND + atMost(payload);
      case Outcome.Failed(var failure) -> AROUND + FailureMapping.atMostBytes(failure);
      case Outcome.TimedOut _ -> AROUND;
      case Outcome.Cancelled(var reason) ->
          AROUND + BYTES_PER_CHAR * Math.min(reason.length(), OutcomeMapping.REASON_CHARS);
      case Outcome.Lost(var worker, var detail) ->
          AROUND
              + BYTES_PER_CHAR
                  * (worker.worker().name().length()
                      + Math.min(detail.length(), OutcomeMapping.REASON_CHARS));
    };
  }

  /** Never less than what the payload takes in a message, but for the tags around it. */
  static int atMost(Payload payload) {
    return switch (payload) {
      case Payload.Reference _ -> 0;
      case Payload.Inline(var type, var bytes) -> BYTES_PER_CHAR * type.length() + bytes.length();
      case Payload.Blob blob ->
          BYTES_PER_CHAR * (blob.type().length() + blob.location().length() + DIGEST_DIGITS);
    };
  }
}
