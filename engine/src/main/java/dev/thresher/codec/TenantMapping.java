package dev.thresher.codec;

import dev.thresher.backend.WorkerExit;
import dev.thresher.backend.node.NodeMessage.StartRefused;
import dev.thresher.backend.node.NodeMessage.StartWorker;
import dev.thresher.backend.node.NodeMessage.TenantState;
import dev.thresher.backend.node.NodeMessage.WorkerEnded;
import dev.thresher.backend.node.WorkerTerms;
import dev.thresher.model.BatchId;
import dev.thresher.model.Bytes;
import dev.thresher.model.EngineSettings.SharedFilesystem;
import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Starts;
import dev.thresher.wire.ClusterWire;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;

/** What a driver and an agent tell each other of worker processes. */
final class TenantMapping {
  private static final int MOST_LINES = 20;

  private TenantMapping() {}

  static ClusterWire.StartWorker toWire(StartWorker start) {
    return ClusterWire.StartWorker.newBuilder()
        .setRun(ShareMapping.toWire(start.run()))
        .setDriver(ShareMapping.toWire(start.driver()))
        .setWorker(IdMapping.toWire(start.worker()))
        .setTerms(toWire(start.terms()))
        .build();
  }

  static StartWorker fromWire(ClusterWire.StartWorker wire) {
    Check.given(wire.hasTerms(), "StartWorker.terms");
    return new StartWorker(
        ShareMapping.run(wire.hasRun(), wire.getRun(), "StartWorker.run"),
        ShareMapping.address(wire.hasDriver(), wire.getDriver(), "StartWorker.driver"),
        NodeCodec.worker(wire.hasWorker(), wire.getWorker(), "StartWorker.worker"),
        fromWire(wire.getTerms()));
  }

  private static ClusterWire.WorkerTerms toWire(WorkerTerms terms) {
    return ClusterWire.WorkerTerms.newBuilder()
        .setProofFile(terms.proofFile().toString())
        .setProof(NodeCodec.bytes(terms.proof()))
        .setDirectory(terms.directory().toString())
        .setLogFile(terms.logFile().toString())
        .setOutputFile(terms.outputFile().toString())
        .setErrorFile(terms.errorFile().toString())
        .setStartedFile(terms.startedFile().toString())
        .setTaskLogDirectory(terms.taskLogs().toString())
        .setBlobDirectory(terms.blobs().toString())
        .setHeapMebibytes(terms.heapMebibytes())
        .setSlots(terms.slots())
        .setBeatNanos(terms.beat().toNanos())
        .setOrphanGraceNanos(terms.orphanGrace().toNanos())
        .setStartTimeoutNanos(terms.startTimeout().toNanos())
        .setSharedFiles(toWire(terms.shared()))
        .build();
  }

  private static WorkerTerms fromWire(ClusterWire.WorkerTerms wire) {
    Check.that(
        wire.getProof().size() == WorkerTerms.PROOF_BYTES,
        "WorkerTerms.proof has " + wire.getProof().size() + " bytes");
    return new WorkerTerms(
        path(wire.getProofFile(), "WorkerTerms.proof_file"),
        Bytes.adopt(wire.getProof().toByteArray()),
        path(wire.getDirectory(), "WorkerTerms.directory"),
        path(wire.getLogFile(), "WorkerTerms.log_file"),
        path(wire.getOutputFile(), "WorkerTerms.output_file"),
        path(wire.getErrorFile(), "WorkerTerms.error_file"),
        path(wire.getStartedFile(), "WorkerTerms.started_file"),
        path(wire.getTaskLogDirectory(), "WorkerTerms.task_log_directory"),
        path(wire.getBlobDirectory(), "WorkerTerms.blob_directory"),
        Check.atLeast(0, wire.getHeapMebibytes(), "WorkerTerms.heap_mebibytes"),
        Check.atLeast(1, wire.getSlots(), "WorkerTerms.slots"),
        nanos(1, wire.getBeatNanos(), "WorkerTerms.beat_nanos"),
        nanos(0, wire.getOrphanGraceNanos(), "WorkerTerms.orphan_grace_nanos"),
        nanos(1, wire.getStartTimeoutNanos(), "WorkerTerms.start_timeout_nanos"),
        fromWire(wire.getSharedFiles()));
  }

  private static ClusterWire.SharedFiles toWire(SharedFilesystem shared) {
    return switch (shared) {
      case AUTO -> ClusterWire.SharedFiles.SHARED_FILES_AUTO;
      case TRUE -> ClusterWire.SharedFiles.SHARED_FILES_TRUE;
      case FALSE -> ClusterWire.SharedFiles.SHARED_FILES_FALSE;
    };
  }

  private static SharedFilesystem fromWire(ClusterWire.SharedFiles wire) {
    return switch (wire) {
      case SHARED_FILES_AUTO -> SharedFilesystem.AUTO;
      case SHARED_FILES_TRUE -> SharedFilesystem.TRUE;
      case SHARED_FILES_FALSE -> SharedFilesystem.FALSE;
      case SHARED_FILES_UNSPECIFIED, UNRECOGNIZED ->
          throw new MalformedFrameException("WorkerTerms.shared_files is missing or unknown");
    };
  }

  private static Path path(String text, String field) {
    Check.given(text, field);
    Check.that(text.indexOf('\0') < 0, field + " is no path");
    var path = Path.of(text);
    Check.that(path.isAbsolute(), field + " is not absolute");
    return path;
  }

  private static Duration nanos(long least, long value, String field) {
    return Duration.ofNanos(Check.atLeast(least, value, field));
  }

