package dev.thresher.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Tells all about one worker, and which runs have slots there.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.UNREACHABLE_TEXT,
      ExitCodes.INTERNAL_TEXT
    })
final class WorkersInspectCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "NAME",
      description = "Its name, as 'thresher cluster workers list' shows it.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String name;

  @Mixin private ContactOption coordinator = new ContactOption();

  @Mixin private FormatOption format = new FormatOption();

  WorkersInspectCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    var answer = coordinator.contact(surroundings).get("/v1/workers/" + WorkerName.checked(name));
    return format.print(surroundings, answer, () -> ClusterTables.worker(answer));
  }
}
