package dev.thresher.codec;

import com.google.protobuf.ByteString;
import dev.thresher.backend.node.NodeMessage;
import dev.thresher.backend.node.NodeMessage.AgentHere;
import dev.thresher.backend.node.NodeMessage.AgentLeaves;
import dev.thresher.backend.node.NodeMessage.AgentRefused;
import dev.thresher.backend.node.NodeMessage.AgentWelcome;
import dev.thresher.backend.node.NodeMessage.Allotted;
import dev.thresher.backend.node.NodeMessage.DrainAgent;
import dev.thresher.backend.node.NodeMessage.DriverBeat;
import dev.thresher.backend.node.NodeMessage.DriverHere;
import dev.thresher.backend.node.NodeMessage.DriverLeaves;
import dev.thresher.backend.node.NodeMessage.DriverRefused;
import dev.thresher.backend.node.NodeMessage.EndRun;
import dev.thresher.backend.node.NodeMessage.FileOffered;
import dev.thresher.backend.node.NodeMessage.FileRefused;
import dev.thresher.backend.node.NodeMessage.FileTaken;
import dev.thresher.backend.node.NodeMessage.FilesAsked;
import dev.thresher.backend.node.NodeMessage.FilesTold;
import dev.thresher.backend.node.NodeMessage.KillWorker;
import dev.thresher.backend.node.NodeMessage.Piece;
import dev.thresher.backend.node.NodeMessage.PieceAsked;
import dev.thresher.backend.node.NodeMessage.PieceRefused;
import dev.thresher.backend.node.NodeMessage.RelayedLetter;
import dev.thresher.backend.node.NodeMessage.RelayedRequest;
import dev.thresher.backend.node.NodeMessage.StartRefused;
import dev.thresher.backend.node.NodeMessage.StartWorker;
import dev.thresher.backend.node.NodeMessage.TenantState;
import dev.thresher.backend.node.NodeMessage.WorkerEnded;
import dev.thresher.model.Bytes;
import dev.thresher.model.Incarnation;
import dev.thresher.wire.ClusterWire;
import dev.thresher.wire.Wire;
import java.time.Duration;
import java.util.List;

/** Frames that carry one message between nodes of a cluster. */
public final class NodeCodec {
  /** An envelope fits into such a frame, with the ids that stand beside it. */
  static final int LARGEST = WireLimits.ENVELOPE_BYTES + 4 * 1024;

  private NodeCodec() {}

  /**
   * @throws UnencodableException if it is too large
   */
  public static byte[] encode(NodeMessage message) {
    return Frame.encode(toWire(message), LARGEST);
  }

  /**
   * @throws MalformedFrameException if these bytes are anything but a whole, sound message
   */
  public static NodeMessage decode(byte[] frame) {
    return fromWire(Frame.decode(frame, ClusterWire.NodeFrame.parser(), LARGEST));
  }

