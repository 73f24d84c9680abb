package dev.thresher.backend.node;

import dev.thresher.codec.NodeCodec;
import dev.thresher.codec.UnencodableException;
import dev.thresher.data.FileStamps;
import dev.thresher.model.Content;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.WorkerId;
import dev.thresher.share.RunKey;
import dev.thresher.task.FileRecords.Stamp;
import dev.thresher.task.Inputs;
import dev.thresher.task.RecordFiles;
import dev.thresher.task.Rows;
import dev.thresher.task.StageFiles;
import dev.thresher.task.StageRows;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskBody;
import dev.thresher.transfer.Pieces;
import dev.thresher.transfer.TransferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a run's driver gives away of its files. Who asks names a stage or a task, never a file: the
 * driver looks at its own plan for what that one needs, and gives nothing else to anybody. Files of
 * the system are each host's own. Safe for several threads.
 */
final class FilesOfRun {
  /** What a host has of its own, by real path. */
  private static final List<Path> OF_THE_SYSTEM =
      List.of(
              "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/nix", "/opt", "/proc",
              "/run", "/sbin", "/snap", "/sys", "/usr")
          .stream()
          .map(Path::of)
          .toList();

  private static final int MOST_ROWS = 64;
  private static final int MOST_KNOWN = 65_536;
  private static final int READING = 64;

  private final RecordFiles records;
  private final Path base;
  private final Path blobs;
  private final PythonArchives archives;
  private final ClassArchives classes;
  private final long largest;
  private final Map<Integer, Stage> stages = new ConcurrentHashMap<>();
  private final Map<Path, Known> known = lastUsed();
  private final Map<Content, Path> announced = lastUsed();

  /** A file is read once, though several ask for it at once. */
  private final List<Object> reading =
      java.util.stream.Stream.generate(Object::new).limit(READING).toList();

