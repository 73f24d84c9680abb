package dev.thresher.cli;

import dev.thresher.cli.Services.Reading;
import dev.thresher.cli.Services.Reading.Ready;
import dev.thresher.compare.ComparisonJson;
import dev.thresher.compare.ComparisonText;
import dev.thresher.compare.Outlook;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.rundir.StoredRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "advise",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Says which backend to choose by what earlier runs have recorded, without new ones, and what"
          + " they cannot tell.",
      "",
      "Of a FILE all runs are looked at that computed the same with it; otherwise those that are"
          + " named."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:advised",
      "1:results differ between runs, or there is no run to go by",
      "2:bad command line or file, or no such run",
      "6:disk: the files of a run are missing or damaged",
      ExitCodes.INTERNAL_TEXT
    })
final class AdviseCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "RUN|FILE",
      arity = "1..*",
      description = {
        "A workload file; or runs: 'last', a run's name or its beginning, or the path of a run"
            + " directory."
      })
  private List<String> references = new ArrayList<>();

  @Mixin private OverrideOptions overrides = new OverrideOptions();

  @Option(
      names = "--json",
      description =
          "Prints exactly one JSON object: that of compare, with runs, outlook and unknown.")
  private boolean json;

  AdviseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    var recorded = recordings();
    var from = Advice.provenance(surroundings.clock().instant(), recorded);
    var advice = Advice.of(from, recorded, surroundings.costs(from).remembered());
    var comparison = advice.comparison();
    if (json) {
      surroundings.json(
          ComparisonJson.of(comparison)
              .with("runs", texts(advice.runs()))
              .with("outlook", advice.outlook().map(AdviseCommand::fields).orElse(Absent.ABSENT))
              .with("unknown", texts(advice.unknown())));
    } else {
      surroundings.results(lines(advice));
    }
    return comparison.verdict().isPresent() ? ExitCodes.DONE : ExitCodes.TASKS_FAILED;
  }

  private RecordedRuns recordings() throws IOException {
    var runs = new StoredRuns(surroundings.state());
    var file = surroundings.directory().resolve(references.getFirst());
    return references.size() == 1 && Files.isRegularFile(file)
        ? ofFile(runs)
        : RecordedRuns.named(runs, references);
  }

  private RecordedRuns ofFile(StoredRuns runs) throws IOException {
    var file = Path.of(references.getFirst());
    return switch (surroundings.services().read(file, overrides.alone())) {
      case Reading.Refused(var complaints) -> throw Refusal.of(complaints);
      case Ready ready -> RecordedRuns.of(file.toString(), ready.plan(), runs);
    };
  }

  private static List<String> lines(Advice advice) {
    var lines = new ArrayList<String>();
    lines.addAll(ComparisonText.linesWithoutProvenance(advice.comparison()));
    lines.add("");
    if (!advice.ofTheMachine().isEmpty()) {
      lines.add("by this machine's own costs");
      advice.ofTheMachine().forEach(sentence -> lines.add("  " + sentence));
      lines.add("");
    }
    lines.add("what the runs cannot tell");
    advice.unknown().forEach(sentence -> lines.add("  " + sentence));
    return lines;
  }

  private static Value fields(Outlook outlook) {
    return Fields.of("arm", Value.of(outlook.arm().name()))
        .with("from", Value.of(outlook.from().name()))
        .with("seconds", Value.of(outlook.seconds()))
        .with("startUpSeconds", Value.of(outlook.startUpSeconds()))
        .with("secondsPerTask", Value.of(outlook.secondsPerTask()))
        .with("sentence", Value.of(outlook.sentence()));
  }

  private static Value texts(List<String> texts) {
    return new Sequence(texts.stream().<Value>map(Value::of).toList());
  }
}
