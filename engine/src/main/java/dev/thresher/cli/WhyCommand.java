package dev.thresher.cli;

import dev.thresher.model.TaskId;
import dev.thresher.report.Standing;
import dev.thresher.report.Standing.Ended;
import dev.thresher.report.Standing.Stage;
import dev.thresher.report.Standing.Tried;
import dev.thresher.report.StandingText;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StoredRun;
import dev.thresher.rundir.StoredRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Says where a run, or one of its tasks, stands, since when, and for what it waits.",
      "",
      "Reads the run's files and changes nothing, so it may be asked while the run goes on."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.OK_TEXT,
      "2:bad command line, or no such run or task",
      "6:disk: the run's files are missing or damaged",
      ExitCodes.INTERNAL_TEXT
    })
final class WhyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "'last', a run's name or its beginning, or the path of a run directory.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String reference;

  @Parameters(
      index = "1..*",
      arity = "0..2",
      paramLabel = "[STAGE] TASK",
      hideParamSyntax = true,
      description = "A task by its number, and the stage's name before it if there are several.")
  private List<String> task = new ArrayList<>();

  WhyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    var run = RunReference.find(new StoredRuns(surroundings.state()), reference);
    try {
      var reading = RunStanding.of(run);
      var standing = reading.read();
      var text = new StandingText(standing);
      surroundings.results(task.isEmpty() ? text.lines() : lines(run, reading, standing, text));
      return ExitCodes.DONE;
    } catch (IOException | IllegalArgumentException damaged) {
      throw Refusal.disk(
          new IOException(
              "%s cannot be read: %s".formatted(run.directory(), damaged.getMessage()), damaged));
    }
  }

  private List<String> lines(
      StoredRun run, RunStanding reading, Standing standing, StandingText text) throws IOException {
    var asked = asked(standing);
    var ended = Optional.<Ended>empty();
    var tried = Optional.<Tried>empty();
    if (reading.ledger().isPresent()) {
      ended = reading.ledger().get().end(asked);
      tried = reading.ledger().get().tried(asked);
    }
    return text.lines(asked, ended, tried, log(run, asked));
  }

  private static Optional<String> log(StoredRun run, TaskId task) {
    var log = RunDirectory.taskLogIn(run.directory(), task);
    return Optional.of(log).filter(Files::exists).map(Path::toString);
  }

  private TaskId asked(Standing standing) {
    var stage = stage(standing);
    var number = task.getLast();
    if (!number.matches("\\d{1,18}")) {
      throw Refusal.of("a task is named by its number, and " + number + " is none");
    }
    long index = Long.parseLong(number);
    if (stage.tasks().isPresent() && index >= stage.tasks().getAsLong()) {
      throw Refusal.of(
          "%s has no task %d: they are numbered 0 to %d"
              .formatted(stage.name(), index, stage.tasks().getAsLong() - 1));
    }
    return new TaskId(stage.number(), index);
  }

  private Stage stage(Standing standing) {
    var stages = standing.stages();
    if (task.size() == 1 && stages.size() == 1) {
      return stages.getFirst();
    }
    var names = stages.stream().map(Stage::name).collect(Collectors.joining(", "));
    if (task.size() == 1) {
      throw Refusal.of(
          "say of which stage, such as %s %s; there are %s"
              .formatted(stages.getFirst().name(), task.getFirst(), names));
    }
    return stages.stream()
        .filter(stage -> stage.name().equals(task.getFirst()))
        .findFirst()
        .orElseThrow(() ->
            Refusal.of("there is no stage %s; there are %s".formatted(task.getFirst(), names)));
  }
}
