package dev.thresher.cli;

import dev.thresher.launch.Installation;
import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.report.ResultText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Tries what runs need of this machine, and says what to do about what is missing.",
      "",
      "Changes nothing; takes about a second."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing stands in the way",
      "1:something has failed that runs need",
      ExitCodes.USAGE_TEXT,
      ExitCodes.INTERNAL_TEXT
    })
final class DoctorCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--json", description = "Prints one JSON object: checks, exitCode.")
  private boolean json;

  DoctorCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    var checks = new Doctor(surroundings.state(), Installation.current()).examine();
    boolean failed = checks.stream().anyMatch(check -> check.level() == Check.Level.FAIL);
    int exitCode = failed ? ExitCodes.TASKS_FAILED : ExitCodes.DONE;
    if (json) {
      var items = checks.stream().<Value>map(Check::toFields).toList();
      surroundings.json(
          Fields.of("checks", new Sequence(items)).with("exitCode", Value.of(exitCode)));
    } else {
      surroundings.results(ResultText.aligned(checks.stream().map(DoctorCommand::row).toList()));
    }
    return exitCode;
  }

  private static List<String> row(Check check) {
    var advice = check.advice().isEmpty() ? "" : ": " + check.advice();
    return List.of(check.word(), check.name(), PrintableText.escape(check.found() + advice));
  }
}
