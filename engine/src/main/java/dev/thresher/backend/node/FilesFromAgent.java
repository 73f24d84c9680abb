package dev.thresher.backend.node;

import dev.thresher.backend.node.NodeMessage.FilesTold;
import dev.thresher.codec.NodeCodec;
import dev.thresher.data.FileStamps;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Payload;
import dev.thresher.model.TaskId;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.FileRecords;
import dev.thresher.task.FilesHere;
import dev.thresher.task.Inputs;
import dev.thresher.task.RecordFiles;
import dev.thresher.task.Rows;
import dev.thresher.task.StageFiles;
import dev.thresher.task.StageSpec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a run on a host that does not see the driver's: the worker's agent is asked for
 * them, and given what tasks make. Safe for several threads; whoever asks waits.
 */
public final class FilesFromAgent implements FilesHere {
  private static final Logger LOG = LoggerFactory.getLogger(FilesFromAgent.class);

  private final Path socket;
  private final Incarnation me;
  private final Path taskLogs;
  private final Path blobs;
  private final Map<Integer, Map<String, String>> ofStages = new ConcurrentHashMap<>();
  private final Map<TaskId, Map<String, String>> ofTasks = new ConcurrentHashMap<>();
  private final Map<TaskId, Path> given = new ConcurrentHashMap<>();

  /**
   * @param socket at which the agent answers
   * @param taskLogs where what tasks print lies on this host
   * @param blobs where payloads are read and written on this host
   */
  public FilesFromAgent(Path socket, Incarnation me, Path taskLogs, Path blobs) {
    this.socket = socket;
    this.me = me;
    this.taskLogs = taskLogs;
    this.blobs = blobs;
  }

  @Override
  public boolean areShared() {
    return false;
  }

  @Override
  public StageHere of(StageSpec planned, RecordFiles records) throws IOException {
    int stage = planned.stage();
    boolean needsAny =
        !StageFiles.named(planned).isEmpty() || StageFiles.python(planned).isPresent();
    Map<String, String> places = needsAny ? places(new FilesQuestion.OfStage(stage)) : Map.of();
    ofStages.put(stage, places);
    var moved = StageFiles.moved(planned, places);
    return new StageHere() {
      @Override
      public StageSpec spec() {
        return moved;
      }

      @Override
      public RecordFiles records() {
        return new SentRecords(stage, records);
      }

      @Override
      public boolean mayWait() {
        return true;
      }

      @Override
      public Fields row(TaskId task, Fields row) throws IOException {
        var all = planned.constants().with(row);
        boolean needsNone = StageFiles.named(planned, task.index(), all).isEmpty();
        return needsNone ? row : StageFiles.moved(row, ofTask(task));
      }
    };
  }

  /** Records of files that have come, and rows that are asked for as they are needed. */
  private final class SentRecords implements RecordFiles {
    private final int stage;
    private final RecordFiles local;

    SentRecords(int stage, RecordFiles local) {
      this.stage = stage;
      this.local = local;
    }

    @Override
    public Rows open(FileRecords records) {
      try {
        var path = records.path();
        var place =
            Path.of(places(new FilesQuestion.OfRecords(stage, path)).getOrDefault(path, path));
        return local.open(records.movedTo(place.toString(), FileStamps.of(place)));
      } catch (IOException missing) {
        throw new UncheckedIOException(missing);
      }
    }

    @Override
    public Rows open(Inputs.Spooled rows) {
      return new SentRows(stage);
    }
  }

  private final class SentRows implements Rows {
    private final int stage;
    private long first;
    private List<Fields> known = List.of();

    SentRows(int stage) {
      this.stage = stage;
    }

    @Override
    public long size() {
      return Long.MAX_VALUE; // a task is handed out once its row is there
    }

    @Override
    public synchronized Fields row(long index) {
      if (index < first || index - first >= known.size()) {
        known = rows(index);
        first = index;
      }
      return known.get(Math.toIntExact(index - first));
    }

    private List<Fields> rows(long from) {
      try {
        if (ask(new FilesTalk.Needs(me, new FilesQuestion.Rows(stage, from)))
                instanceof FilesTalk.Made(byte[] frame)
            && NodeCodec.decode(frame)
                instanceof FilesTold(_, _, _, FilesAnswer.Made(List<Fields> rows))
            && !rows.isEmpty()) {
          return rows;
        }
        throw new IOException("the driver has no row " + from + " of stage " + stage);
      } catch (IOException missing) {
        throw new UncheckedIOException(missing);
      }
    }
  }

