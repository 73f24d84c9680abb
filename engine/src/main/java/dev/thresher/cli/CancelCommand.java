package dev.thresher.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lets a job end: running tasks finish and no new ones start, as after a Ctrl-C.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:asked to end",
      "2:bad command line, or it is not running",
      ExitCodes.UNREACHABLE_TEXT,
      ExitCodes.INTERNAL_TEXT
    })
final class CancelCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "JOB", description = "Its name, as 'thresher jobs' shows it.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String job;

  @Option(names = "--now", description = "Cancels running tasks too; again, ends it at once.")
  private boolean now;

  @Mixin private ContactOption coordinator = new ContactOption();

  CancelCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    new JobCalls(surroundings, coordinator, job).cancel(now);
    surroundings
        .screen()
        .line(job + (now ? " is cancelled" : " ends when its running tasks have finished"));
    return ExitCodes.DONE;
  }
}
