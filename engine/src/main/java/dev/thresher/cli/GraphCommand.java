package dev.thresher.cli;

import dev.thresher.cli.Services.Reading;
import dev.thresher.cli.Services.Reading.Ready;
import dev.thresher.plan.StageGraph;
import dev.thresher.report.DotGraph;
import dev.thresher.report.MermaidGraph;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Prints the stages of a workload file and which needs which, as text that other programs draw.",
      "",
      "Starts nothing and writes nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {ExitCodes.OK_TEXT, ExitCodes.FILE_TEXT, ExitCodes.INTERNAL_TEXT})
final class GraphCommand implements Callable<Integer> {
  enum Format {
    mermaid,
    dot
  }

  private final Surroundings surroundings;

  @Parameters(paramLabel = "FILE", description = "The workload file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "The language: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
      defaultValue = "mermaid")
  private Format format = Format.mermaid;

  @Mixin private OverrideOptions overrides = new OverrideOptions();

  GraphCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    return switch (surroundings.services().read(file, overrides.alone())) {
      case Reading.Refused(var complaints) -> throw Refusal.of(complaints);
      case Ready ready -> print(StageGraph.of(ready.workload(), ready.plan()));
    };
  }

  private int print(StageGraph graph) {
    surroundings.results(
        switch (format) {
          case mermaid -> MermaidGraph.lines(graph);
          case dot -> DotGraph.lines(graph);
        });
    return ExitCodes.DONE;
  }
}
