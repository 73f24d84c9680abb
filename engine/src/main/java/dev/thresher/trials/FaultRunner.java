package dev.thresher.trials;

import dev.thresher.compare.ArmResult;
import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.Fault;
import dev.thresher.compare.FaultTrial;
import dev.thresher.compare.Faults;
import dev.thresher.compare.Inside;
import dev.thresher.compare.Interval;
import dev.thresher.compare.Trial;
import dev.thresher.compare.Trial.Ending;
import dev.thresher.model.BackendKind;
import dev.thresher.report.StoredReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One run of each measured arm, for each fault, in which somebody is struck in the middle. */
public final class FaultRunner {
  /** A run with a fault may take so many times the usual. */
  private static final double PATIENCE = 5;

  private static final double LEAST_PATIENCE_SECONDS = 30;

  /** Until a heap is full, and it is sure that nothing moves any more. */
  private static final double FULL_HEAP_SECONDS = 90;

  private static final String NO_HEAP = "Python's pools: a full heap is not tried there";

  private final TrialRunner runner;
  private final List<FaultTrial> trials = new ArrayList<>();
  private final List<String> yardsticks = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  public FaultRunner(TrialRunner runner) {
    this.runner = runner;
  }

  /** In the order of the faults, and of the arms. */
  public Faults run(List<Fault> faults, List<ArmResult> results)
      throws IOException, InterruptedException {
    for (var fault : faults) {
      for (var result : results) {
        if (result.standing() == Standing.MEASURED
            && result.isMeasured()
            && !runner.interrupted()) {
          if (result.arm().isYardstick()) {
            strikePython(fault, result);
          } else {
            strike(fault, result);
          }
        }
      }
    }
    return new Faults(faults, trials, yardsticks, problems);
  }

  private void strike(Fault fault, ArmResult result) throws IOException, InterruptedException {
    double usual = result.time().map(Interval::median).orElseThrow();
    long tasks = Math.round(result.medianInside(Inside::tasks).orElse(0));
    boolean aWorker = result.arm().runsOn(BackendKind.PROCESSES);
    var heaps = new FullHeaps(runner.scratch());
    var struck =
        runner.struck(
            result.arm(), tasks, plot(fault, aWorker, result, heaps), limit(fault, usual));
    heaps.tidyUp();
    if (struck.fault().isEmpty()) {
      problems.add(
          "%s: %s, as %s"
              .formatted(
                  result.arm(),
                  fault.missed(),
                  heaps.obstacle().orElse("the run was over before half of its tasks had run")));
      return;
    }
    if (!(struck.last().trial().ending() instanceof Ending.Completed(String checksum, _, _))) {
      problems.add(result.arm() + ": " + ending(fault, struck.last().trial()));
      return;
    }
    if (fault == Fault.HEAP && !aWorker && !struck.resumed()) {
      problems.add(result.arm() + ": the run was over before it came to a full heap");
      return;
    }
    trials.add(trial(result, struck, tasks, checksum));
  }

  private static FaultTrial trial(
      ArmResult result, TrialRunner.StruckRun struck, long tasks, String checksum) {
    boolean aWorker = result.arm().runsOn(BackendKind.PROCESSES);
    boolean resumed = struck.resumed();
    var fault = struck.fault().orElseThrow();
    var counts = StoredReport.of(struck.last().report().orElseThrow()).tasks();
    // Between the look and the strike a few more may have run.
    long ran = Math.min(tasks, Math.max(fault.ran(), resumed ? counts.kept() : 0));
    return new FaultTrial(
        result.arm(),
        fault.strike(),
        aWorker ? "a worker" : "the JVM",
        ran,
        tasks,
        resumed ? counts.kept() : ran,
        resumed ? counts.ended() - counts.kept() : counts.retried(),
        resumed,
        struck.seconds(),
        result.time().map(Interval::median).orElseThrow(),
        result.counting().stream().allMatch(trial -> gave(trial, checksum)));
  }

  private static double limit(Fault fault, double usual) {
    double usually = Math.max(LEAST_PATIENCE_SECONDS, PATIENCE * usual);
    return switch (fault) {
      case KILL -> usually;
      case HEAP -> usually + FULL_HEAP_SECONDS;
    };
  }

  private static TrialRunner.Plot plot(
      Fault fault, boolean aWorker, ArmResult result, FullHeaps heaps) {
    return switch (fault) {
      case KILL -> new TrialRunner.Plot(FaultRun::kill, aWorker, List.of());
      case HEAP ->
          new TrialRunner.Plot(
              heaps::fill,
              aWorker,
              aWorker ? List.of() : FullHeaps.flags(result.peakBytes().orElse(0), variables()));
    };
  }

  private static Stream<String> variables() {
    return Stream.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")
        .map(System.getenv()::get)
        .filter(Objects::nonNull);
  }

  // Nothing of Python's tells how many tasks have run, so it is half of the usual time that counts.
  private void strikePython(Fault fault, ArmResult result)
      throws IOException, InterruptedException {
    switch (fault) {
      case KILL -> killPython(result);
      case HEAP -> {
        if (!yardsticks.contains(NO_HEAP)) {
          yardsticks.add(NO_HEAP);
        }
      }
    }
  }

  private void killPython(ArmResult result) throws IOException, InterruptedException {
    double usual = result.time().map(Interval::median).orElseThrow();
    double half =
        result
            .medianInside(inside -> {
              var phases = inside.phases();
              return phases.outside() + phases.gathering() + phases.working() / 2;
            })
            .orElse(usual / 2);
    var struck = runner.struckPython(result.arm(), half, limit(Fault.KILL, usual));
    if (struck.isPresent()) {
      yardsticks.add(result.arm() + ": " + ofPython(struck.get()));
    } else {
      problems.add(
          "%s: %s, as the run was over before half of its usual time"
              .formatted(result.arm(), Fault.KILL.missed()));
    }
  }

  private static String ofPython(Trial trial) {
    return switch (trial.ending()) {
      case Ending.Completed _ ->
          "after the kill it went on by itself, and took %.1f s".formatted(trial.seconds());
      case Ending.Failed _, Ending.Cut _ ->
          ending(Fault.KILL, trial) + "; what it had done is lost";
    };
  }

  private static boolean gave(Trial trial, String checksum) {
    return trial.ending() instanceof Ending.Completed(String other, _, _) && other.equals(checksum);
  }

  private static String ending(Fault fault, Trial trial) {
    var after = "after " + fault.named();
    return switch (trial.ending()) {
      case Ending.Completed _ -> throw new IllegalArgumentException("it completed");
      case Ending.Failed(int code, String sentence) ->
          "%s it failed with exit code %d: %s".formatted(after, code, sentence);
      case Ending.Cut(String reason) -> after + " it " + reason;
    };
  }
}
