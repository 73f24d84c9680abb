package dev.thresher.execute.bodies;

import dev.thresher.execute.TaskOutput;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.CommandLine;
import dev.thresher.task.CommandShape;
import dev.thresher.task.Division;
import dev.thresher.task.Parameter;
import dev.thresher.task.PathPiece;
import dev.thresher.task.Reducer;
import dev.thresher.task.Semantics;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskFailure;
import dev.thresher.task.TaskKind;
import dev.thresher.task.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs a program of this host for each task, in a process group of its own. */
final class CommandTask implements TaskKind {
  private static final int CAPTURED_BYTES = 64 * 1024;

  private final CommandLine line;
  private final CommandShape shape;
  private final RunPlace place;
  private final CommandGroups groups;
  private final Spawner spawner;
  private final DiskRoom room;
  // Of the line, and the same for every task.
  private final Set<String> holes;
  private final Set<String> needs;

  CommandTask(CommandLine line, RunPlace place, CommandGroups groups, Spawner spawner) {
    this.line = line;
    this.shape = new CommandShape(line);
    this.place = place;
    this.groups = groups;
    this.spawner = spawner;
    this.room = new DiskRoom(place.staging());
    this.holes = line.holes();
    this.needs = line.needs();
  }

  @Override
  public Value run(Fields arguments, TaskContext context) throws Exception {
    requireValues(arguments);
    while (true) {
      room.await();
      var result = runOnce(arguments, context);
      if (result.isPresent()) {
        return result.get();
      }
      if (!context.mayStartAgain()) {
        throw CommandFailures.noRoom(place.staging());
      }
    }
  }

  /** Empty if the disk is full, so that nobody knows what of its output was written. */
  private Optional<Value> runOnce(Fields arguments, TaskContext context) throws Exception {
    var log = TaskOutput.logOfThread();
    try (var files = new StagedFiles(place.staging(), context)) {
      var values = valuesOf(arguments, context, files);
      var start = new CommandStart(line, values, place, context);
      groups.ready();
      var process = start.by(spawner, streams(values, context, files, log));
      int code = new CommandRun(process, groups, () -> cut(files, log)).await();
      if (room.isFull()) { // even what it only logs may have failed it
        return Optional.empty();
      }
      if (!line.exitCodes().isGood(code)) {
        throw CommandFailures.ofCode(start.program(), code, line.exitCodes(), log, files);
      }
      return Optional.of(resultOf(code, values, files, log));
    } finally {
      log.ifPresent(TaskOutput.Log::dropIfEmpty);
    }
  }

  private static void cut(StagedFiles files, Optional<TaskOutput.Log> log) {
    files.cutCaptured();
    log.ifPresent(TaskOutput.Log::cut);
  }

  // Where only the rows of another stage tell their columns, nothing could be checked before.
  private void requireValues(Fields arguments) throws TaskFailure {
    for (var hole : holes) {
      var value = Template.find(hole, arguments);
      if (value.isPresent() && !Template.isText(value.get())) {
        throw CommandFailures.noText(Template.column(hole), value.get());
      }
      if (value.isEmpty() && needs.contains(hole) && !CommandLine.isOwnName(hole)) {
        throw CommandFailures.noColumn(Template.column(hole), arguments);
      }
    }
  }

  private Fields valuesOf(Fields arguments, TaskContext context, StagedFiles files)
      throws IOException {
    var values = arguments.with(CommandLine.INDEX, Value.of(context.task().index()));
    if (line.output().isEmpty()) {
      return values;
    }
    var ending = PathPiece.EXT.in(line.output().get().fill(values));
    return values.with(CommandLine.OUT, Value.of(files.out(ending).toString()));
  }

  private Spawner.Streams streams(
      Fields values, TaskContext context, StagedFiles files, Optional<TaskOutput.Log> log)
      throws IOException {
    var input =
        switch (line.input()) {
          case CommandLine.Input.Nothing() -> Optional.<Path>empty();
          case CommandLine.Input.Text(Template text) ->
              Optional.of(Files.writeString(files.stdin(), text.fill(values)));
          case CommandLine.Input.File(Template path) ->
              Optional.of(Path.of(place.files().text(context.task(), path.fill(values))));
        };
    var output =
        line.capture()
            ? Optional.of(files.captured())
            : line.output().isPresent() && !holes.contains(CommandLine.OUT)
                ? Optional.of(outOf(values))
                : Optional.<Path>empty();
    return new Spawner.Streams(input, output, log.map(TaskOutput.Log::file));
  }

  private static Path outOf(Fields values) {
    return Path.of(values.text(CommandLine.OUT));
  }

  private Value resultOf(int code, Fields values, StagedFiles files, Optional<TaskOutput.Log> log)
      throws IOException, TaskFailure {
    var fields = new LinkedHashMap<String, Value>();
    fields.put(CommandShape.EXIT, Value.of(code));
    if (line.capture()) {
      fields.put(CommandShape.STDOUT, Value.of(captured(files, log)));
    }
    if (line.output().isPresent()) {
      var out = outOf(values);
      if (!Files.isRegularFile(out)) {
        throw CommandFailures.noOutput();
      }
      fields.put(CommandShape.STAGED, Value.of(files.keepOut(place.files())));
    }
    return new Fields(fields);
  }

  /** Of a longer text the first 64 KiB; the whole of it is then in the task's log. */
  private static String captured(StagedFiles files, Optional<TaskOutput.Log> log)
      throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(files.captured())) {
      bytes = in.readNBytes(CAPTURED_BYTES + 1);
    }
    if (bytes.length <= CAPTURED_BYTES) {
      return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    }
    if (log.isPresent()) {
      log.get().append(files.captured());
    }
    return new String(bytes, 0, CAPTURED_BYTES, StandardCharsets.UTF_8);
  }

  @Override
  public String name() {
    return shape.name();
  }

  @Override
  public int version() {
    return shape.version();
  }

  @Override
  public String summary() {
    return shape.summary();
  }

  @Override
  public String source() {
    return shape.source();
  }

  @Override
  public List<Parameter> parameters() {
    return shape.parameters();
  }

  @Override
  public List<String> resultFields() {
    return shape.resultFields();
  }

  @Override
  public Semantics semantics() {
    return shape.semantics();
  }

  @Override
  public Division divide(Fields constants) {
    return shape.divide(constants);
  }

  @Override
  public Reducer reducer() {
    return shape.reducer();
  }
}
