package dev.thresher.cli;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.Value.Sequence;
import dev.thresher.report.ResultText;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.TaskKind;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "kinds",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lists the computations that the engine brings along, or explains one of them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {ExitCodes.OK_TEXT, ExitCodes.USAGE_TEXT, ExitCodes.INTERNAL_TEXT})
final class KindsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The kind to explain.")
  private @Nullable String name;

  @Option(names = "--json", description = "Prints one JSON object: kinds and their parameters.")
  private boolean json;

  KindsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    var kinds = surroundings.services().kinds();
    var chosen = name == null ? kinds.all() : List.of(find(kinds, name));
    if (json) {
      var list =
          new Sequence(chosen.stream().map(KindText::toFields).map(Value.class::cast).toList());
      surroundings.json(Fields.of("kinds", list));
    } else if (name == null) {
      surroundings.results(
          ResultText.aligned(
              chosen.stream().map(kind -> List.of(kind.name(), kind.summary())).toList()));
    } else {
      surroundings.results(KindText.lines(chosen.getFirst()));
    }
    return ExitCodes.DONE;
  }

  private static TaskKind find(KindRegistry kinds, String name) {
    return kinds
        .find(name)
        .orElseThrow(() ->
            Refusal.of(
                "there is no kind "
                    + name
                    + "; there are "
                    + String.join(", ", kinds.all().stream().map(TaskKind::name).toList())));
  }
}
