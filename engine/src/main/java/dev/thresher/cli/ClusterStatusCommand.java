package dev.thresher.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Says how a cluster stands: coordinator, workers, runs.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.UNREACHABLE_TEXT,
      ExitCodes.INTERNAL_TEXT
    })
final class ClusterStatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ContactOption coordinator = new ContactOption();

  @Mixin private FormatOption format = new FormatOption();

  ClusterStatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    surroundings.screen().lines(DeadMembers.lines(surroundings));
    var answer = coordinator.contact(surroundings).get("/v1/cluster");
    surroundings.screen().lines(DeadMembers.missingLines(surroundings, answer));
    return format.print(
        surroundings,
        answer
            .with("deadMembers", DeadMembers.json(surroundings))
            .with("missingHosts", DeadMembers.missingJson(surroundings, answer)),
        () -> ClusterTables.status(answer));
  }
}
