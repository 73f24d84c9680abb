package dev.thresher.cli;

import dev.thresher.cli.Services.Overrides;
import dev.thresher.cli.Services.Reading;
import dev.thresher.cli.Services.Reading.Ready;
import dev.thresher.compare.Arm;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.ComparisonJson;
import dev.thresher.compare.ComparisonText;
import dev.thresher.compare.Fault;
import dev.thresher.runtime.RunOptions;
import dev.thresher.runtime.Staffing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs a workload file on several backends, again and again, and says which to choose, why, and"
          + " what would change the answer.",
      "",
      "Every trial is a run in processes of its own; outputs go to a private directory and are"
          + " compared, then deleted. Ctrl-C ends the trial and reports what has been measured."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:compared",
      "1:results differ between runs, or no arm could be measured",
      ExitCodes.FILE_TEXT,
      "6:disk: trials or an export could not be written",
      ExitCodes.INTERNAL_TEXT,
      "130:interrupted (Ctrl-C)",
      "143:terminated (SIGTERM)"
    })
final class CompareCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "FILE", description = "The workload file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Option(
      names = "--arms",
      paramLabel = "ARM[,ARM...]",
      description = {
        "What to compare: backends, each with a number of workers if wanted, such as"
            + " threads:2,processes:2. By default threads:1, threads, virtual-threads, processes."
      })
  private @Nullable String arms;

  @Option(
      names = "-L",
      paramLabel = "NAME=VALUE[,VALUE...]",
      description = {
        "Compares every backend of --arms with each of these numbers of workers (workers=1,2),"
            + " or values of a setting of the engine (engine.transport=direct,artery)."
      })
  private List<String> lists = new ArrayList<>();

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description = {
        "Measures the same work through Python's ThreadPoolExecutor, ProcessPoolExecutor and"
            + " multiprocessing.Pool as well, by a function of this file, to compare with."
      })
  private @Nullable Path python;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = BudgetOption.class,
      defaultValue = "60s",
      description = "Time for all trials, such as 60s or 5m; default ${DEFAULT-VALUE}.")
  private Duration budget = Duration.ofMinutes(1);

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Draws the order of trials; default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--fault",
      paramLabel = "FAULT[,FAULT]",
      split = ",",
      converter = FaultOption.class,
      completionCandidates = FaultOption.Words.class,
      description = {
        "kill: after the trials, and beside the budget, one more run of each arm in which a worker"
            + " is killed in the middle, on threads the whole JVM: what is lost, and how long it"
            + " takes to get over it. heap: the same with the heap of that process filled, which"
            + " stays full."
      })
  private List<Fault> faults = new ArrayList<>();

  @Mixin private OverrideOptions overrides = new OverrideOptions();

  @Option(names = "--json", description = "Prints exactly one JSON object on standard output.")
  private boolean json;

  @Mixin private ComparisonExports exports = new ComparisonExports();

  @Option(
      names = {"-q", "--quiet"},
      description = "Shows no progress.")
  private boolean quiet;

  CompareCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    var asked =
        ArmsOption.of(
            Optional.ofNullable(arms),
            lists,
            Runtime.getRuntime().availableProcessors(),
            python != null);
    return switch (surroundings.services().read(file, overrides.alone())) {
      case Reading.Refused(var complaints) -> throw Refusal.of(complaints);
      case Ready ready -> compare(ready, asked);
    };
  }

  private int compare(Ready ready, List<Arm> asked) throws Exception {
    exports.refuseWhatIsInTheWay(surroundings.directory());
    ComparisonInputs.refuseStandardInput(ready.plan(), surroundings.state());
    asked.forEach(arm -> refuseWhatDoesNotFit(ready, arm));
    var done = measured(ready, asked);
    present(done.comparison());
    exports.write(done.comparison(), surroundings.directory());
    return done.exitCode();
  }

  private ComparisonSession.Done measured(Ready ready, List<Arm> arms) throws Exception {
    try (var side = PythonSide.of(surroundings, Optional.ofNullable(python), ready.plan())) {
      var asked =
          new ComparisonSession.Asked(
              file,
              overrides,
              side.measurable(arms),
              budget.toNanos() / 1e9,
              seed,
              quiet,
              faults.stream().distinct().toList());
      return new ComparisonSession(surroundings, asked, side).run(ready);
    } catch (IOException unusable) {
      throw Refusal.disk(unusable);
    }
  }

  private void refuseWhatDoesNotFit(Ready file, Arm arm) {
    if (arm.backend().isEmpty()) {
      return;
    }
    var ready =
        switch (surroundings.services().read(this.file, settingsOf(arm))) {
          case Reading.Refused(var complaints) -> throw Refusal.of(complaints);
          case Ready its -> its;
        };
    var options =
        new RunOptions(
            arm.backend().get(), arm.workers(), ready.settings(), Optional.empty(), false, false);
    if (surroundings.services().engine().staffing(options)
        instanceof Staffing.Refused(String reason)) {
      throw Refusal.of(List.of(Complaint.aboutArgument("--arms " + arm, reason)));
    }
  }

  private Overrides settingsOf(Arm arm) {
    return overrides.with(Optional.empty(), OptionalInt.empty(), arm.settings());
  }

  private void present(Comparison comparison) {
    if (json) {
      surroundings.json(ComparisonJson.of(comparison));
    } else {
      surroundings.results(ComparisonText.lines(comparison));
    }
  }
}
