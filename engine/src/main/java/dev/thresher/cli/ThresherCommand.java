package dev.thresher.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "thresher",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    description = "Runs one workload on threads or on worker processes, with the same result.",
    footer = {"%nFirst steps: thresher init sweep, then thresher run sweep.conf."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; of a run: every task completed",
      "1:some task failed for good",
      "2:bad command line or workload file",
      "3:no worker process could be brought up, or the cluster not be reached",
      "4:stalled: tasks are left and no worker fits",
      "5:halted by policy",
      "6:disk: results or the run's files could not be written",
      "70:internal error",
      "124:deadline of the run",
      "130:interrupted (Ctrl-C)",
      "143:terminated (SIGTERM)"
    })
final class ThresherCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a verb is missing");
  }
}
