package dev.thresher.trials;

import dev.thresher.compare.Arm;
import dev.thresher.compare.ArmResult.Standing;
import dev.thresher.compare.Comparison.Difference;
import dev.thresher.compare.Results;
import dev.thresher.compare.Results.Raced;
import dev.thresher.compare.Trial;
import dev.thresher.compare.Trial.Ending;
import dev.thresher.compare.TrialSchedule;
import dev.thresher.compare.TrialSchedule.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs one trial after the other, as the schedule says. Not safe for several threads. */
public final class Race {
  private final List<Arm> arms;
  private final Runner runner;
  private final TrialSchedule schedule;
  private final DoubleSupplier clock;
  private final double offset;
  private final Listener listener;
  private final List<List<Trial>> trials;

  /** Takes an arm through one trial. */
  public interface Runner {
    /**
     * @param startedAt seconds since the comparison began
     * @param limitSeconds after which it is ended
     */
    Trial trial(Arm arm, int round, double startedAt, double limitSeconds)
        throws IOException, InterruptedException;

    /** Whether there are to be no more trials. */
    boolean interrupted();
  }

  /** Is told of each trial, on the thread that runs them. */
  public interface Listener {
    void begins(Arm arm, int round);

    void ended(Arm arm, Trial trial);
  }

  /** Tells nobody. */
  public static final Listener SILENT =
      new Listener() {
        @Override
        public void begins(Arm arm, int round) {}

        @Override
        public void ended(Arm arm, Trial trial) {}
      };

  /**
   * @param reason why there are no more trials, a sentence
   */
  public record End(List<Raced> arms, Optional<Difference> difference, String reason) {}

  /**
   * @param budgetSeconds from now on
   * @param clock seconds since the comparison began
   */
  public Race(
      List<Arm> arms,
      Runner runner,
      double budgetSeconds,
      long seed,
      DoubleSupplier clock,
      Listener listener) {
    this.arms = List.copyOf(arms);
    this.runner = runner;
    this.schedule =
        new TrialSchedule(arms.size(), arm -> arms.get(arm).isYardstick(), budgetSeconds, seed);
    this.clock = clock;
    this.offset = clock.getAsDouble();
    this.listener = listener;
    this.trials =
        IntStream.range(0, arms.size()).<List<Trial>>mapToObj(_ -> new ArrayList<>()).toList();
  }

  /** The first arm has run already; its trial is its warm-up. */
  public void pilot(Trial trial) {
    trials.getFirst().add(trial);
    schedule.warmedUp(trial.seconds());
    switch (trial.ending()) {
      case Ending.Completed _ -> {}
      case Ending.Failed _ -> schedule.drops(0, Standing.FAILED);
      case Ending.Cut _ -> schedule.drops(0, Standing.UNMEASURED);
    }
  }

  /** Without a further trial. */
  public End end(String reason) {
    return new End(raced(), Optional.empty(), reason);
  }

  public End run() throws IOException, InterruptedException {
    Optional<Difference> difference = Optional.empty();
    String reason = "";
    while (reason.isEmpty()) {
      switch (schedule.next(clock.getAsDouble() - offset)) {
        case Step.Stop(String because) -> reason = because;
        case Step.Run step -> {
          take(step);
          difference = Results.difference(raced());
          reason = endAfter(difference.orElse(null));
        }
      }
    }
    return new End(raced(), difference, reason);
  }

  private String endAfter(@Nullable Difference difference) {
    if (runner.interrupted()) {
      return "interrupted";
    }
    return difference == null ? "" : "results differ";
  }

  private void take(Step.Run step) throws IOException, InterruptedException {
    var arm = arms.get(step.arm());
    listener.begins(arm, step.round());
    var trial = runner.trial(arm, step.round(), clock.getAsDouble(), step.limitSeconds());
    trials.get(step.arm()).add(trial);
    switch (trial.ending()) {
      case Ending.Completed _ -> schedule.measured(step.arm(), step.round(), trial.seconds());
      case Ending.Failed _ -> schedule.drops(step.arm(), Standing.FAILED);
      case Ending.Cut _ -> schedule.drops(step.arm(), afterCut(step));
    }
    listener.ended(arm, trial);
  }

  private Standing afterCut(Step.Run step) {
    boolean hopeless = step.hopelessThen() && !runner.interrupted();
    boolean counts = trials.get(step.arm()).stream().anyMatch(Trial::counts);
    return hopeless ? Standing.HOPELESS : counts ? Standing.MEASURED : Standing.UNMEASURED;
  }

  private List<Raced> raced() {
    return IntStream.range(0, arms.size())
        .mapToObj(arm -> new Raced(arms.get(arm), schedule.standing(arm), trials.get(arm)))
        .toList();
  }
}
