package dev.thresher.cli;

import dev.thresher.model.RunEnd;
import dev.thresher.model.TaskId;
import dev.thresher.model.Value;
import dev.thresher.plan.Plan;
import dev.thresher.report.ReportJson;
import dev.thresher.report.ReportText;
import dev.thresher.report.ResultText;
import dev.thresher.report.RunReport;
import dev.thresher.report.RunReport.FailedTask;
import dev.thresher.rundir.RunDirectory;
import dev.thresher.runtime.RunOptions;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One run as the command line conducts it: starts it, shows it, listens to signals, sums it up. */
final class RunSession {
  static final int ROWS_SHOWN = 20;

  private final Surroundings surroundings;
  private final Manner manner;
  private final Path file;

  /** How much is shown, and in what form. */
  record Manner(boolean json, boolean quiet, boolean verbose, boolean progress) {}

  RunSession(Surroundings surroundings, Manner manner, Path file) {
    this.surroundings = surroundings;
    this.manner = manner;
    this.file = file;
  }

  /** Returns the exit code once nothing of the run is left. */
  int run(Plan plan, RunOptions options) throws InterruptedException {
    var screen = surroundings.screen();
    try (var log = RunLog.open(screen, manner.verbose());
        var interruptions = Interruptions.install(screen)) {
      var follower = new RunFollower(plan, options.backend(), log);
      try (var _ = ProgressDisplay.begin(screen, follower, style())) {
        var handle = surroundings.services().engine().start(plan, options, follower);
        interruptions.attach(handle);
        handle.await();
      }
      var report = follower.report(interruptions.terminated());
      present(report);
      return report.end().exitCode();
    } catch (UncheckedIOException unwritable) {
      throw Refusal.disk(unwritable);
    }
  }

  private ProgressDisplay.Style style() {
    if (manner.quiet()) {
      return ProgressDisplay.Style.SILENT;
    }
    if (!manner.progress()) {
      return ProgressDisplay.Style.NOTICES;
    }
    return surroundings.screen().terminal().redraws()
        ? ProgressDisplay.Style.FRAMES
        : ProgressDisplay.Style.LINES;
  }

  private void present(RunReport report) {
    if (manner.json()) {
      var fields = ReportJson.of(report).with("file", Value.of(file.toString()));
      surroundings.json(fields);
    } else {
      surroundings.results(ResultText.lines(report.result(), ROWS_SHOWN));
    }
    var screen = surroundings.screen();
    if (!manner.quiet()) {
      screen.lines(ReportText.lines(report, failed -> logOf(report, failed)));
    } else if (report.end() != RunEnd.COMPLETED) {
      screen.line(ReportText.lines(report, failed -> logOf(report, failed)).getFirst());
    }
    if (report.end() == RunEnd.INTERNAL) {
      screen.line(
          screen.terminal().red("error: ")
              + "a fault of the engine; please report it with "
              + report
                  .runDirectory()
                  .map(RunDirectory::coordinatorLogIn)
                  .map(Path::toString)
                  .orElse("what --verbose shows"));
    }
  }

  /** What the task printed, if it did, else what its worker or the coordinator logged. */
  static Path logOf(RunReport report, FailedTask failed) {
    var run = report.runDirectory().orElse(Path.of(""));
    var candidates =
        List.of(
            RunDirectory.taskLogIn(run, new TaskId(failed.stage(), failed.index())),
            run.resolve("logs/" + failed.worker().replace('#', '-') + ".log"));
    return candidates.stream()
        .filter(Files::exists)
        .findFirst()
        .orElse(RunDirectory.coordinatorLogIn(run));
  }
}
