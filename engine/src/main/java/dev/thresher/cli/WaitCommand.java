package dev.thresher.cli;

import dev.thresher.model.RunEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "wait",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Waits until a job has ended, and ends with its exit code.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every task of the job completed; any other code of 'thresher run' is passed on",
      "2:bad command line",
      ExitCodes.UNREACHABLE_TEXT,
      "70:internal error; or the job's processes are gone and nobody knows how they ended",
      "124:the time is over and the job still runs"
    })
final class WaitCommand implements Callable<Integer> {
  private static final long AGAIN_MILLIS = 250;

  private final Surroundings surroundings;

  @Parameters(paramLabel = "JOB", description = "Its name, as 'thresher jobs' shows it.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String job;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = BudgetOption.class,
      description = "How long it waits, such as 60s; without it as long as it takes.")
  private @Nullable Duration timeout;

  @Mixin private ContactOption coordinator = new ContactOption();

  WaitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var calls = new JobCalls(surroundings, coordinator, job);
    long began = System.nanoTime();
    while (true) {
      var state = calls.state();
      var code = JobCalls.exitCode(state);
      if (code.isPresent()) {
        surroundings.screen().line(job + " has " + state.text("state"));
        return code.getAsInt();
      }
      if (timeout != null && System.nanoTime() - began > timeout.toNanos()) {
        surroundings.screen().line(job + " still runs");
        return RunEnd.DEADLINE.exitCode();
      }
      Thread.sleep(AGAIN_MILLIS);
    }
  }
}
