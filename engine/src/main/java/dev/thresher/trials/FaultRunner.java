package dev.thresher.trials;

import dev.thresher.compare.ArmResult;
import dev.thresher.compare.ArmResult.Standing;
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

/** One run of each measured arm in which somebody is killed in the middle. */
public final class FaultRunner {
  /** A run with a fault may take so many times the usual. */
  private static final double PATIENCE = 5;

  private static final double LEAST_PATIENCE_SECONDS = 30;

  private final TrialRunner runner;
  private final List<FaultTrial> trials = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  public FaultRunner(TrialRunner runner) {
    this.runner = runner;
  }

  /** In the order of the arms. */
  public Faults run(List<ArmResult> results) throws IOException, InterruptedException {
    for (var result : results) {
      if (result.standing() == Standing.MEASURED && result.isMeasured() && !runner.interrupted()) {
        if (result.arm().isYardstick()) {
          strikePython(result);
        } else {
          strike(result);
        }
      }
    }
    return new Faults(trials, problems);
  }

  private void strike(ArmResult result) throws IOException, InterruptedException {
    double usual = result.time().map(Interval::median).orElseThrow();
    double limit = Math.max(LEAST_PATIENCE_SECONDS, PATIENCE * usual);
    long tasks = Math.round(result.medianInside(Inside::tasks).orElse(0));
    boolean aWorker = result.arm().runsOn(BackendKind.PROCESSES);
    var struck = runner.struck(result.arm(), tasks, aWorker, limit);
    if (struck.fault().isEmpty()) {
      problems.add(
          result.arm()
              + ": nobody was killed, as the run was over before half of its tasks had run");
      return;
    }
    if (!(struck.last().trial().ending() instanceof Ending.Completed(String checksum, _))) {
      problems.add(result.arm() + ": " + ending(struck.last().trial()));
      return;
    }
    var counts = StoredReport.of(struck.last().report().orElseThrow()).tasks();
    // Between the look and the kill a few more may have run.
    long ran = Math.min(tasks, Math.max(struck.fault().get().ran(), aWorker ? 0 : counts.kept()));
    trials.add(
        new FaultTrial(
            result.arm(),
            aWorker ? "a worker" : "the JVM",
            ran,
            tasks,
            aWorker ? ran : counts.kept(),
            aWorker ? counts.retried() : counts.ended() - counts.kept(),
            !aWorker,
            struck.seconds(),
            usual,
            result.counting().stream().allMatch(trial -> gave(trial, checksum))));
  }

  // Nothing of Python's tells how many tasks have run, so it is half of the usual time that counts.
  private void strikePython(ArmResult result) throws IOException, InterruptedException {
    double usual = result.time().map(Interval::median).orElseThrow();
    double half =
        result
            .medianInside(inside -> {
              var phases = inside.phases();
              return phases.outside() + phases.gathering() + phases.working() / 2;
            })
            .orElse(usual / 2);
    double limit = Math.max(LEAST_PATIENCE_SECONDS, PATIENCE * usual);
    var struck = runner.struckPython(result.arm(), half, limit);
    problems.add(
        result.arm()
            + ": "
            + struck
                .map(FaultRunner::ofPython)
                .orElse("nobody was killed, as the run was over before half of its usual time"));
  }

  private static String ofPython(Trial trial) {
    return switch (trial.ending()) {
      case Ending.Completed _ ->
          "after the kill it went on by itself, and took %.1f s".formatted(trial.seconds());
      case Ending.Failed _, Ending.Cut _ -> ending(trial) + "; what it had done is lost";
    };
  }

  private static boolean gave(Trial trial, String checksum) {
    return trial.ending() instanceof Ending.Completed(String other, _) && other.equals(checksum);
  }

  private static String ending(Trial trial) {
    return switch (trial.ending()) {
      case Ending.Completed _ -> throw new IllegalArgumentException("it completed");
      case Ending.Failed(int code, String sentence) ->
          "after the kill it failed with exit code " + code + ": " + sentence;
      case Ending.Cut(String reason) -> "after the kill it " + reason;
    };
  }
}