  // Of a run over millions of files only those are known that somebody may be about to ask for.
  private static <K, V> Map<K, V> lastUsed() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST_KNOWN;
          }
        });
  }

  private record Known(Stamp stamp, Content content) {}

  private record Stage(StageSpec spec, Optional<Rows> rows) {}

  /**
   * @param base where relative names of commands begin
   * @param blobs what the run's tasks are given beside messages
   * @param archives a directory for what is made to be sent
   * @param largest most bytes of one file
   */
  FilesOfRun(RecordFiles records, Path base, Path blobs, Path archives, long largest) {
    this.records = records;
    this.base = base;
    this.blobs = blobs;
    this.archives = new PythonArchives(archives);
    this.classes = new ClassArchives(archives);
    this.largest = largest;
  }

  void learn(StageSpec spec) {
    stages.compute(
        spec.stage(),
        (_, before) ->
            before != null && before.spec().equals(spec)
                ? before
                : new Stage(spec, StageRows.given(spec.inputs(), records)));
  }

  boolean knows(int stage) {
    return stages.containsKey(stage);
  }

  FilesAnswer answer(FilesQuestion question) {
    var stage = stages.get(question.stage());
    if (stage == null) {
      return new FilesAnswer.Refused("the run has no stage " + question.stage());
    }
    try {
      return switch (question) {
        case FilesQuestion.OfStage _ -> new FilesAnswer.Known(ofStage(stage.spec()));
        case FilesQuestion.OfTask(_, long index) ->
            new FilesAnswer.Known(
                named(stage.spec(), StageFiles.named(stage.spec(), index, row(stage, index))));
        case FilesQuestion.OfRecords(_, String path) ->
            new FilesAnswer.Known(List.of(ofRecords(stage.spec(), path)));
        case FilesQuestion.OfPayload(_, _, String location) ->
            new FilesAnswer.Known(List.of(ofPayload(location)));
        case FilesQuestion.Rows(_, long from) -> new FilesAnswer.Made(rows(stage, from));
      };
    } catch (IOException refused) {
      return new FilesAnswer.Refused(String.valueOf(refused.getMessage()));
    } catch (UncheckedIOException refused) {
      return new FilesAnswer.Refused(String.valueOf(refused.getMessage()));
    }
  }

  private List<FilesAnswer.Named> ofStage(StageSpec spec) throws IOException {
    var files = new ArrayList<>(named(spec, StageFiles.named(spec)));
    var python = StageFiles.python(spec);
    if (python.isPresent()) {
      var archive = archives.of(python.get());
      files.add(
          new FilesAnswer.Named(
              python.get().directory(), "" + archive.getFileName(), announce(archive)));
    }
    return files;
  }

  private FilesAnswer.Named ofPayload(String location) throws IOException {
    var path = pathOf(location);
    if (path.isEmpty()
        || !blobs.equals(path.get().getParent())
        || !Files.isRegularFile(path.get(), LinkOption.NOFOLLOW_LINKS)) {
      throw new TransferException(location + " is nothing that a task of the run is given");
    }
    return new FilesAnswer.Named(location, "" + path.get().getFileName(), announce(path.get()));
  }

  private static Optional<Path> pathOf(String text) {
    try {
      return Optional.of(Path.of(text)).filter(path -> path.equals(path.normalize()));
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  private List<FilesAnswer.Named> named(StageSpec spec, Collection<String> texts)
      throws IOException {
    var files = new ArrayList<FilesAnswer.Named>();
    for (var text : texts) {
      var file = file(spec, text);
      if (file.isPresent()) {
        files.add(new FilesAnswer.Named(text, "" + file.get().getFileName(), announce(file.get())));
      }
    }
    return files;
  }

  private Optional<Path> file(StageSpec spec, String text) throws IOException {
    try {
      var path = baseOf(spec).resolve(text).normalize();
      boolean isOfClasses = spec.body() instanceof TaskBody.Closure && Files.isDirectory(path);
      if ((!Files.isRegularFile(path) && !isOfClasses) || isOfTheSystem(path)) {
        return Optional.empty();
      }
      return Optional.of(isOfClasses ? classes.of(path) : path);
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  private static boolean isOfTheSystem(Path path) throws IOException {
    var real = path.toRealPath();
    return OF_THE_SYSTEM.stream()
        .anyMatch(place -> real.startsWith(place) || path.startsWith(place));
  }

  private Path baseOf(StageSpec spec) {
    return spec.body() instanceof TaskBody.Command(var line)
        ? line.directory()
            .filter(directory -> directory.isLiteral())
            .map(directory -> base.resolve(directory.head()))
            .orElse(base)
        : base;
  }

  private static Fields row(Stage stage, long index) throws IOException {
    if (stage.rows().isEmpty()) {
      return stage.spec().constants();
    }
    var rows = stage.rows().get();
    if (index < 0 || index >= rows.size()) {
      throw new TransferException("stage %s has no task %d".formatted(stage.spec().name(), index));
    }
    return stage.spec().constants().with(rows.row(index));
  }

  private FilesAnswer.Named ofRecords(StageSpec spec, String asked) throws IOException {
    for (var one : StageFiles.records(spec)) {
      if (one.path().equals(asked)) {
        var path = Path.of(one.path());
        if (!FileStamps.of(path).equals(one.stamp())) {
          throw new TransferException(
              path
                  + " has changed since the run was planned: start the run anew to use what it holds now");
        }
        return new FilesAnswer.Named(asked, "" + path.getFileName(), announce(path));
      }
    }
    throw new TransferException(asked + " is no input of stage " + spec.name());
  }

  private static List<Fields> rows(Stage stage, long from) throws IOException {
    if (!(stage.spec().inputs() instanceof Inputs.Spooled) || stage.rows().isEmpty()) {
      throw new TransferException("stage " + stage.spec().name() + " takes no rows of others");
    }
    var source = stage.rows().get();
    long until = Math.min(source.size(), from + MOST_ROWS);
    if (from < 0 || from >= until) {
      throw new TransferException("stage %s has no row %d".formatted(stage.spec().name(), from));
    }
    var rows = new ArrayList<Fields>();
    for (long i = from; i < until; i++) {
      rows.add(source.row(i));
    }
    return fitting(rows);
  }

  private static List<Fields> fitting(List<Fields> rows) throws IOException {
    for (int count = rows.size(); count > 0; count /= 2) {
      var fewer = rows.subList(0, count);
      try {
        var probe = new RunKey(new RunId("probe"), 1);
        NodeCodec.encode(
            new NodeMessage.FilesTold(
                probe,
                new Incarnation(WorkerId.numbered(1), 1),
                Long.MAX_VALUE,
                new FilesAnswer.Made(fewer)));
        return fewer;
      } catch (UnencodableException tooLarge) {
        // half of them, then
      }
    }
    throw new TransferException("a row is too large for a message");
  }

  // From now on whoever has a worker of this run may ask for pieces of it.
  private Content announce(Path file) throws IOException {
    var stamp = FileStamps.of(file);
    if (stamp.bytes() > largest) {
      throw new TransferException(
          "too large to send: %s has %d bytes; put it on a file system that all hosts see, or raise engine.cluster.largest-file (now %d)"
              .formatted(file, stamp.bytes(), largest));
    }
    synchronized (reading.get(Math.floorMod(file.hashCode(), READING))) {
      var before = known.get(file);
      if (before == null || !before.stamp().equals(stamp)) {
        before = new Known(stamp, Pieces.contentOf(file));
        known.put(file, before);
      }
      announced.put(before.content(), file);
      return before.content();
    }
  }

  /** The file with that content, if it has been announced to somebody. */
  Optional<Path> fileOf(Content content) {
    return Optional.ofNullable(announced.get(content));
  }
}
