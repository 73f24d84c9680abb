package dev.thresher.cli;

import dev.thresher.model.Value.Fields;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "drain",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lets a worker finish what runs and take nothing new; it ends when it has.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.UNREACHABLE_TEXT,
      ExitCodes.INTERNAL_TEXT
    })
final class WorkersDrainCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "NAME",
      description = "Its name, as 'thresher cluster workers list' shows it.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String name;

  @Mixin private ContactOption coordinator = new ContactOption();

  @Mixin private FormatOption format = new FormatOption();

  WorkersDrainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    var path = "/v1/workers/" + WorkerName.checked(name) + "/drain";
    var answer = coordinator.contact(surroundings).post(path, Fields.NONE);
    if (format.json()) {
      surroundings.json(answer);
    } else {
      surroundings
          .screen()
          .line(name + " takes nothing new, and ends when what runs there has finished");
    }
    return ExitCodes.DONE;
  }
}