  private Map<String, String> ofTask(TaskId task) throws IOException {
    var known = ofTasks.get(task);
    if (known == null) {
      known = places(new FilesQuestion.OfTask(task.stage(), task.index()));
      ofTasks.put(task, known);
    }
    return known;
  }

  @Override
  public String text(TaskId task, String text) throws IOException {
    var ofStage = ofStages.getOrDefault(task.stage(), Map.of());
    var place = ofStage.get(text);
    if (place != null) {
      return place;
    }
    // What has come is called by a path of this host by now.
    var mine = ofTasks.getOrDefault(task, Map.of());
    if (text.indexOf('/') < 0 || mine.containsValue(text) || ofStage.containsValue(text)) {
      return text;
    }
    return ofTask(task).getOrDefault(text, text);
  }

  @Override
  public String staged(Path made) throws IOException {
    return hand(new FilePurpose.Output(), made);
  }

  @Override
  public Payload sent(Payload made) throws IOException {
    return switch (made) {
      case Payload.Blob(var type, int crc32c, long length, String location) -> {
        var file = Path.of(location);
        var there = hand(new FilePurpose.Result(), file);
        Files.deleteIfExists(file);
        yield new Payload.Blob(type, crc32c, length, there);
      }
      case Payload.Inline _, Payload.Reference _ -> made;
    };
  }

  @Override
  public Payload received(int stage, Payload payload) throws IOException {
    return payload instanceof Payload.Blob blob
        ? received(
            blob,
            new FilesQuestion.OfPayload(stage, FilesQuestion.OfPayload.OF_ALL, blob.location()))
        : payload;
  }

  @Override
  public Payload received(TaskId task, Payload payload) throws IOException {
    if (!(payload instanceof Payload.Blob blob)) {
      return payload;
    }
    var question = new FilesQuestion.OfPayload(task.stage(), task.index(), blob.location());
    var here = received(blob, question);
    given.put(task, Path.of(here.location()));
    return here;
  }

  private Payload.Blob received(Payload.Blob blob, FilesQuestion question) throws IOException {
    var place = places(question).get(blob.location());
    if (place == null) {
      throw new IOException("the driver has not sent " + blob.location());
    }
    // Where this host's payloads are read from, and nowhere else. Two attempts may want the same.
    var here = Files.createTempFile(blobs, "blob-", ".bin");
    Files.delete(here);
    Files.createLink(here, Path.of(place));
    return new Payload.Blob(blob.type(), blob.crc32c(), blob.length(), here.toString());
  }

  @Override
  public void printed(TaskId task) {
    try {
      hand(task, ".log", false);
      hand(task, ".err", true);
      var payload = given.remove(task);
      if (payload != null) {
        Files.deleteIfExists(payload);
      }
      if (ofTasks.remove(task) != null || payload != null) {
        ask(new FilesTalk.Released(me, task));
      }
    } catch (IOException refused) {
      LOG.warn("what task {} has printed stays here: {}", task, refused.toString());
    }
  }

  private void hand(TaskId task, String suffix, boolean errors) throws IOException {
    var file = taskLogs.resolve(task.stage() + "-" + task.index() + suffix);
    if (file.toFile().length() > 0) {
      hand(new FilePurpose.Printed(task, errors), file);
      Files.deleteIfExists(file);
    }
  }

  private String hand(FilePurpose purpose, Path file) throws IOException {
    return ask(new FilesTalk.Hands(me, purpose, file.toAbsolutePath().toString()))
            instanceof FilesTalk.Location(String location)
        ? location
        : file.toString();
  }

  private Map<String, String> places(FilesQuestion question) throws IOException {
    return ask(new FilesTalk.Needs(me, question)) instanceof FilesTalk.Places(var places)
        ? new HashMap<>(places)
        : Map.of();
  }

  private FilesTalk.Answer ask(FilesTalk.Request request) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      var out = new DataOutputStream(Channels.newOutputStream(channel));
      FilesTalk.write(request, out);
      var answer = FilesTalk.readAnswer(new DataInputStream(Channels.newInputStream(channel)));
      if (answer instanceof FilesTalk.Refused(String reason)) {
        throw new IOException(reason);
      }
      return answer;
    }
  }
}
