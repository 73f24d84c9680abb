package dev.thresher.cli;

import dev.thresher.cli.Services.Reading.Ready;
import dev.thresher.compare.Arm;
import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.Comparison;
import dev.thresher.compare.Comparison.Sample;
import dev.thresher.compare.Costs;
import dev.thresher.compare.Fault;
import dev.thresher.compare.Faults;
import dev.thresher.compare.Provenance;
import dev.thresher.compare.Results;
import dev.thresher.compare.Trial;
import dev.thresher.compare.Verdicts;
import dev.thresher.launch.Installation;
import dev.thresher.trials.FaultRunner;
import dev.thresher.trials.PythonTrials;
import dev.thresher.trials.Race;
import dev.thresher.trials.ThisMachine;
import dev.thresher.trials.TrialRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One comparison as the command line conducts it: trials, signals, what they add up to. */
final class ComparisonSession {
  private final Surroundings surroundings;
  private final Asked asked;
  private final PythonSide python;
  private final long beganNanos = System.nanoTime();
  private final Instant startedAt;
  private final Provenance.Machine machine = ThisMachine.look();

  /**
   * What the user wants to know.
   *
   * @param seed for the order of trials
   * @param faults for each of them there is a run of each arm in which it happens
   */
  record Asked(
      Path file,
      OverrideOptions overrides,
      List<Arm> arms,
      double budgetSeconds,
      long seed,
      boolean quiet,
      List<Fault> faults) {
    /** Of {@code run}: the file, and what changes it. */
    List<String> arguments() {
      var words = new ArrayList<String>();
      words.add(file.toString());
      overrides.profiles.forEach(name -> words.addAll(List.of("--profile", name)));
      overrides.sets.forEach(set -> words.addAll(List.of("--set", set)));
      return words;
    }
  }

  record Done(Comparison comparison, int exitCode) {}

  ComparisonSession(Surroundings surroundings, Asked asked, PythonSide python) {
    this.surroundings = surroundings;
    this.python = python;
    this.asked = asked;
    this.startedAt = surroundings.clock().instant();
  }

  Done run(Ready ready) throws InterruptedException {
    var progress = new ComparisonProgress(surroundings.screen(), asked.quiet());
    try (var runner =
            new TrialRunner(
                Installation.current(),
                asked.arguments(),
                ready.plan().tasks(),
                surroundings.directory());
        var signals = StopSignals.install(runner::interrupt)) {
      python.trials().ifPresent(runner::python);
      python.leftOut().ifPresent(progress::notice);
      var raced =
          new ComparisonTrials(surroundings, asked, runner, python, progress, this::elapsed)
              .run(ready);
      var costs = costs(raced.end(), runner, provenance(ready), progress);
      var measured = conclude(ready, raced.end(), raced.sample(), costs);
      var comparison = measured.with(faults(measured, raced, ready, runner, progress));
      progress.close();
      return new Done(comparison, signals.exitCode().orElse(exitCode(comparison)));
    } catch (IOException unusable) {
      progress.close();
      throw Refusal.disk(unusable);
    } catch (UncheckedIOException unusable) {
      progress.close();
      throw Refusal.disk(unusable);
    }
  }

  // Before it the runner may have had the tasks of the machine's own costs.
  private Faults faults(
      Comparison measured,
      ComparisonTrials.Raced raced,
      Ready ready,
      TrialRunner runner,
      ComparisonProgress progress)
      throws IOException, InterruptedException {
    if (asked.faults().isEmpty() || measured.verdict().isEmpty() || runner.interrupted()) {
      return Faults.NONE;
    }
    progress.notice(
        "once more, a run of each arm: what comes of it when " + Faults.occasions(asked.faults()));
    runner.arguments(
        raced.arguments(), raced.sample().map(Sample::tasks).orElse(ready.plan().tasks()));
    return new FaultRunner(runner).run(asked.faults(), measured.arms());
  }

  // Only in time that is left: they refine what is said of break-even, no more.
  private Optional<Costs> costs(
      Race.End end, TrialRunner runner, Provenance from, ComparisonProgress progress)
      throws IOException, InterruptedException {
    var costs = surroundings.costs(from);
    var remembered = costs.remembered();
    double longest =
        end.arms().stream()
            .flatMap(raced -> raced.trials().stream())
            .mapToDouble(Trial::seconds)
            .max()
            .orElse(0);
    double rest = asked.budgetSeconds() - elapsed();
    boolean isOfUse =
        end.difference().isEmpty()
            && end.arms().stream().anyMatch(raced -> raced.standing() == Standing.MEASURED);
    if (!isOfUse || runner.interrupted() || rest < 2 * longest + 2) {
      return remembered;
    }
    int workers = Runtime.getRuntime().availableProcessors();
    return costs.completed(remembered, runner, workers, rest, progress::notice);
  }

  private double elapsed() {
    return (System.nanoTime() - beganNanos) / 1e9;
  }

  private Comparison conclude(
      Ready ready, Race.End end, Optional<Sample> sample, Optional<Costs> costs) {
    var results = Results.of(end.arms(), sample);
    var breakEven = Verdicts.breakEven(results, sample, costs);
    return new Comparison(
        provenance(ready),
        results,
        sample,
        costs,
        end.difference(),
        end.difference().isPresent()
            ? Optional.empty()
            : Verdicts.of(results, sample, breakEven, costs),
        breakEven,
        Stream.concat(
                python.leftOut().stream(),
                Results.warnings(results, asked.budgetSeconds()).stream())
            .toList(),
        end.reason());
  }

  private Provenance provenance(Ready ready) {
    var command = new ArrayList<>(List.of("thresher", "compare"));
    command.addAll(asked.arguments());
    python
        .trials()
        .ifPresent(trials -> command.addAll(List.of("--python", trials.python().file())));
    command.addAll(
        List.of(
            "--arms",
            String.join(",", asked.arms().stream().map(ComparisonSession::typed).toList())));
    command.addAll(
        List.of(
            "--budget",
            "%.0fs".formatted(asked.budgetSeconds()),
            "--seed",
            Long.toString(asked.seed())));
    var version = new Version().getVersion();
    return new Provenance(
        ready.plan().name(),
        asked.file().toString(),
        command,
        machine,
        version[0].replaceFirst("^thresher ", ""),
        version[1].replaceFirst("^JDK ", ""),
        startedAt,
        elapsed(),
        asked.budgetSeconds(),
        asked.seed(),
        python.trials().map(PythonTrials::python));
  }

  private static String typed(Arm arm) {
    return arm.numbered(1).name();
  }

  private static int exitCode(Comparison comparison) {
    boolean anyMeasured =
        comparison.arms().stream()
            .anyMatch(result -> result.isMeasured() && result.standing() != Standing.FAILED);
    return comparison.difference().isEmpty() && anyMeasured
        ? ExitCodes.DONE
        : ExitCodes.TASKS_FAILED;
  }
}
