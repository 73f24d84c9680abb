package dev.thresher.cli;

import dev.thresher.cli.Services.Overrides;
import dev.thresher.cli.Services.Reading;
import dev.thresher.cli.Services.Reading.Ready;
import dev.thresher.model.BackendKind;
import dev.thresher.plan.PlannedStage;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.runtime.OutputObstacles;
import dev.thresher.runtime.RunOptions;
import dev.thresher.runtime.Staffing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs a workload file, prints its result on standard output and a summary on standard error.",
      "",
      "Writes a run directory (plan, live status, logs, report; its path is printed first) and the"
          + " outputs that the file names. Ctrl-C lets running tasks finish and starts no new ones;"
          + " a second one cancels.",
      "",
      "In the summary, 'busy' is the time in tasks divided by the wall time, and 'overhead' is slot"
          + " time that no task used, per task: (slots x wall time - time in tasks) / tasks."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every task completed",
      "1:some task failed for good",
      ExitCodes.FILE_TEXT,
      "3:no worker process could be brought up or reached",
      "4:stalled: tasks are left and no worker fits",
      "5:halted by policy",
      "6:disk: results or the run's files could not be written",
      ExitCodes.INTERNAL_TEXT,
      "124:deadline of the run",
      "130:interrupted (Ctrl-C)",
      "143:terminated (SIGTERM)"
    })
final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "FILE", description = "The workload file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      converter = BackendOption.Converter.class,
      completionCandidates = BackendOption.Words.class,
      description = "Where tasks run, instead of what the file says: ${COMPLETION-CANDIDATES}.")
  private @Nullable BackendKind backend;

  @Option(
      names = {"-j", "--workers"},
      paramLabel = "N",
      description = "Worker processes or threads, instead of what the file says.")
  private @Nullable Integer workers;

  @Mixin private OverrideOptions overrides = new OverrideOptions();

  @Option(
      names = "--json",
      description = "Prints exactly one JSON object on standard output: the report.")
  private boolean json;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "Keeps the run's files in this directory, which must be empty or missing.")
  private @Nullable Path runDirectory;

  @Option(names = "--overwrite", description = "Replaces output files that exist.")
  private boolean overwrite;

  @Option(
      names = "--show-output",
      description = "Shows on standard error what tasks print; it goes to their logs anyway.")
  private boolean showOutput;

  @Option(
      names = "--dry-run",
      description = {
        "Shows stages, the first tasks in full, workers and, by an earlier run, the time that the"
            + " tasks would take. Starts nothing, writes nothing."
      })
  private boolean dryRun;

  @Option(names = "--no-progress", description = "Shows no progress.")
  private boolean noProgress;

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints the result and errors, nothing else.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Shows the engine's log too, and the stack trace of an internal error.")
  private boolean verbose;

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    return switch (surroundings.services().read(file, asked())) {
      case Reading.Refused(var complaints) -> throw Refusal.of(complaints);
      case Ready ready -> execute(ready);
    };
  }

  private Overrides asked() {
    if (workers != null && workers < 1) {
      throw Refusal.of(
          List.of(Complaint.aboutArgument("--workers " + workers, "must be at least 1")));
    }
    var count = workers == null ? OptionalInt.empty() : OptionalInt.of(workers);
    return overrides.with(Optional.ofNullable(backend), count);
  }

  private int execute(Ready ready) throws Exception {
    refuseWhatCannotBeWritten(ready);
    var options =
        new RunOptions(
            ready.backend(),
            ready.workers(),
            ready.settings(),
            chosenDirectory(),
            showOutput,
            overwrite);
    var staffing = staffing(options);
    if (dryRun) {
      return show(ready, new DryRun(surroundings, ready, staffing));
    }
    var manner = new RunSession.Manner(json, quiet, verbose, !noProgress);
    return new RunSession(surroundings, manner, file).run(ready.plan(), options);
  }

  private int show(Ready ready, DryRun trial) throws IOException {
    var preview = surroundings.preview(ready.plan());
    if (json) {
      surroundings.accept(file, ready, trial.json(preview));
    } else {
      surroundings.results(trial.lines(preview));
    }
    return ExitCodes.DONE;
  }

  private Optional<Path> chosenDirectory() {
    return Optional.ofNullable(runDirectory).map(surroundings.directory()::resolve);
  }

  // Looked at before anything starts: a run of hours must not end with this.
  private void refuseWhatCannotBeWritten(Ready ready) {
    var complaints = new ArrayList<Complaint>();
    for (PlannedStage stage : ready.plan().stages()) {
      OutputObstacles.of(stage, surroundings.services().records(), overwrite)
          .forEach(obstacle -> complaints.add(inFile("output " + obstacle)));
    }
    chosenDirectory()
        .map(RunDirectory::obstacle)
        .filter(obstacle -> !obstacle.isEmpty())
        .ifPresent(obstacle -> complaints.add(Complaint.aboutArgument("--run-dir", obstacle)));
    if (!complaints.isEmpty()) {
      throw Refusal.of(complaints);
    }
  }

  private Staffing.Granted staffing(RunOptions options) {
    return switch (surroundings.services().engine().staffing(options)) {
      case Staffing.Granted granted -> granted;
      case Staffing.Refused(String reason) ->
          throw Refusal.of(
              List.of(
                  workers == null
                      ? inFile(reason)
                      : Complaint.aboutArgument("--workers " + workers, reason)));
    };
  }

  private Complaint inFile(String obstacle) {
    return new Complaint(
        Optional.of(file.toString()),
        OptionalInt.empty(),
        Optional.empty(),
        obstacle,
        Optional.empty());
  }
}
