package dev.thresher.codec;

import com.google.protobuf.ByteString;
import dev.thresher.journal.Entry;
import dev.thresher.journal.Entry.StageOpened;
import dev.thresher.journal.StageIdentity;
import dev.thresher.model.Bytes;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunId;
import dev.thresher.wire.LedgerWire;

/** Ledger entries, but for the ends of tasks. */
final class EntryMapping {
  private EntryMapping() {}

  static LedgerWire.LedgerEntry toWire(Entry entry) {
    var wire = LedgerWire.LedgerEntry.newBuilder();
    switch (entry) {
      case Entry.RunOpened opened -> wire.setRunOpened(toWire(opened));
      case Entry.EpochOpened opened -> wire.setEpochOpened(toWire(opened));
      case Entry.FileRead(String path, Bytes sha256) ->
          wire.setFileRead(LedgerWire.FileRead.newBuilder().setPath(path).setSha256(bytes(sha256)));
      case Entry.RowsCounted(int stage, long size) ->
          wire.setRowsCounted(LedgerWire.RowsCounted.newBuilder().setStage(stage).setSize(size));
      case Entry.Committed committed ->
          throw new IllegalArgumentException("has a mapping of its own: " + committed);
      case Entry.Dispatched(var to, var tasks, int attempt) ->
          wire.setDispatched(
              LedgerWire.Dispatched.newBuilder()
                  .setTo(IdMapping.toWire(to))
                  .setTasks(IdMapping.toWire(tasks))
                  .setAttempt(attempt));
      case Entry.GivenBack(var tasks) -> wire.setGivenBack(IdMapping.toWire(tasks));
      case Entry.Retried(var task, int attempt, boolean ownFailure) ->
          wire.setRetried(
              LedgerWire.Retried.newBuilder()
                  .setTask(IdMapping.toWire(task))
                  .setAttempt(attempt)
                  .setOwnFailure(ownFailure));
      case Entry.Reopened(var tasks) -> wire.setReopened(IdMapping.toWire(tasks));
      case Entry.Publishing publishing -> wire.setPublishing(toWire(publishing));
      case Entry.Gap(long from, long until) ->
          wire.setGap(LedgerWire.Gap.newBuilder().setFrom(from).setUntil(until));
      case Entry.Ended(RunEnd end, String detail) ->
          wire.setRunClosed(LedgerWire.RunClosed.newBuilder().setEnd(end.name()).setDetail(detail));
    }
    return wire.build();
  }

  private static LedgerWire.RunOpened toWire(Entry.RunOpened opened) {
    return LedgerWire.RunOpened.newBuilder()
        .setRun(opened.run().value())
        .setWorkload(opened.workload())
        .setVersion(opened.version())
        .setAtMillis(opened.atMillis())
        .build();
  }

  private static LedgerWire.EpochOpened toWire(Entry.EpochOpened opened) {
    var wire =
        LedgerWire.EpochOpened.newBuilder()
            .setEpoch(opened.epoch())
            .setPid(opened.pid())
            .setHost(opened.host())
            .setAtMillis(opened.atMillis());
    opened.stages().forEach(stage -> wire.addStages(toWire(stage)));
    return wire.build();
  }

  private static LedgerWire.StageOpened toWire(StageOpened opened) {
    var identity = opened.identity();
    var wire =
        LedgerWire.StageOpened.newBuilder()
            .setName(identity.name())
            .setBody(identity.body())
            .setCode(bytes(identity.code()))
            .setConstants(ValueMapping.toWire(identity.constants()))
            .setInputs(bytes(identity.inputs()))
            .setRows(bytes(identity.rows()));
    if (opened.continues() != StageOpened.ANEW) {
      wire.setContinues(opened.continues());
    }
    return wire.build();
  }

  private static LedgerWire.Publishing toWire(Entry.Publishing publishing) {
    var wire = LedgerWire.Publishing.newBuilder();
    for (var output : publishing.outputs()) {
      wire.addOutputs(
          LedgerWire.Output.newBuilder()
              .setPath(output.path())
              .setLength(output.length())
              .setSha256(bytes(output.sha256())));
    }
    return wire.build();
  }

  private static ByteString bytes(Bytes bytes) {
    return ValueMapping.toWire(bytes);
  }

