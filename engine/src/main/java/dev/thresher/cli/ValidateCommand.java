package dev.thresher.cli;

import dev.thresher.cli.Services.Reading;
import dev.thresher.cli.Services.Reading.Ready;
import dev.thresher.model.JsonText;
import dev.thresher.model.PrintableText;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Sequence;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.Derivation;
import dev.thresher.plan.OutputSpec;
import dev.thresher.plan.PlannedStage;
import dev.thresher.report.PlanJson;
import dev.thresher.report.Quantities;
import dev.thresher.task.StageRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
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
  private static final int TASKS_SHOWN = 3;

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

  private List<String> lines(Ready ready) {
    var lines = new ArrayList<String>();
    lines.add(
        PrintableText.escape(ready.plan().name())
            + " is a valid workload: "
            + Quantities.count(ready.plan().tasks(), "task")
            + " on "
            + ready.backend().keyword());
    for (var stage : ready.plan().stages()) {
      lines.add("  " + described(stage));
      lines.addAll(firstTasks(stage));
    }
    ready.plan().derivations().forEach(stage -> lines.add("  " + described(stage)));
    return lines;
  }

  private static String described(PlannedStage stage) {
    var tasks =
        stage.dependence() instanceof Dependence.RowsOf(String table, _)
            ? "one task a row of " + PrintableText.escape(table)
            : Quantities.count(stage.size(), "task");
    return PrintableText.escape(stage.spec().name()) + ": " + tasks + output(stage.output());
  }

  private static String described(Derivation derivation) {
    var made =
        switch (derivation.operation()) {
          case Derivation.Operation.Grouped(var by, _) when by.isEmpty() -> "one row";
          case Derivation.Operation.Grouped(var by, _) -> "groups by " + String.join(", ", by);
          case Derivation.Operation.Joined(var on) -> "joined on " + String.join(", ", on);
        };
    return PrintableText.escape(
            derivation.name() + ": " + made + " of " + String.join(", ", derivation.from()))
        + ", no tasks"
        + output(derivation.output());
  }

  private static String output(Optional<OutputSpec> output) {
    return output
        .map(spec -> ", output " + PrintableText.escape(spec.path().toString()))
        .orElse("");
  }

  /** All that these tasks will be given. */
  private List<String> firstTasks(PlannedStage stage) {
    if (stage.size() == 0) {
      return List.of();
    }
    var services = surroundings.services();
    var rows = StageRows.of(stage.spec(), services.kinds(), services.records());
    return LongStream.range(0, Math.min(TASKS_SHOWN, rows.size()))
        .mapToObj(index ->
            "    %d: %s"
                .formatted(index, JsonText.of(stage.spec().constants().with(rows.row(index)))))
        .toList();
  }
}