  private static ClusterWire.NodeFrame toWire(NodeMessage message) {
    var wire = ClusterWire.NodeFrame.newBuilder();
    switch (message) {
      case AgentHere(var offer) -> wire.setAgentHere(ShareMapping.toWire(offer));
      case AgentWelcome(String agent, long life) ->
          wire.setAgentWelcome(ClusterWire.AgentWelcome.newBuilder().setName(agent).setLife(life));
      case AgentRefused(String agent, long life, String reason) ->
          wire.setAgentRefused(
              ClusterWire.AgentRefused.newBuilder().setName(agent).setLife(life).setReason(reason));
      case AgentLeaves(String agent, long life) ->
          wire.setAgentLeaves(ClusterWire.AgentLeaves.newBuilder().setName(agent).setLife(life));
      case DrainAgent(String agent, long life) ->
          wire.setDrainAgent(ClusterWire.DrainAgent.newBuilder().setName(agent).setLife(life));
      case DriverHere(var demand) -> wire.setDriverHere(ShareMapping.toWire(demand));
      case Allotted(var allotment) -> wire.setAllotment(ShareMapping.toWire(allotment));
      case DriverRefused(var run, String reason) ->
          wire.setDriverRefused(
              ClusterWire.DriverRefused.newBuilder()
                  .setRun(ShareMapping.toWire(run))
                  .setReason(reason));
      case DriverLeaves(var run) ->
          wire.setDriverLeaves(
              ClusterWire.DriverLeaves.newBuilder().setRun(ShareMapping.toWire(run)));
      case StartWorker start -> wire.setStartWorker(TenantMapping.toWire(start));
      case StartRefused refused -> wire.setStartRefused(TenantMapping.toWire(refused));
      case DriverBeat(var run, var driver, var registered, var seen) ->
          wire.setDriverBeat(
              ClusterWire.DriverBeat.newBuilder()
                  .setRun(ShareMapping.toWire(run))
                  .setDriver(ShareMapping.toWire(driver))
                  .addAllRegistered(toWire(registered))
                  .addAllEndsSeen(toWire(seen)));
      case KillWorker(var run, var worker, String reason) ->
          wire.setKillWorker(
              ClusterWire.KillWorker.newBuilder()
                  .setRun(ShareMapping.toWire(run))
                  .setWorker(IdMapping.toWire(worker))
                  .setReason(reason));
      case EndRun(var run, Duration grace) ->
          wire.setEndRun(
              ClusterWire.EndRun.newBuilder()
                  .setRun(ShareMapping.toWire(run))
                  .setGraceNanos(grace.toNanos()));
      case TenantState state -> wire.setTenantState(TenantMapping.toWire(state));
      case WorkerEnded ended -> wire.setWorkerEnded(TenantMapping.toWire(ended));
      case RelayedRequest(var run, var worker, Bytes frame) ->
          wire.setRelayedRequest(
              ClusterWire.RelayedRequest.newBuilder()
                  .setRun(ShareMapping.toWire(run))
                  .setWorker(IdMapping.toWire(worker))
                  .setFrame(bytes(frame)));
      case RelayedLetter(var run, var worker, Bytes frame) ->
          wire.setRelayedLetter(
              ClusterWire.RelayedLetter.newBuilder()
                  .setRun(ShareMapping.toWire(run))
                  .setWorker(IdMapping.toWire(worker))
                  .setFrame(bytes(frame)));
      case FilesAsked asked -> wire.setFilesAsked(TransferMapping.toWire(asked));
      case FilesTold told -> wire.setFilesTold(TransferMapping.toWire(told));
      case PieceAsked asked -> wire.setPieceAsked(TransferMapping.toWire(asked));
      case Piece piece -> wire.setPiece(TransferMapping.toWire(piece));
      case PieceRefused refused -> wire.setPiece(TransferMapping.toWire(refused));
      case FileOffered offered -> wire.setFileOffered(TransferMapping.toWire(offered));
      case FileTaken taken -> wire.setFileTaken(TransferMapping.toWire(taken));
      case FileRefused refused -> wire.setFileTaken(TransferMapping.toWire(refused));
    }
    return wire.build();
  }

