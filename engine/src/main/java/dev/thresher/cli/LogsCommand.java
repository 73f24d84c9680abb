package dev.thresher.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Prints what the run of a job has printed: its progress, its result, its summary.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      ExitCodes.UNREACHABLE_TEXT,
      ExitCodes.INTERNAL_TEXT
    })
final class LogsCommand implements Callable<Integer> {
  private static final long AGAIN_MILLIS = 250;

  private final Surroundings surroundings;

  @Parameters(paramLabel = "JOB", description = "Its name, as 'thresher jobs' shows it.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String job;

  @Option(names = "-f", description = "Follows what comes until the job ends; Ctrl-C leaves it.")
  private boolean follow;

  @Mixin private ContactOption coordinator = new ContactOption();

  LogsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var calls = new JobCalls(surroundings, coordinator, job);
    long from = 0;
    while (true) {
      var told = calls.log(from);
      surroundings.out().write(told.body());
      surroundings.out().flush();
      from = next(told.headers().getOrDefault("thresher-next", ""), from);
      boolean isWhole = told.body().length == 0;
      boolean mayGrow = told.headers().getOrDefault("thresher-state", "").equals("running");
      if (isWhole && !(follow && mayGrow)) {
        return ExitCodes.DONE;
      }
      if (isWhole) {
        Thread.sleep(AGAIN_MILLIS);
      }
    }
  }

  private static long next(String told, long otherwise) {
    return told.matches("[0-9]{1,18}") ? Long.parseLong(told) : otherwise;
  }
}
