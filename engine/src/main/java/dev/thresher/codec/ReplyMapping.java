package dev.thresher.codec;

import dev.thresher.model.BatchId;
import dev.thresher.model.HeapUse;
import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.TaskResult;
import dev.thresher.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What workers say. */
final class ReplyMapping {
  private ReplyMapping() {}

  static void put(Reply reply, Wire.ToCoordinator.Builder wire) {
    switch (reply) {
      case Reply.Register register -> wire.setRegister(toWire(register));
      case Reply.Ended ended -> wire.setEnded(toWire(ended));
      case Reply.Returned returned -> wire.setReturned(toWire(returned));
      case Reply.Beating beating -> wire.setBeating(toWire(beating));
      case Reply.Drained() -> wire.setDrained(Wire.Drained.getDefaultInstance());
    }
  }

  static Reply take(Wire.ToCoordinator wire) {
    return switch (wire.getReplyCase()) {
      case REGISTER -> fromWire(wire.getRegister());
      case ENDED -> fromWire(wire.getEnded());
      case RETURNED -> fromWire(wire.getReturned());
      case BEATING -> fromWire(wire.getBeating());
      case DRAINED -> new Reply.Drained();
      case REPLY_NOT_SET -> throw new MalformedFrameException("ToCoordinator.reply is missing");
    };
  }

  private static Wire.Register toWire(Reply.Register register) {
    return Wire.Register.newBuilder()
        .setWorker(IdMapping.toWire(register.worker()))
        .setPid(register.pid())
        .setHost(register.host())
        .setSlots(register.slots())
        .setVersion(register.version())
        .build();
  }

  private static Reply fromWire(Wire.Register wire) {
    Check.given(wire.hasWorker(), "Register.worker");
    return new Reply.Register(
        IdMapping.fromWire(wire.getWorker()),
        Check.atLeast(1L, wire.getPid(), "Register.pid"),
        Check.given(wire.getHost(), "Register.host"),
        Check.atLeast(1, wire.getSlots(), "Register.slots"),
        Check.given(wire.getVersion(), "Register.version"));
  }

  private static Wire.Ended toWire(Reply.Ended ended) {
    var wire =
        Wire.Ended.newBuilder()
            .setEpoch(ended.epoch())
            .setSequence(ended.sequence())
            .setBatch(ended.batch().value())
            .setAttempt(ended.attempt())
            .setFinished(ended.finished());
    ended.results().forEach(result -> wire.addResults(OutcomeMapping.toWire(result)));
    return wire.build();
  }

  private static Reply fromWire(Wire.Ended wire) {
    return new Reply.Ended(
        wire.getEpoch(),
        Check.atLeast(1L, wire.getSequence(), "Ended.sequence"),
        new BatchId(wire.getBatch()),
        Check.atLeast(1, wire.getAttempt(), "Ended.attempt"),
        results(wire.getResultsList()),
        wire.getFinished());
  }

  private static List<TaskResult> results(List<Wire.TaskResult> wire) {
    var results = new ArrayList<TaskResult>(wire.size());
    for (var result : wire) {
      results.add(OutcomeMapping.fromWire(result));
    }
    return results;
  }

  private static Wire.Returned toWire(Reply.Returned returned) {
    var wire =
        Wire.Returned.newBuilder()
            .setEpoch(returned.epoch())
            .setSequence(returned.sequence())
            .setBatch(returned.batch().value());
    returned.tasks().ifPresent(tasks -> wire.setTasks(IdMapping.toWire(tasks)));
    return wire.build();
  }

  private static Reply fromWire(Wire.Returned wire) {
    Optional<TaskRange> tasks =
        wire.hasTasks() ? Optional.of(IdMapping.fromWire(wire.getTasks())) : Optional.empty();
    return new Reply.Returned(
        wire.getEpoch(),
        Check.atLeast(1L, wire.getSequence(), "Returned.sequence"),
        new BatchId(wire.getBatch()),
        tasks);
  }

  private static Wire.Beating toWire(Reply.Beating beating) {
    var wire =
        Wire.Beating.newBuilder()
            .setEpoch(beating.epoch())
            .setRound(beating.round())
            .setHeap(
                Wire.HeapUse.newBuilder()
                    .setUsedBytes(beating.heap().usedBytes())
                    .setLimitBytes(beating.heap().limitBytes()));
    beating.holding().forEach(batch -> wire.addHolding(batch.value()));
    for (var running : beating.running()) {
      wire.addRunning(
          Wire.Running.newBuilder()
              .setTask(IdMapping.toWire(running.task()))
              .setAttempt(running.attempt())
              .setForNanos(running.forNanos())
              .setStoppingNanos(running.stoppingNanos()));
    }
    return wire.build();
  }

  private static Reply fromWire(Wire.Beating wire) {
    return new Reply.Beating(
        wire.getEpoch(),
        Check.atLeast(0L, wire.getRound(), "Beating.round"),
        wire.getRunningList().stream().map(ReplyMapping::fromWire).toList(),
        wire.getHoldingList().stream().map(BatchId::new).toList(),
        fromWire(wire.getHeap()));
  }

  private static HeapUse fromWire(Wire.HeapUse wire) {
    return new HeapUse(
        Check.atLeast(0L, wire.getUsedBytes(), "HeapUse.used_bytes"),
        Check.atLeast(0L, wire.getLimitBytes(), "HeapUse.limit_bytes"));
  }

  private static Reply.Running fromWire(Wire.Running wire) {
    Check.given(wire.hasTask(), "Running.task");
    return new Reply.Running(
        IdMapping.fromWire(wire.getTask()),
        Check.atLeast(1, wire.getAttempt(), "Running.attempt"),
        Check.atLeast(0L, wire.getForNanos(), "Running.for_nanos"),
        Check.atLeast(0L, wire.getStoppingNanos(), "Running.stopping_nanos"));
  }
}
