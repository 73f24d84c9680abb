package dev.thresher.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lists the jobs of a cluster's coordinator, the oldest first.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.UNREACHABLE_TEXT,
      ExitCodes.INTERNAL_TEXT
    })
final class JobsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private ContactOption coordinator = new ContactOption();

  @Mixin private FormatOption format = new FormatOption();

  JobsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    var answer = coordinator.contact(surroundings).get("/v1/jobs");
    return format.print(
        surroundings, answer, () -> ClusterTables.jobs(answer, surroundings.clock().instant()));
  }
}
