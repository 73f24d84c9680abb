package dev.thresher.codec;

import dev.thresher.model.Failure;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.protocol.TaskResult;
import dev.thresher.wire.Wire;

/** How tasks ended. */
final class OutcomeMapping {
  /** A cancelled batch tells its reason with every task, so it is kept short on the wire. */
  static final int REASON_CHARS = 160;

  private OutcomeMapping() {}

  static Wire.TaskResult toWire(TaskResult result) {
    return Wire.TaskResult.newBuilder()
        .setIndex(result.index())
        .setOutcome(toWire(result.outcome()))
        .setRunNanos(result.runNanos())
        .build();
  }

  static TaskResult fromWire(Wire.TaskResult wire) {
    Check.given(wire.hasOutcome(), "TaskResult.outcome");
    return new TaskResult(
        Check.atLeast(0, wire.getIndex(), "TaskResult.index"),
        fromWire(wire.getOutcome()),
        Check.atLeast(0, wire.getRunNanos(), "TaskResult.run_nanos"));
  }

  static Wire.Outcome toWire(Outcome outcome) {
    var wire = Wire.Outcome.newBuilder();
    switch (outcome) {
      case Outcome.Completed(Payload result) -> wire.setCompleted(PayloadMapping.toWire(result));
      case Outcome.Failed(Failure failure) -> wire.setFailed(FailureMapping.toWire(failure));
      case Outcome.TimedOut(long limitNanos) -> wire.setTimedOutLimitNanos(limitNanos);
      case Outcome.Cancelled(String reason) -> wire.setCancelledReason(cut(reason));
      case Outcome.Lost(Incarnation worker, String detail) ->
          wire.setLost(
              Wire.Lost.newBuilder().setWorker(IdMapping.toWire(worker)).setDetail(cut(detail)));
    }
    return wire.build();
  }

  private static String cut(String text) {
    return text.length() <= REASON_CHARS ? text : text.substring(0, REASON_CHARS - 1) + "…";
  }

  static Outcome fromWire(Wire.Outcome wire) {
    return switch (wire.getOutcomeCase()) {
      case COMPLETED -> new Outcome.Completed(PayloadMapping.fromWire(wire.getCompleted()));
      case FAILED -> new Outcome.Failed(FailureMapping.fromWire(wire.getFailed()));
      case TIMED_OUT_LIMIT_NANOS ->
          new Outcome.TimedOut(
              Check.atLeast(1L, wire.getTimedOutLimitNanos(), "Outcome.timed_out_limit_nanos"));
      case CANCELLED_REASON -> new Outcome.Cancelled(wire.getCancelledReason());
      case LOST -> {
        Check.given(wire.getLost().hasWorker(), "Lost.worker");
        yield new Outcome.Lost(
            IdMapping.fromWire(wire.getLost().getWorker()), wire.getLost().getDetail());
      }
      case OUTCOME_NOT_SET -> throw new MalformedFrameException("Outcome.outcome is missing");
    };
  }
}
