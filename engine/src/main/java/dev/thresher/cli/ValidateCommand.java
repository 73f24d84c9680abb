package dev.thresher.cli;

import dev.thresher.cli.Services.Reading;
import dev.thresher.cli.Services.Reading.Ready;
import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Sequence;
import dev.thresher.plan.PlannedStage;
import dev.thresher.report.PlanJson;
import dev.thresher.report.Quantities;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Checks a workload file: its first syntax error, or everything else that is wrong with it.",
      "",
      "Starts nothing and writes nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the file can be run", ExitCodes.FILE_TEXT, ExitCodes.INTERNAL_TEXT})
final class ValidateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "FILE", description = "The workload file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Mixin private OverrideOptions overrides = new OverrideOptions();

  @Option(names = "--json", description = "Prints one JSON object: the plan, or the errors.")
  private boolean json;

  ValidateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    return switch (surroundings.services().read(file, overrides.alone())) {
      case Reading.Refused(var complaints) -> throw Refusal.of(complaints);
      case Ready ready -> accept(ready);
    };
  }

  private int accept(Ready ready) {
    if (json) {
      surroundings.json(
          PlanJson.of(ready.plan())
              .with("file", Value.of(file.toString()))
              .with("backend", Value.of(ready.backend().keyword()))
              .with("errors", new Sequence(List.of()))
              .with("exitCode", Value.of(ExitCodes.DONE)));
    } else {
      surroundings.results(lines(ready));
    }
    return ExitCodes.DONE;
  }

  private static List<String> lines(Ready ready) {
    var lines = new ArrayList<String>();
    lines.add(
        PrintableText.escape(ready.plan().name())
            + " is a valid workload: "
            + Quantities.count(ready.plan().tasks(), "task")
            + " on "
            + ready.backend().keyword());
    ready.plan().stages().forEach(stage -> lines.add("  " + described(stage)));
    return lines;
  }

  private static String described(PlannedStage stage) {
    var output =
        stage.output().map(spec -> ", output " + PrintableText.escape(spec.path().toString()));
    return PrintableText.escape(stage.spec().name())
        + ": "
        + Quantities.count(stage.size(), "task")
        + output.orElse("");
  }
}
