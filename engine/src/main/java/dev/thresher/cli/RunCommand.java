package dev.thresher.cli;

import dev.thresher.cli.Services.Overrides;
import dev.thresher.cli.Services.Reading;
import dev.thresher.cli.Services.Reading.Ready;
import dev.thresher.model.BackendKind;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.rundir.StoredRun;
import dev.thresher.rundir.StoredRuns;
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
      "3:no worker process could be brought up, or the cluster not be reached",
      "4:stalled: tasks are left and no worker fits",
      "5:halted: as many tasks failed as halt says",
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

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      converter = TransportOption.Converter.class,
      completionCandidates = TransportOption.Words.class,
      description = {
        "What carries tasks to worker processes and results back, instead of what the file says:"
            + " ${COMPLETION-CANDIDATES}."
      })
  private @Nullable TransportOption transport;

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Mixin private OverrideOptions overrides = new OverrideOptions();

  @Option(
      names = "--json",
      description = "Prints exactly one JSON object on standard output: the report.")
  private boolean json;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = {
        "Keeps the run's files in this directory, which must be empty or missing. With --resume: the"
            + " run's directory, or its name or the beginning of it."
      })
  private @Nullable Path runDirectory;

  @Option(
      names = "--halt",
      paramLabel = "WHEN,fail=N",
      converter = HaltOption.Converter.class,
      description = {
        "Gives up when N tasks, or N%% of them, have failed for good, instead of what the file says:"
            + " soon,fail=10 lets running tasks finish, now,fail=1 stops them."
      })
  private @Nullable HaltOption halt;

  @Mixin private ResumeOptions resume = new ResumeOptions();

  @Option(names = "--overwrite", description = "Replaces output files that exist.")
  private boolean overwrite;

  @Option(
      names = "--outputs-below",
      paramLabel = "DIR",
      description = {
        "Publishes outputs below this directory, each by its whole path, instead of where the file"
            + " says."
      })
  private @Nullable Path outputsBelow;

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
      case Ready ready -> execute(elsewhere(ready));
    };
  }

  private Ready elsewhere(Ready ready) {
    return outputsBelow == null
        ? ready
        : OutputCheck.below(ready, surroundings.directory().resolve(outputsBelow));
  }

  private Overrides asked() {
    if (workers != null && workers < 1) {
      throw Refusal.of(
          List.of(Complaint.aboutArgument("--workers " + workers, "must be at least 1")));
    }
    var count = workers == null ? OptionalInt.empty() : OptionalInt.of(workers);
    var sets = new ArrayList<String>();
    if (halt != null) {
      sets.addAll(halt.sets());
    }
    if (transport != null) {
      sets.addAll(transport.sets());
    }
    return overrides.with(cluster.backend(backend), count, sets);
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
            overwrite,
            cluster.access(surroundings));
    var staffing = staffing(options);
    if (dryRun) {
      return show(ready, new DryRun(surroundings, ready, staffing));
    }
    var manner = new RunSession.Manner(json, quiet, verbose, !noProgress);
    var session = new RunSession(surroundings, manner, file);
    return resume.asked()
        ? session.resume(ready.plan(), options, earlier(ready), resume.request())
        : session.run(ready.plan(), options);
  }

  private StoredRun earlier(Ready ready) throws IOException {
    var reference = Optional.ofNullable(runDirectory).map(this::asReference);
    return ResumeOptions.find(new StoredRuns(surroundings.state()), ready.plan().name(), reference);
  }

  // A name has no slash; a directory is found by one.
  private String asReference(Path typed) {
    var directory = surroundings.directory().resolve(typed);
    return StoredRun.isRun(directory) ? directory.toAbsolutePath().toString() : typed.toString();
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
    // What a run that is resumed has published already is its own; the engine tells it by content.
    var complaints =
        new ArrayList<>(
            OutputCheck.complaints(ready, file, surroundings, overwrite || resume.asked()));
    chosenDirectory()
        .filter(_ -> !resume.asked())
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
                      ? OutputCheck.inFile(file, reason)
                      : Complaint.aboutArgument("--workers " + workers, reason)));
    };
  }
}
