package dev.thresher.cli;

import dev.thresher.model.JsonText;
import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.report.ReportText;
import dev.thresher.report.ResultText;
import dev.thresher.report.StoredReport;
import dev.thresher.rundir.StoredRun;
import dev.thresher.rundir.StoredRuns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Shows a run: its result and summary, or how far it is or was.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.OK_TEXT,
      "2:bad command line, or no such run",
      ExitCodes.INTERNAL_TEXT
    })
final class RunsShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "RUN",
      description = "'last', a run's name or its beginning, or the path of a run directory.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String reference;

  @Option(
      names = "--json",
      description = "Prints one JSON object: the report, or the status of a run without one.")
  private boolean json;

  RunsShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    var run = RunReference.find(new StoredRuns(surroundings.state()), reference);
    if (json) {
      var fields = run.report().orElse(run.status());
      surroundings.json(fields.with("state", Value.of(RunsListCommand.state(run))));
    } else {
      surroundings.results(run.report().isPresent() ? ended(run) : unended(run));
    }
    return ExitCodes.DONE;
  }

  private static List<String> ended(StoredRun run) {
    try {
      var report = StoredReport.of(run.report().orElseThrow());
      var lines = new ArrayList<>(ResultText.lines(report.result(), RunSession.ROWS_SHOWN));
      lines.addAll(ReportText.lines(report, failed -> RunSession.logOf(report, failed)));
      return lines;
    } catch (IllegalArgumentException damaged) {
      throw Refusal.of("the report in " + run.directory() + " is damaged: " + damaged.getMessage());
    }
  }

  private static List<String> unended(StoredRun run) {
    var lines = new ArrayList<String>();
    lines.add(PrintableText.escape(run.id()) + " " + RunsListCommand.state(run));
    lines.add("  directory  " + PrintableText.escape(run.directory().toString()));
    run.status()
        .entries()
        .forEach((name, value) ->
            lines.add("  " + PrintableText.escape(name) + "  " + JsonText.of(value)));
    return lines;
  }
}
