package dev.thresher.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.thresher.backend.WorkerExit;
import dev.thresher.backend.node.FilePurpose;
import dev.thresher.backend.node.FilesAnswer;
import dev.thresher.backend.node.FilesQuestion;
import dev.thresher.backend.node.NodeMessage;
import dev.thresher.backend.node.WorkerTerms;
import dev.thresher.model.BatchId;
import dev.thresher.model.Bytes;
import dev.thresher.model.Content;
import dev.thresher.model.EngineSettings.SharedFilesystem;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Starts;
import dev.thresher.share.AgentOffer;
import dev.thresher.share.Allotment;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.RunDemand;
import dev.thresher.share.RunKey;
import dev.thresher.wire.ClusterWire;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class NodeCodecTest {
  private static final RunKey RUN = new RunKey(new RunId("run-1"), 3);
  private static final NodeAddress HERE = new NodeAddress("10.0.0.1", 7300);
  private static final Incarnation W1 = new Incarnation(WorkerId.numbered(1), 2);
  private static final Content CONTENT = new Content(Bytes.of(new byte[32]), 300_000);
  private static final int MUTATIONS = 2_000;

  private static WorkerTerms terms() {
    return new WorkerTerms(
        Path.of("/run/proof"),
        Bytes.of(new byte[WorkerTerms.PROOF_BYTES]),
        Path.of("/home"),
        Path.of("/run/w1.log"),
        Path.of("/run/w1.out"),
        Path.of("/run/w1.err"),
        Path.of("/run/started/w1"),
        Path.of("/run/logs"),
        Path.of("/run/blobs"),
        256,
        2,
        Duration.ofMillis(500),
        Duration.ofSeconds(30),
        Duration.ofSeconds(20),
        SharedFilesystem.AUTO);
  }

  private static NodeMessage ended(WorkerExit.Cause cause, Starts starts) {
    return new NodeMessage.WorkerEnded(
        RUN,
        "a",
        -7,
        W1,
        new WorkerExit(12, Duration.ofMillis(3), cause, List.of("one", "two")),
        starts);
  }

  private static List<NodeMessage> examples() {
    var told =
        new Starts.Told(
            Map.of(new BatchId(9), List.of(new TaskRange(0, 3, 5), new TaskRange(0, 8, 9))));
    return List.of(
        new NodeMessage.AgentHere(
            new AgentOffer(
                "a",
                -1,
                HERE,
                "host",
                "1.0",
                4,
                AgentOffer.Isolation.THREADS,
                Map.of("gpu", "yes"),
                true,
                Map.of(RUN, 2))),
        new NodeMessage.AgentWelcome("a", 5),
        new NodeMessage.AgentRefused("a", 5, "no"),
        new NodeMessage.AgentLeaves("a", 5),
        new NodeMessage.DrainAgent("a", 5),
        new NodeMessage.DriverHere(
            new RunDemand(RUN, HERE, "1.0", "ada", -3, 0, 1, Map.of(), Map.of("a", 2))),
        new NodeMessage.Allotted(
            new Allotment(
                RUN,
                List.of(new Allotment.Share("a", HERE, 2, 4)),
                new Allotment.Totals(1, 4, 2, 3, 5))),
        new NodeMessage.DriverRefused(RUN, "no"),
        new NodeMessage.DriverLeaves(RUN),
        new NodeMessage.StartWorker(RUN, HERE, W1, terms()),
        new NodeMessage.StartRefused(RUN, "a", W1, true, "no"),
        new NodeMessage.DriverBeat(RUN, HERE, List.of(W1), List.of(W1, W1)),
        new NodeMessage.KillWorker(RUN, W1, "why"),
        new NodeMessage.EndRun(RUN, Duration.ofSeconds(1)),
        new NodeMessage.TenantState(
            RUN,
            "a",
            8,
            List.of(new NodeMessage.TenantState.Living(W1, 0, Instant.ofEpochMilli(5))),
            List.of(W1)),
        ended(new WorkerExit.Exited(3), told),
        ended(new WorkerExit.Exited(0), new Starts.Told(Map.of())),
        ended(new WorkerExit.Signalled(9), new Starts.Untold()),
        ended(new WorkerExit.NeverRegistered("late"), told),
        ended(new WorkerExit.KilledByUs("end"), told),
        new NodeMessage.RelayedRequest(RUN, W1, Bytes.utf8("frame")),
        new NodeMessage.RelayedLetter(RUN, W1, Bytes.utf8("frame")),
        asked(new FilesQuestion.OfStage(1)),
        asked(new FilesQuestion.OfTask(1, 7)),
        asked(new FilesQuestion.OfRecords(0, "/data/rows.csv")),
        asked(new FilesQuestion.OfPayload(1, 7, "/run/blobs/blob-1.bin")),
        asked(new FilesQuestion.OfPayload(1, FilesQuestion.OfPayload.OF_ALL, "/run/blobs/b")),
        asked(new FilesQuestion.Rows(2, 9)),
        told(named("photo.jpg")),
        new NodeMessage.FilesTold(
            RUN, W1, 4, new FilesAnswer.Made(List.of(Fields.of("a", Value.of("text"))))),
        new NodeMessage.FilesTold(RUN, W1, 4, new FilesAnswer.Refused("no")),
        new NodeMessage.PieceAsked(RUN, W1, CONTENT, 128 * 1024),
        new NodeMessage.Piece(RUN, W1, CONTENT, 0, Bytes.utf8("piece")),
        new NodeMessage.PieceRefused(RUN, W1, CONTENT, 0, "no"),
        offered(new FilePurpose.Result()),
        offered(new FilePurpose.Output()),
        offered(new FilePurpose.Printed(new TaskId(0, 3), true)),
        offered(new FilePurpose.Paper(FilePurpose.Paper.Kind.CRASH)),
        new NodeMessage.FileTaken(RUN, W1, 5, "/run/staging/one"),
        new NodeMessage.FileRefused(RUN, W1, 5, "no"));
  }

  private static NodeMessage asked(FilesQuestion question) {
    return new NodeMessage.FilesAsked(RUN, W1, 4, question);
  }

  private static NodeMessage told(FilesAnswer.Named file) {
    return new NodeMessage.FilesTold(RUN, W1, 4, new FilesAnswer.Known(List.of(file)));
  }

  private static FilesAnswer.Named named(String name) {
    return new FilesAnswer.Named("photos/photo.jpg", name, CONTENT);
  }

  private static NodeMessage offered(FilePurpose purpose) {
    return new NodeMessage.FileOffered(RUN, W1, 5, CONTENT, purpose);
  }

  @Test
  void aNameThatIsAPathIsRefused() {
    assertThat(Stream.of("../a", "a/b", "/etc/passwd", "..", ".", "a\0b", "a".repeat(256)))
        .allSatisfy(name ->
            assertThatThrownBy(() -> NodeCodec.decode(NodeCodec.encode(told(named(name)))))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("no name of a file"));
  }

  @Test
  void aPieceThatIsTooLongIsRefused() {
    var piece = new NodeMessage.Piece(RUN, W1, CONTENT, 0, Bytes.adopt(new byte[128 * 1024 + 1]));
    assertThatThrownBy(() -> NodeCodec.decode(NodeCodec.encode(piece)))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("too many");
  }

  @Test
  void everyMessageComesBackAsItWent() {
    assertThat(examples())
        .allSatisfy(
            message -> assertThat(NodeCodec.decode(NodeCodec.encode(message))).isEqualTo(message));
    Set<Class<?>> covered =
        examples().stream().<Class<?>>map(Object::getClass).collect(Collectors.toSet());
    assertThat(covered).containsExactlyInAnyOrder(NodeMessage.class.getPermittedSubclasses());
  }

  /** As a version sends them that has more to say. */
  @Test
  void fieldsThatThisVersionDoesNotKnowAreNoObstacleAnywhereInAMessage() {
    assertThat(examples())
        .allSatisfy(message -> {
          var frame = NodeCodec.encode(message);
          var wire = Frame.decode(frame, ClusterWire.NodeFrame.parser(), NodeCodec.LARGEST);
          var newer = Frame.encode(withUnknownFields(wire), NodeCodec.LARGEST);
          assertThat(newer.length).isGreaterThan(frame.length);
          assertThat(NodeCodec.decode(newer)).isEqualTo(message);
        });
  }

  private static Message withUnknownFields(Message message) {
    var field = UnknownFieldSet.Field.newBuilder().addVarint(7).build();
    var builder = message.toBuilder();
    message
        .getAllFields()
        .forEach((name, value) -> {
          if (value instanceof Message inner) {
            builder.setField(name, withUnknownFields(inner));
          }
        });
    return builder
        .setUnknownFields(UnknownFieldSet.newBuilder().addField(1999, field).build())
        .build();
  }

  @Test
  void anEnvelopeOfTheLargestSizeFitsInAndALargerOneIsRefusedWhereItIsSent() {
    var largest = Bytes.adopt(new byte[WireLimits.ENVELOPE_BYTES]);
    var message = new NodeMessage.RelayedLetter(RUN, W1, largest);
    assertThat(NodeCodec.decode(NodeCodec.encode(message))).isEqualTo(message);
    var larger = Bytes.adopt(new byte[NodeCodec.LARGEST]);
    assertThatThrownBy(() -> NodeCodec.encode(new NodeMessage.RelayedLetter(RUN, W1, larger)))
        .isInstanceOf(UnencodableException.class);
  }

  @Test
  void whateverTheBytesNothingButARefusalComesOfThem() {
    var random = new SplittableRandom(20_261_130);
    int refused = 0;
    for (var message : examples()) {
      byte[] sound = NodeCodec.encode(message);
      for (int i = 0; i < MUTATIONS; i++) {
        refused += isRefused(mutated(sound, random)) ? 1 : 0;
      }
    }
    assertThat(refused).isGreaterThan(examples().size() * MUTATIONS / 10);
  }

  private static boolean isRefused(byte[] frame) {
    try {
      assertThat(NodeCodec.decode(frame)).isNotNull();
      return false;
    } catch (MalformedFrameException refused) {
      return true;
    }
  }

  // With a checksum that is right: that finds damage, not malice.
  private static byte[] mutated(byte[] sound, SplittableRandom random) {
    int length = random.nextInt(4) == 0 ? random.nextInt(5, sound.length + 1) : sound.length;
    byte[] frame = Arrays.copyOf(sound, length);
    for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
      frame[random.nextInt(4, length)] = (byte) random.nextInt(256);
    }
    var crc = new CRC32C();
    crc.update(frame, 4, length - 4);
    ByteBuffer.wrap(frame).putInt((int) crc.getValue());
    return frame;
  }

  @Test
  void addressesThatWouldLeadElsewhereAreRefused() {
    assertThat(Stream.of("", "host/user", "a@b", "a b", "::1"))
        .allSatisfy(host -> {
          var message =
              new NodeMessage.DriverBeat(RUN, new NodeAddress(host, 1), List.of(), List.of());
          assertThatThrownBy(() -> NodeCodec.decode(NodeCodec.encode(message)))
              .isInstanceOf(MalformedFrameException.class);
        });
  }
}
