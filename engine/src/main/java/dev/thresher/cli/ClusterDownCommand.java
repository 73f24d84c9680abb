package dev.thresher.cli;

import dev.thresher.model.RunEnd;
import dev.thresher.standing.CoordinatorHome;
import dev.thresher.standing.Jobs;
import dev.thresher.standing.Members;
import dev.thresher.standing.Members.Up;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Ends the cluster that 'thresher cluster up' has started from this host. Running tasks of jobs"
          + " and other runs may finish first; what has not finished in time is ended, and can be"
          + " resumed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCodes.OK_TEXT,
      ExitCodes.USAGE_TEXT,
      "3:a host could not be reached, where a worker may be left",
      ExitCodes.INTERNAL_TEXT
    })
final class ClusterDownCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      converter = BudgetOption.class,
      description = "How long running tasks may go on; by default 30s.")
  private Duration within = Duration.ofSeconds(30);

  ClusterDownCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    try {
      return new Members(surroundings.state().root()).alone(this::bringDown);
    } catch (UncheckedIOException failed) {
      throw Refusal.disk(failed);
    }
  }

  private static Executor ownThread() {
    return task -> Thread.ofVirtual().start(task);
  }

  private List<HostWorkers.Result> endElsewhere(Up up) {
    return up.hosts().isEmpty()
        ? List.of()
        : new HostWorkers(surroundings, up.listen()).end(up.hosts(), within);
  }

  private int told(List<HostWorkers.Result> ends) {
    for (var end : ends) {
      surroundings
          .screen()
          .line(
              end.done()
                  ? end.sentence()
                  : "%s may still be there, and look for the coordinator: %s"
                      .formatted(end.host().name(), end.sentence()));
    }
    return ends.stream().allMatch(HostWorkers.Result::done)
        ? ExitCodes.DONE
        : RunEnd.NO_CLUSTER.exitCode();
  }

  private int bringDown(Members members) {
    try {
      var up = members.read();
      if (up.isEmpty()) {
        surroundings.screen().line("no cluster is up on this host");
        return ExitCodes.DONE;
      }
      var home = CoordinatorHome.of(surroundings.state().root(), up.get().listen());
      var elsewhere = CompletableFuture.supplyAsync(() -> endElsewhere(up.get()), ownThread());
      var cut = new ClusterEnd(up.get(), Jobs.of(home), elsewhere::isDone).end(within);
      members.forget();
      cut.jobs()
          .forEach(job ->
              surroundings.screen().line(job + " had not finished in time, and was cancelled"));
      cut.workers()
          .forEach(
              name -> surroundings.screen().line(name + " had not ended in time, and was killed"));
      surroundings.screen().line("the cluster at " + up.get().listen() + " has ended");
      return told(elsewhere.join());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
