package dev.thresher.backend.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.backend.node.NodeMessage.FileOffered;
import dev.thresher.backend.node.NodeMessage.FileRefused;
import dev.thresher.backend.node.NodeMessage.FileTaken;
import dev.thresher.backend.node.NodeMessage.Piece;
import dev.thresher.backend.node.NodeMessage.PieceAsked;
import dev.thresher.backend.node.NodeMessage.PieceRefused;
import dev.thresher.data.StoredRecords;
import dev.thresher.model.Bytes;
import dev.thresher.model.Content;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import dev.thresher.model.TaskId;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.WorkerId;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.RunKey;
import dev.thresher.task.Inputs;
import dev.thresher.task.Semantics;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import dev.thresher.transfer.Pieces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver's desk for files, opposite to agents that are not to be trusted. */
class FilesDeskTest {
  private static final RunKey RUN = new RunKey(new RunId("run-1"), 1);
  private static final Incarnation W1 = new Incarnation(WorkerId.numbered(1), 1);
  private static final NodeAddress AGENT = new NodeAddress("10.0.0.2", 4711);
  private static final long LARGEST = 1_000_000;

  @TempDir Path directory;

  private final List<NodeMessage> told = new CopyOnWriteArrayList<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private Path made;
  private Content content;
  private byte wrong;
  private FilesDesk desk;

  @BeforeEach
  void make() throws IOException {
    made = Files.write(directory.resolve("made"), new byte[Pieces.BYTES + 5]);
    content = Pieces.contentOf(made);
    var files =
        new FilesOfRun(
            new StoredRecords(), directory, directory.resolve("blobs"), directory, LARGEST);
    var places =
        new ArrivingFiles.Places(
            directory.resolve("blobs"),
            directory.resolve("staging"),
            directory.resolve("logs/tasks"),
            (worker, kind) -> directory.resolve(worker + "." + kind));
    desk =
        new FilesDesk(
            files,
            new ArrivingFiles(places, files::knows, LARGEST),
            (_, message) -> {
              told.add(message);
              if (message instanceof PieceAsked asked) {
                desk.hear(piece(asked), AGENT);
              }
            });
    desk.learn(
        new StageSpec(
            0,
            "s",
            new TaskBody.Builtin("k", 1),
            Fields.NONE,
            new Inputs.Single(),
            Semantics.AT_LEAST_ONCE,
            0));
  }

  private Piece piece(PieceAsked asked) {
    try {
      var bytes = Pieces.read(made, asked.content(), asked.offset()).toArray();
      bytes[0] += wrong;
      return new Piece(RUN, W1, asked.content(), asked.offset(), Bytes.adopt(bytes));
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private FileOffered offer(FilePurpose purpose) {
    return new FileOffered(RUN, W1, numbers.incrementAndGet(), content, purpose);
  }

  private <M extends NodeMessage> M heard(Class<M> type) {
    await().atMost(Duration.ofSeconds(30)).until(() -> told.stream().anyMatch(type::isInstance));
    return told.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  @Test
  void aResultAndAnOutputAreTakenUnderNamesOfTheDriversOwn() {
    desk.hear(offer(new FilePurpose.Result()), AGENT);
    var blob = Path.of(heard(FileTaken.class).location());
    assertThat(blob).hasParent(directory.resolve("blobs")).hasSameBinaryContentAs(made);
    assertThat("" + blob.getFileName()).startsWith("blob-");
    told.clear();
    desk.hear(offer(new FilePurpose.Output()), AGENT);
    assertThat(Path.of(heard(FileTaken.class).location()))
        .hasParent(directory.resolve("staging"))
        .hasSameBinaryContentAs(made);
  }

  @Test
  void whatIsNotWhatWasAnnouncedIsRefusedAndLeavesNothing() {
    wrong = 1;
    desk.hear(offer(new FilePurpose.Output()), AGENT);
    assertThat(heard(FileRefused.class).reason()).contains("digest");
    assertThat(directory.resolve("staging")).isEmptyDirectory();
  }

  @Test
  void whatIsTooLargeIsRefusedBeforeAnythingComes() {
    content = new Content(content.sha256(), LARGEST + 1);
    desk.hear(offer(new FilePurpose.Output()), AGENT);
    assertThat(heard(FileRefused.class).reason()).contains("too large", "largest-file");
    content = new Content(content.sha256(), ArrivingFiles.MOST_PAPER + 1);
    told.clear();
    desk.hear(offer(new FilePurpose.Paper(FilePurpose.Paper.Kind.LOG)), AGENT);
    assertThat(heard(FileRefused.class).reason()).contains("too large");
    assertThat(told).noneMatch(PieceAsked.class::isInstance);
  }

  @Test
  void anOfferThatComesAgainIsAnsweredAgainAndTakenOnce() throws IOException {
    var offer = offer(new FilePurpose.Printed(new TaskId(0, 0), false));
    desk.hear(offer, AGENT);
    var first = heard(FileTaken.class);
    told.clear();
    desk.hear(offer, AGENT);
    assertThat(heard(FileTaken.class)).isEqualTo(first);
    assertThat(directory.resolve("logs/tasks/0-0.log")).hasSameBinaryContentAs(made);
    desk.hear(offer(new FilePurpose.Printed(new TaskId(0, 0), false)), AGENT);
    await()
        .until(() -> Files.size(directory.resolve("logs/tasks/0-0.log")) == 2 * content.length());
  }

  @Test
  void noLogIsWrittenOfATaskOfNoStage() {
    desk.hear(offer(new FilePurpose.Printed(new TaskId(7, 0), false)), AGENT);
    assertThat(heard(FileRefused.class).reason()).contains("no task");
    assertThat(directory.resolve("logs")).doesNotExist();
  }

  @Test
  void aContentThatWasAnnouncedToNobodyIsGivenToNobody() {
    desk.hear(new PieceAsked(RUN, W1, content, 0), AGENT);
    assertThat(heard(PieceRefused.class).reason()).contains("announced no such file");
    assertThat(told).noneMatch(Piece.class::isInstance);
  }

  @Test
  void piecesThatNobodyAwaitsAreDropped() {
    desk.hear(new Piece(RUN, W1, content, 0, Bytes.of(new byte[Pieces.BYTES])), AGENT);
    assertThat(told).isEmpty();
    assertThat(directory.resolve("staging")).doesNotExist();
  }
}
