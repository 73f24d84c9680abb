package dev.thresher.report;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.TaskFiles;
import dev.thresher.task.CommandLine;
import dev.thresher.task.CommandLine.Input;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import dev.thresher.task.StageRows;
import dev.thresher.task.TaskBody;
import dev.thresher.task.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.LongStream;

/**
 * What a task would be given, seen before the run.
 *
 * @param index of the task in its stage, from 0
 * @param command what would be started; empty if the task is no command
 * @param output the file that the task makes; empty if it makes none
 */
public record TaskPreview(
    long index, Fields arguments, Optional<Start> command, Optional<Path> output) {
  /** Stands for the path that each attempt is given when it starts. */
  private static final String OUT = "{" + CommandLine.OUT + "}";

  /**
   * A command with all values filled in.
   *
   * @param words program and arguments
   * @param variables added to the environment, but for those that the engine adds for each attempt
   * @param directory empty for that in which the run is started
   */
  public record Start(
      List<String> words,
      SequencedMap<String, String> variables,
      Optional<String> directory,
      Stdin stdin) {
    static Start of(CommandLine line, Fields values) {
      return new Start(
          line.words(values),
          line.variables(values),
          line.directory().map(path -> path.fill(values)),
          Stdin.of(line.input(), values));
    }
  }

  /** At most one of both. */
  public record Stdin(Optional<String> text, Optional<String> file) {
    static Stdin of(Input input, Fields values) {
      return switch (input) {
        case Input.Nothing() -> new Stdin(Optional.empty(), Optional.empty());
        case Input.Text(Template text) ->
            new Stdin(Optional.of(text.fill(values)), Optional.empty());
        case Input.File(Template path) ->
            new Stdin(Optional.empty(), Optional.of(path.fill(values)));
      };
    }
  }

  /**
   * The first tasks of a stage; none if its tasks are not known before the run.
   *
   * @throws java.io.UncheckedIOException if a file of inputs cannot be read; the message is for the
   *     user
   */
  static List<TaskPreview> of(
      PlannedStage stage, int count, KindRegistry kinds, RecordFiles records) {
    if (stage.size() == 0) {
      return List.of();
    }
    var rows = StageRows.of(stage.spec(), kinds, records);
    var files = TaskFiles.of(stage, records);
    return LongStream.range(0, Math.min(count, rows.size()))
        .mapToObj(index -> {
          var arguments = stage.spec().constants().with(rows.row(index));
          return new TaskPreview(
              index,
              arguments,
              start(stage.spec().body(), arguments, index),
              files.map(known -> known.target(index)));
        })
        .toList();
  }

  private static Optional<Start> start(TaskBody body, Fields arguments, long index) {
    return switch (body) {
      case TaskBody.Builtin _,
          TaskBody.JavaMethod _,
          TaskBody.PythonFunction _,
          TaskBody.Closure _ ->
          Optional.empty();
      case TaskBody.Command(CommandLine line) -> {
        var values =
            arguments.with(CommandLine.INDEX, Value.of(index)).with(CommandLine.OUT, Value.of(OUT));
        yield Optional.of(Start.of(line, values));
      }
    };
  }
}
