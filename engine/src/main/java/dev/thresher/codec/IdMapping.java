package dev.thresher.codec;

import dev.thresher.model.Incarnation;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import dev.thresher.model.WorkerId;
import dev.thresher.wire.Wire;

/** Ids and ranges. */
final class IdMapping {
  private IdMapping() {}

  static Wire.Incarnation toWire(Incarnation incarnation) {
    return Wire.Incarnation.newBuilder()
        .setWorker(incarnation.worker().name())
        .setNumber(incarnation.number())
        .build();
  }

  static Incarnation fromWire(Wire.Incarnation wire) {
    return new Incarnation(
        new WorkerId(Check.given(wire.getWorker(), "Incarnation.worker")),
        Check.atLeast(1, wire.getNumber(), "Incarnation.number"));
  }

  static Wire.TaskId toWire(TaskId task) {
    return Wire.TaskId.newBuilder().setStage(task.stage()).setIndex(task.index()).build();
  }

  static TaskId fromWire(Wire.TaskId wire) {
    return new TaskId(
        Check.atLeast(0, wire.getStage(), "TaskId.stage"),
        Check.atLeast(0, wire.getIndex(), "TaskId.index"));
  }

  static Wire.TaskRange toWire(TaskRange range) {
    return Wire.TaskRange.newBuilder()
        .setStage(range.stage())
        .setFrom(range.from())
        .setUntil(range.until())
        .build();
  }

  static TaskRange fromWire(Wire.TaskRange wire) {
    int stage = Check.atLeast(0, wire.getStage(), "TaskRange.stage");
    long from = Check.atLeast(0, wire.getFrom(), "TaskRange.from");
    Check.that(from < wire.getUntil(), "TaskRange is empty");
    return new TaskRange(stage, from, wire.getUntil());
  }
}