  static ClusterWire.StartRefused toWire(StartRefused refused) {
    return ClusterWire.StartRefused.newBuilder()
        .setRun(ShareMapping.toWire(refused.run()))
        .setAgent(refused.agent())
        .setWorker(IdMapping.toWire(refused.worker()))
        .setForGood(refused.forGood())
        .setReason(refused.reason())
        .build();
  }

  static StartRefused fromWire(ClusterWire.StartRefused wire) {
    return new StartRefused(
        ShareMapping.run(wire.hasRun(), wire.getRun(), "StartRefused.run"),
        Check.given(wire.getAgent(), "StartRefused.agent"),
        NodeCodec.worker(wire.hasWorker(), wire.getWorker(), "StartRefused.worker"),
        wire.getForGood(),
        Check.given(wire.getReason(), "StartRefused.reason"));
  }

  static ClusterWire.TenantState toWire(TenantState state) {
    var wire =
        ClusterWire.TenantState.newBuilder()
            .setRun(ShareMapping.toWire(state.run()))
            .setAgent(state.agent())
            .setLife(state.life())
            .addAllEnded(NodeCodec.toWire(state.ended()));
    for (var living : state.living()) {
      wire.addLiving(
          ClusterWire.Living.newBuilder()
              .setWorker(IdMapping.toWire(living.worker()))
              .setPid(living.pid())
              .setAtMillis(living.at().toEpochMilli()));
    }
    return wire.build();
  }

  static TenantState fromWire(ClusterWire.TenantState wire) {
    return new TenantState(
        ShareMapping.run(wire.hasRun(), wire.getRun(), "TenantState.run"),
        Check.given(wire.getAgent(), "TenantState.agent"),
        wire.getLife(),
        wire.getLivingList().stream().map(TenantMapping::fromWire).toList(),
        NodeCodec.fromWire(wire.getEndedList()));
  }

  private static TenantState.Living fromWire(ClusterWire.Living wire) {
    return new TenantState.Living(
        NodeCodec.worker(wire.hasWorker(), wire.getWorker(), "Living.worker"),
        Check.atLeast(0L, wire.getPid(), "Living.pid"),
        Instant.ofEpochMilli(wire.getAtMillis()));
  }

  static ClusterWire.WorkerEnded toWire(WorkerEnded ended) {
    var exit = ended.exit();
    var wire =
        ClusterWire.WorkerEnded.newBuilder()
            .setRun(ShareMapping.toWire(ended.run()))
            .setAgent(ended.agent())
            .setLife(ended.life())
            .setWorker(IdMapping.toWire(ended.worker()))
            .setPid(exit.pid())
            .setUptimeNanos(exit.uptime().toNanos())
            .addAllLastLines(exit.lastLines());
    switch (exit.cause()) {
      case WorkerExit.Exited(int code) -> wire.setExitCode(code);
      case WorkerExit.Signalled(int signal) -> wire.setSignal(signal);
      case WorkerExit.NeverRegistered(String detail) -> wire.setNeverRegistered(detail);
      case WorkerExit.KilledByUs(String reason) -> wire.setKilledByUs(reason);
      case WorkerExit.HostLost _ ->
          throw new IllegalArgumentException("a host that is lost tells nothing");
    }
    if (ended.starts() instanceof Starts.Told told) {
      wire.setStarts(toWire(told));
    }
    return wire.build();
  }

  static WorkerEnded fromWire(ClusterWire.WorkerEnded wire) {
    Check.that(wire.getLastLinesCount() <= MOST_LINES, "WorkerEnded.last_lines are too many");
    return new WorkerEnded(
        ShareMapping.run(wire.hasRun(), wire.getRun(), "WorkerEnded.run"),
        Check.given(wire.getAgent(), "WorkerEnded.agent"),
        wire.getLife(),
        NodeCodec.worker(wire.hasWorker(), wire.getWorker(), "WorkerEnded.worker"),
        new WorkerExit(
            Check.atLeast(0L, wire.getPid(), "WorkerEnded.pid"),
            nanos(0, wire.getUptimeNanos(), "WorkerEnded.uptime_nanos"),
            cause(wire),
            wire.getLastLinesList()),
        wire.hasStarts() ? fromWire(wire.getStarts()) : new Starts.Untold());
  }

  private static WorkerExit.Cause cause(ClusterWire.WorkerEnded wire) {
    return switch (wire.getCauseCase()) {
      case EXIT_CODE -> new WorkerExit.Exited(wire.getExitCode());
      case SIGNAL -> new WorkerExit.Signalled(wire.getSignal());
      case NEVER_REGISTERED -> new WorkerExit.NeverRegistered(wire.getNeverRegistered());
      case KILLED_BY_US -> new WorkerExit.KilledByUs(wire.getKilledByUs());
      case CAUSE_NOT_SET -> throw new MalformedFrameException("WorkerEnded.cause is missing");
    };
  }

  private static ClusterWire.NotedStarts toWire(Starts.Told told) {
    var wire = ClusterWire.NotedStarts.newBuilder();
    told.started()
        .forEach((batch, ranges) ->
            wire.addBatches(
                ClusterWire.BatchStarts.newBuilder()
                    .setBatch(batch.value())
                    .addAllRanges(ranges.stream().map(IdMapping::toWire).toList())));
    return wire.build();
  }

  private static Starts fromWire(ClusterWire.NotedStarts wire) {
    var started = new HashMap<BatchId, List<TaskRange>>();
    for (var batch : wire.getBatchesList()) {
      started.put(
          new BatchId(batch.getBatch()),
          batch.getRangesList().stream().map(IdMapping::fromWire).toList());
    }
    return new Starts.Told(started);
  }
}
