package dev.thresher.cli;

import dev.thresher.cli.Services.Reading.Ready;
import dev.thresher.compare.Comparison.Sample;
import dev.thresher.compare.Sampling;
import dev.thresher.compare.Sampling.Pilot;
import dev.thresher.compare.Trial;
import dev.thresher.plan.Plan;
import dev.thresher.report.Quantities;
import dev.thresher.trials.PilotRun;
import dev.thresher.trials.Race;
import dev.thresher.trials.TrialRunner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Lets the first run tell whether the budget takes whole runs; if it does not, trials run a part of
 * the tasks, or none are run.
 */
final class ComparisonTrials {
  // The first run may take so much of the budget; if it does not end by then, a part must do.
  private static final double PILOT_SHARE = 0.3;

  private final Surroundings surroundings;
  private final ComparisonSession.Asked asked;
  private final TrialRunner runner;
  private final PythonSide python;
  private final ComparisonProgress progress;
  private final DoubleSupplier clock;

  /**
   * @param arguments of {@code run} as trials had them
   */
  record Raced(Race.End end, Optional<Sample> sample, List<String> arguments) {}

  /**
   * @param clock seconds since the comparison began
   */
  ComparisonTrials(
      Surroundings surroundings,
      ComparisonSession.Asked asked,
      TrialRunner runner,
      PythonSide python,
      ComparisonProgress progress,
      DoubleSupplier clock) {
    this.surroundings = surroundings;
    this.asked = asked;
    this.runner = runner;
    this.python = python;
    this.progress = progress;
    this.clock = clock;
  }

  Raced run(Ready ready) throws IOException, InterruptedException {
    var first = asked.arms().getFirst();
    progress.begins(first, 0);
    var told =
        new PilotRun(runner).run(first, PILOT_SHARE * asked.budgetSeconds(), ready.plan().tasks());
    progress.ended(first, told.trial());
    var pilot = told.pilot();
    if (runner.interrupted() || tooLong(told.trial(), pilot)) {
      return sampled(ready, told);
    }
    var race = race();
    race.pilot(told.trial());
    return new Raced(race.run(), Optional.empty(), asked.arguments());
  }

  // A run that was ended early is too long by its ending, others by the time that all of them take.
  private boolean tooLong(Trial trial, Optional<Pilot> pilot) {
    double rest = asked.budgetSeconds() - clock.getAsDouble();
    return trial.ending() instanceof Trial.Ending.Cut
        || pilot.isPresent()
            && !Sampling.takesWholeRuns(pilot.get(), asked.arms().size(), rest + trial.seconds());
  }

  private Raced sampled(Ready ready, PilotRun.Told told) throws IOException, InterruptedException {
    double rest = asked.budgetSeconds() - clock.getAsDouble();
    var size =
        runner.interrupted()
            ? OptionalLong.empty()
            : told.pilot().map(pilot -> size(pilot, rest)).orElse(OptionalLong.empty());
    if (size.isEmpty()) {
      return unsampled(
          told,
          "trials of a part of its tasks would take too long as well",
          pilot -> Sampling.budgetForPart(pilot, asked.arms().size(), mostSlots()));
    }
    var sets = sampleOf(size.getAsLong());
    var smaller = sampled(sets, size.getAsLong());
    if (smaller.isEmpty()) {
      return unsampled(
          told,
          "this workload cannot be run in part",
          pilot -> Sampling.budgetThatWouldDo(pilot, asked.arms().size()));
    }
    var words = new ArrayList<>(asked.arguments());
    sets.forEach(set -> words.addAll(List.of("--set", set)));
    progress.notice(
        "a whole run takes too long for the budget: trials run %,d of %,d tasks"
            .formatted(size.getAsLong(), ready.plan().tasks()));
    runner.arguments(words, size.getAsLong());
    python.tasks(smaller.get());
    var sample = new Sample(size.getAsLong(), ready.plan().tasks());
    return new Raced(race().run(), Optional.of(sample), words);
  }

  // Where the budget does not take as many rounds of all, yardsticks get what is left of it.
  private OptionalLong size(Pilot pilot, double rest) {
    var ofAll = Sampling.size(pilot, asked.arms().size(), mostSlots(), rest);
    return ofAll.isPresent() ? ofAll : Sampling.size(pilot, choosable(), mostSlots(), rest);
  }

  private int choosable() {
    return Math.toIntExact(asked.arms().stream().filter(arm -> !arm.isYardstick()).count());
  }

  private List<String> sampleOf(long size) {
    return List.of("sample.size=" + size, "sample.seed=" + asked.seed());
  }

  // Only rows of each can be sampled, and only where there is one stage: so the file itself tells.
  private Optional<Plan> sampled(List<String> sets, long size) {
    var with = asked.overrides().with(Optional.empty(), OptionalInt.empty(), sets);
    return surroundings.services().read(asked.file(), with) instanceof Ready smaller
            && smaller.plan().stages().size() == 1
            && smaller.plan().tasks() == size
        ? Optional.of(smaller.plan())
        : Optional.empty();
  }

  private int mostSlots() {
    return asked.arms().stream().mapToInt(arm -> Math.max(1, arm.workers())).max().orElse(1);
  }

  private Raced unsampled(PilotRun.Told told, String why, ToDoubleFunction<Pilot> wanted)
      throws IOException, InterruptedException {
    if (!runner.interrupted()
        && told.trial().completed()
        && clock.getAsDouble() + 2 * choosable() * told.trial().seconds() < asked.budgetSeconds()) {
      var race = race();
      race.pilot(told.trial());
      return new Raced(race.run(), Optional.empty(), asked.arguments());
    }
    var race = race();
    race.pilot(told.trial());
    return new Raced(race.end(tooSmall(told, why, wanted)), Optional.empty(), asked.arguments());
  }

  private String tooSmall(PilotRun.Told told, String why, ToDoubleFunction<Pilot> wanted) {
    if (runner.interrupted()) {
      return "interrupted";
    }
    var first = asked.arms().getFirst();
    return told.pilot()
        .map(pilot ->
            "the budget is too small: one run takes about %s on %s, and %s; --budget %.0fs would do"
                .formatted(
                    Quantities.duration(pilot.seconds() * 1e9),
                    first,
                    why,
                    wanted.applyAsDouble(pilot)))
        .orElse(
            "the budget is too small: after %s no task of a run on %s had ended; give a larger --budget"
                .formatted(Quantities.duration(told.trial().seconds() * 1e9), first));
  }

  private Race race() {
    return new Race(
        asked.arms(),
        runner,
        asked.budgetSeconds() - clock.getAsDouble(),
        asked.seed(),
        clock,
        progress);
  }
}