  static Entry fromWire(LedgerWire.LedgerEntry wire) {
    return switch (wire.getEntryCase()) {
      case RUN_OPENED -> fromWire(wire.getRunOpened());
      case EPOCH_OPENED -> fromWire(wire.getEpochOpened());
      case FILE_READ ->
          new Entry.FileRead(
              Check.given(wire.getFileRead().getPath(), "FileRead.path"),
              ValueMapping.fromWire(wire.getFileRead().getSha256()));
      case ROWS_COUNTED ->
          new Entry.RowsCounted(
              Check.atLeast(0, wire.getRowsCounted().getStage(), "RowsCounted.stage"),
              Check.atLeast(0L, wire.getRowsCounted().getSize(), "RowsCounted.size"));
      case COMMITTED -> throw new IllegalArgumentException("has a mapping of its own");
      case DISPATCHED -> fromWire(wire.getDispatched());
      case GIVEN_BACK -> new Entry.GivenBack(IdMapping.fromWire(wire.getGivenBack()));
      case RETRIED -> fromWire(wire.getRetried());
      case REOPENED -> new Entry.Reopened(IdMapping.fromWire(wire.getReopened()));
      case PUBLISHING ->
          new Entry.Publishing(
              wire.getPublishing().getOutputsList().stream().map(EntryMapping::fromWire).toList());
      case RUN_CLOSED ->
          new Entry.Ended(endOf(wire.getRunClosed().getEnd()), wire.getRunClosed().getDetail());
      case GAP -> new Entry.Gap(wire.getGap().getFrom(), wire.getGap().getUntil());
      case ENTRY_NOT_SET -> throw new MalformedFrameException("LedgerEntry.entry is missing");
    };
  }

  private static Entry fromWire(LedgerWire.RunOpened wire) {
    return new Entry.RunOpened(
        new RunId(Check.given(wire.getRun(), "RunOpened.run")),
        Check.given(wire.getWorkload(), "RunOpened.workload"),
        wire.getVersion(),
        wire.getAtMillis());
  }

  private static Entry fromWire(LedgerWire.EpochOpened wire) {
    return new Entry.EpochOpened(
        Check.atLeast(1L, wire.getEpoch(), "EpochOpened.epoch"),
        wire.getPid(),
        wire.getHost(),
        wire.getAtMillis(),
        wire.getStagesList().stream().map(EntryMapping::fromWire).toList());
  }

  private static StageOpened fromWire(LedgerWire.StageOpened wire) {
    Check.given(wire.hasConstants(), "StageOpened.constants");
    var identity =
        new StageIdentity(
            Check.given(wire.getName(), "StageOpened.name"),
            wire.getBody(),
            ValueMapping.fromWire(wire.getCode()),
            ValueMapping.fromWire(wire.getConstants()),
            ValueMapping.fromWire(wire.getInputs()),
            ValueMapping.fromWire(wire.getRows()));
    return new StageOpened(identity, wire.hasContinues() ? wire.getContinues() : StageOpened.ANEW);
  }

  private static Entry fromWire(LedgerWire.Dispatched wire) {
    Check.given(wire.hasTo(), "Dispatched.to");
    Check.given(wire.hasTasks(), "Dispatched.tasks");
    return new Entry.Dispatched(
        IdMapping.fromWire(wire.getTo()),
        IdMapping.fromWire(wire.getTasks()),
        Check.atLeast(1, wire.getAttempt(), "Dispatched.attempt"));
  }

  private static Entry fromWire(LedgerWire.Retried wire) {
    Check.given(wire.hasTask(), "Retried.task");
    return new Entry.Retried(
        IdMapping.fromWire(wire.getTask()),
        Check.atLeast(1, wire.getAttempt(), "Retried.attempt"),
        wire.getOwnFailure());
  }

  private static Entry.Output fromWire(LedgerWire.Output wire) {
    return new Entry.Output(
        Check.given(wire.getPath(), "Output.path"),
        Check.atLeast(0L, wire.getLength(), "Output.length"),
        ValueMapping.fromWire(wire.getSha256()));
  }

  private static RunEnd endOf(String name) {
    try {
      return RunEnd.valueOf(name);
    } catch (IllegalArgumentException unknown) {
      throw new MalformedFrameException("RunClosed.end is " + name, unknown);
    }
  }
}