  private static NodeMessage fromWire(ClusterWire.NodeFrame wire) {
    return switch (wire.getMessageCase()) {
      case AGENT_HERE -> new AgentHere(ShareMapping.fromWire(wire.getAgentHere()));
      case AGENT_WELCOME ->
          new AgentWelcome(
              Check.given(wire.getAgentWelcome().getName(), "AgentWelcome.name"),
              wire.getAgentWelcome().getLife());
      case AGENT_REFUSED ->
          new AgentRefused(
              Check.given(wire.getAgentRefused().getName(), "AgentRefused.name"),
              wire.getAgentRefused().getLife(),
              Check.given(wire.getAgentRefused().getReason(), "AgentRefused.reason"));
      case AGENT_LEAVES ->
          new AgentLeaves(
              Check.given(wire.getAgentLeaves().getName(), "AgentLeaves.name"),
              wire.getAgentLeaves().getLife());
      case DRAIN_AGENT ->
          new DrainAgent(
              Check.given(wire.getDrainAgent().getName(), "DrainAgent.name"),
              wire.getDrainAgent().getLife());
      case DRIVER_HERE -> new DriverHere(ShareMapping.fromWire(wire.getDriverHere()));
      case ALLOTMENT -> new Allotted(ShareMapping.fromWire(wire.getAllotment()));
      case DRIVER_REFUSED ->
          new DriverRefused(
              ShareMapping.run(
                  wire.getDriverRefused().hasRun(),
                  wire.getDriverRefused().getRun(),
                  "DriverRefused.run"),
              Check.given(wire.getDriverRefused().getReason(), "DriverRefused.reason"));
      case DRIVER_LEAVES ->
          new DriverLeaves(
              ShareMapping.run(
                  wire.getDriverLeaves().hasRun(),
                  wire.getDriverLeaves().getRun(),
                  "DriverLeaves.run"));
      case START_WORKER -> TenantMapping.fromWire(wire.getStartWorker());
      case START_REFUSED -> TenantMapping.fromWire(wire.getStartRefused());
      case DRIVER_BEAT -> fromWire(wire.getDriverBeat());
      case KILL_WORKER -> fromWire(wire.getKillWorker());
      case END_RUN ->
          new EndRun(
              ShareMapping.run(wire.getEndRun().hasRun(), wire.getEndRun().getRun(), "EndRun.run"),
              Duration.ofNanos(
                  Check.atLeast(0L, wire.getEndRun().getGraceNanos(), "EndRun.grace_nanos")));
      case TENANT_STATE -> TenantMapping.fromWire(wire.getTenantState());
      case WORKER_ENDED -> TenantMapping.fromWire(wire.getWorkerEnded());
      case RELAYED_REQUEST -> fromWire(wire.getRelayedRequest());
      case RELAYED_LETTER -> fromWire(wire.getRelayedLetter());
      case FILES_ASKED -> TransferMapping.fromWire(wire.getFilesAsked());
      case FILES_TOLD -> TransferMapping.fromWire(wire.getFilesTold());
      case PIECE_ASKED -> TransferMapping.fromWire(wire.getPieceAsked());
      case PIECE -> TransferMapping.fromWire(wire.getPiece());
      case FILE_OFFERED -> TransferMapping.fromWire(wire.getFileOffered());
      case FILE_TAKEN -> TransferMapping.fromWire(wire.getFileTaken());
      case MESSAGE_NOT_SET -> throw new MalformedFrameException("NodeFrame.message is missing");
    };
  }

  private static DriverBeat fromWire(ClusterWire.DriverBeat wire) {
    return new DriverBeat(
        ShareMapping.run(wire.hasRun(), wire.getRun(), "DriverBeat.run"),
        ShareMapping.address(wire.hasDriver(), wire.getDriver(), "DriverBeat.driver"),
        fromWire(wire.getRegisteredList()),
        fromWire(wire.getEndsSeenList()));
  }

  private static KillWorker fromWire(ClusterWire.KillWorker wire) {
    return new KillWorker(
        ShareMapping.run(wire.hasRun(), wire.getRun(), "KillWorker.run"),
        worker(wire.hasWorker(), wire.getWorker(), "KillWorker.worker"),
        Check.given(wire.getReason(), "KillWorker.reason"));
  }

  private static RelayedRequest fromWire(ClusterWire.RelayedRequest wire) {
    return new RelayedRequest(
        ShareMapping.run(wire.hasRun(), wire.getRun(), "RelayedRequest.run"),
        worker(wire.hasWorker(), wire.getWorker(), "RelayedRequest.worker"),
        frame(wire.getFrame(), "RelayedRequest.frame"));
  }

  private static RelayedLetter fromWire(ClusterWire.RelayedLetter wire) {
    return new RelayedLetter(
        ShareMapping.run(wire.hasRun(), wire.getRun(), "RelayedLetter.run"),
        worker(wire.hasWorker(), wire.getWorker(), "RelayedLetter.worker"),
        frame(wire.getFrame(), "RelayedLetter.frame"));
  }

  static Incarnation worker(boolean present, Wire.Incarnation wire, String field) {
    Check.given(present, field);
    return IdMapping.fromWire(wire);
  }

  private static Bytes frame(ByteString frame, String field) {
    Check.given(!frame.isEmpty(), field);
    Check.that(frame.size() <= WireLimits.ENVELOPE_BYTES, field + " is larger than an envelope");
    return Bytes.adopt(frame.toByteArray());
  }

  static ByteString bytes(Bytes content) {
    return ByteString.copyFrom(content.asReadOnlyBuffer());
  }

  static List<Wire.Incarnation> toWire(List<Incarnation> workers) {
    return workers.stream().map(IdMapping::toWire).toList();
  }

  static List<Incarnation> fromWire(List<Wire.Incarnation> workers) {
    return workers.stream().map(IdMapping::fromWire).toList();
  }
}
