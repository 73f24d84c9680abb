package dev.thresher.cli;

import dev.thresher.model.Counted;
import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.report.Quantities;
import dev.thresher.report.ResultText;
import dev.thresher.rundir.StoredRun;
import dev.thresher.rundir.StoredRuns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lists runs, the newest first: running, died, or how they ended.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {ExitCodes.OK_TEXT, ExitCodes.USAGE_TEXT, ExitCodes.INTERNAL_TEXT})
final class RunsListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--json", description = "Prints one JSON object: runs.")
  private boolean json;

  RunsListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    var listing = new StoredRuns(surroundings.state()).list();
    listing
        .damaged()
        .forEach(path ->
            surroundings.screen().line("warning: " + path + " cannot be read and is left out"));
    if (json) {
      var runs = listing.runs().stream().<Value>map(RunsListCommand::fields).toList();
      surroundings.json(Fields.of("runs", new Sequence(runs)));
    } else {
      surroundings.results(lines(listing.runs()));
    }
    return ExitCodes.DONE;
  }

  private static List<String> lines(List<StoredRun> runs) {
    var rows = new ArrayList<List<String>>();
    for (var run : runs) {
      rows.add(
          List.of(
              PrintableText.escape(run.id()),
              state(run),
              tasks(run),
              run.report()
                  .flatMap(report -> report.find("wallMillis"))
                  .map(millis -> Quantities.duration(millis.asReal() * 1e6))
                  .orElse("")));
    }
    return ResultText.aligned(rows);
  }

  /** {@code running}, {@code died}, or the way it ended. */
  static String state(StoredRun run) {
    var end = run.report().flatMap(report -> report.find("end")).map(Value::asText);
    return PrintableText.escape(end.orElse(run.state().name().toLowerCase(Locale.ROOT)));
  }

  private static String tasks(StoredRun run) {
    var tasks = tasksOf(run);
    return tasks.isEmpty()
        ? ""
        : count(tasks.get(), "completed").map(Object::toString).orElse("?")
            + " of "
            + count(tasks.get(), "total").map(total -> Counted.of(total, "task")).orElse("? tasks");
  }

  private static Optional<Long> count(Fields tasks, String name) {
    return tasks.find(name).map(Value::asWhole);
  }

  private static Optional<Fields> tasksOf(StoredRun run) {
    return run.report().orElse(run.status()).find("tasks").map(Value::asFields);
  }

  private static Fields fields(StoredRun run) {
    return Fields.of("run", Value.of(run.id()))
        .with("state", Value.of(state(run)))
        .with("startedAt", Value.of(run.startedAt().toString()))
        .with("tasks", tasksOf(run).orElse(Fields.NONE))
        .with("runDirectory", Value.of(run.directory().toString()));
  }
}
