package dev.thresher.compare;

import dev.thresher.compare.Ranking.Measured;
import dev.thresher.compare.TrialSchedule.Step;
import dev.thresher.model.BackendKind;
import dev.thresher.model.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Made-up arms with noise from a seed, raced by the real schedule against a made-up clock. */
final class SyntheticRace {
  static final List<Arm> ARMS =
      List.of(
          new Arm(BackendKind.THREADS, 1),
          new Arm(BackendKind.THREADS, 2),
          new Arm(BackendKind.VIRTUAL_THREADS, Arm.UNLIMITED),
          new Arm(BackendKind.PROCESSES, 2));

  /** How long a trial takes that begins at a time. */
  interface Speed {
    double seconds(int arm, double at, SplitMix64 random);
  }

  record Ran(int arm, int round, double at, double seconds) {}

  /**
   * @param ended reason of the schedule
   * @param spent seconds of the budget
   */
  record Outcome(List<Ran> trials, List<Measured> measured, String ended, double spent) {
    Ranking ranking() {
      return Ranking.of(measured).orElseThrow();
    }
  }

  private SyntheticRace() {}

  static Outcome run(int arms, double budget, long seed, Speed speed) {
    return run(new TrialSchedule(arms, budget, seed), arms, seed, speed);
  }

  static Outcome run(TrialSchedule schedule, int arms, long seed, Speed speed) {
    var random = new SplitMix64(seed * 31 + 7);
    var trials = new ArrayList<Ran>();
    double clock = 0;
    while (true) {
      switch (schedule.next(clock)) {
        case Step.Stop(String reason) -> {
          return new Outcome(List.copyOf(trials), measured(schedule, arms), reason, clock);
        }
        case Step.Run(int arm, int round, double limit, boolean hopeless) -> {
          double seconds = speed.seconds(arm, clock, random);
          if (seconds > limit) {
            clock += limit;
            schedule.drops(
                arm, hopeless ? ArmResult.Standing.HOPELESS : ArmResult.Standing.UNMEASURED);
          } else {
            trials.add(new Ran(arm, round, clock, seconds));
            clock += seconds;
            schedule.measured(arm, round, seconds);
          }
        }
      }
    }
  }

  private static List<Measured> measured(TrialSchedule schedule, int arms) {
    return IntStream.range(0, arms)
        .mapToObj(arm -> new Measured(ARMS.get(arm), schedule.standing(arm), schedule.rounds(arm)))
        .toList();
  }

  /**
   * About so long, give or take {@code deviation}, and now and then (5 %) up to half as long again.
   */
  static double noisy(double seconds, double deviation, SplitMix64 random) {
    double normal = 0;
    for (int i = 0; i < 12; i++) {
      normal += random.nextUnit();
    }
    double spike = random.nextUnit() < 0.05 ? 1 + random.nextUnit() / 2 : 1;
    return seconds * Math.exp(deviation * (normal - 6)) * spike;
  }
}
