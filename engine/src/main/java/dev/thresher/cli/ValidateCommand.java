package dev.thresher.cli;

import dev.thresher.cli.Services.Reading;
import dev.thresher.cli.Services.Reading.Ready;
import dev.thresher.model.PrintableText;
import dev.thresher.report.PlanJson;
import dev.thresher.report.PlanPreview;
import dev.thresher.report.PlanText;
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
    var preview = surroundings.preview(ready.plan());
    if (json) {
      surroundings.accept(file, ready, PlanJson.of(preview));
    } else {
      surroundings.results(lines(ready, preview));
    }
    return ExitCodes.DONE;
  }

  private static List<String> lines(Ready ready, PlanPreview preview) {
    var lines = new ArrayList<String>();
    lines.add(
        PrintableText.escape(ready.plan().name())
            + " is a valid workload: "
            + Quantities.count(ready.plan().tasks(), "task")
            + " on "
            + ready.backend().keyword());
    lines.addAll(PlanText.lines(preview));
    return lines;
  }
}
