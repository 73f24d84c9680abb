package dev.thresher.codec;

import dev.thresher.model.BatchId;
import dev.thresher.model.Payload;
import dev.thresher.model.RunId;
import dev.thresher.protocol.Request;
import dev.thresher.wire.Wire;
import java.util.ArrayList;
import java.util.List;

/** What the coordinator asks. */
final class RequestMapping {
  private RequestMapping() {}

  static Wire.ToWorker toWire(Request request) {
    var wire = Wire.ToWorker.newBuilder();
    switch (request) {
      case Request.Welcome welcome -> wire.setWelcome(toWire(welcome));
      case Request.Define define ->
          wire.setDefine(Wire.Define.newBuilder().setStage(StageMapping.toWire(define.stage())));
      case Request.ForgetStage(int stage) ->
          wire.setForgetStage(Wire.ForgetStage.newBuilder().setStage(stage));
      case Request.RunTasks run -> wire.setRunTasks(toWire(run));
      case Request.Revoke(BatchId batch, long from) ->
          wire.setRevoke(Wire.Revoke.newBuilder().setBatch(batch.value()).setFrom(from));
      case Request.Cancel(BatchId batch, String reason) ->
          wire.setCancel(Wire.Cancel.newBuilder().setBatch(batch.value()).setReason(reason));
      case Request.CancelTask(BatchId batch, long index, String reason, boolean interrupt) ->
          wire.setCancelTask(
              Wire.CancelTask.newBuilder()
                  .setBatch(batch.value())
                  .setIndex(index)
                  .setReason(reason)
                  .setInterrupt(interrupt));
      case Request.Acknowledge(long epoch, long sequence) ->
          wire.setAcknowledge(Wire.Acknowledge.newBuilder().setEpoch(epoch).setSequence(sequence));
      case Request.Beat(long epoch, long round) ->
          wire.setBeat(Wire.Beat.newBuilder().setEpoch(epoch).setRound(round));
      case Request.Drain() -> wire.setDrain(Wire.Drain.getDefaultInstance());
      case Request.Stop() -> wire.setStop(Wire.Stop.getDefaultInstance());
    }
    return wire.build();
  }

  static Request fromWire(Wire.ToWorker wire) {
    return switch (wire.getRequestCase()) {
      case WELCOME -> fromWire(wire.getWelcome());
      case DEFINE -> {
        Check.given(wire.getDefine().hasStage(), "Define.stage");
        yield new Request.Define(StageMapping.fromWire(wire.getDefine().getStage()));
      }
      case FORGET_STAGE -> new Request.ForgetStage(wire.getForgetStage().getStage());
      case RUN_TASKS -> fromWire(wire.getRunTasks());
      case REVOKE ->
          new Request.Revoke(
              new BatchId(wire.getRevoke().getBatch()),
              Check.atLeast(0L, wire.getRevoke().getFrom(), "Revoke.from"));
      case CANCEL ->
          new Request.Cancel(
              new BatchId(wire.getCancel().getBatch()), wire.getCancel().getReason());
      case CANCEL_TASK ->
          new Request.CancelTask(
              new BatchId(wire.getCancelTask().getBatch()),
              Check.atLeast(0L, wire.getCancelTask().getIndex(), "CancelTask.index"),
              wire.getCancelTask().getReason(),
              wire.getCancelTask().getInterrupt());
      case ACKNOWLEDGE ->
          new Request.Acknowledge(
              wire.getAcknowledge().getEpoch(),
              Check.atLeast(0L, wire.getAcknowledge().getSequence(), "Acknowledge.sequence"));
      case BEAT ->
          new Request.Beat(
              wire.getBeat().getEpoch(),
              Check.atLeast(1L, wire.getBeat().getRound(), "Beat.round"));
      case DRAIN -> new Request.Drain();
      case STOP -> new Request.Stop();
      case REQUEST_NOT_SET -> throw new MalformedFrameException("ToWorker.request is missing");
    };
  }

  private static Wire.Welcome toWire(Request.Welcome welcome) {
    return Wire.Welcome.newBuilder()
        .setRun(welcome.run().value())
        .setEpoch(welcome.epoch())
        .setYou(IdMapping.toWire(welcome.you()))
        .setLeaseNanos(welcome.leaseNanos())
        .build();
  }

  private static Request fromWire(Wire.Welcome wire) {
    Check.given(wire.hasYou(), "Welcome.you");
    return new Request.Welcome(
        new RunId(Check.given(wire.getRun(), "Welcome.run")),
        wire.getEpoch(),
        IdMapping.fromWire(wire.getYou()),
        Check.atLeast(0L, wire.getLeaseNanos(), "Welcome.lease_nanos"));
  }

  private static Wire.RunTasks toWire(Request.RunTasks run) {
    var wire =
        Wire.RunTasks.newBuilder()
            .setEpoch(run.epoch())
            .setBatch(run.batch().value())
            .setTasks(IdMapping.toWire(run.tasks()))
            .setAttempt(run.attempt())
            .setSpread(run.spread());
    run.arguments().forEach(argument -> wire.addArguments(PayloadMapping.toWire(argument)));
    return wire.build();
  }

  private static Request fromWire(Wire.RunTasks wire) {
    Check.given(wire.hasTasks(), "RunTasks.tasks");
    var tasks = IdMapping.fromWire(wire.getTasks());
    Check.that(
        wire.getArgumentsCount() == 0 || wire.getArgumentsCount() == tasks.size(),
        "RunTasks has " + wire.getArgumentsCount() + " arguments for " + tasks.size() + " tasks");
    return new Request.RunTasks(
        wire.getEpoch(),
        new BatchId(wire.getBatch()),
        tasks,
        Check.atLeast(1, wire.getAttempt(), "RunTasks.attempt"),
        wire.getSpread(),
        arguments(wire.getArgumentsList()));
  }

  private static List<Payload> arguments(List<Wire.Payload> wire) {
    var arguments = new ArrayList<Payload>(wire.size());
    for (var argument : wire) {
      arguments.add(PayloadMapping.fromWire(argument));
    }
    return arguments;
  }
}
