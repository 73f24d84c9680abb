package dev.thresher.compare;

import dev.thresher.model.SplitMix64;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which arm runs next, and when enough is known.
 *
 * <p>Round 0 warms up the machine (caches of files, start-up caches) and is not counted. In each
 * later round every arm runs once, in an order drawn from the seed; every second round runs in the
 * opposite order of the one before, so that a slow drift falls on all arms alike (ABBA). An arm
 * that is several times slower than the best drops out. The end comes when the best is told apart
 * from each other arm, or no difference worth naming is left, or the budget is spent: a trial that
 * would not end within it, by the median of its arm, is not begun.
 *
 * <p>Not safe for several threads; asks no clock.
 */
public final class TrialSchedule {
  /** The budget may be overrun by so much, by a trial that takes longer than those before. */
  public static final double OVERRUN = 1.1;

  private static final double TO_END_A_TRIAL = 1;
  private static final int MOST_ROUNDS = 50;
  private static final double HOPELESS = 2.5;
  private static final double HOPELESS_AT_ONCE = 5;

  /** A yardstick must not keep the arms that may be chosen from their trials. */
  private static final double MOST_OF_BUDGET_FOR_A_YARDSTICK = 0.1;

  /** Trials to come may take so much longer than those before. */
  private static final double SPARE = 1.1;

  private final double budget;
  private final SplitMix64 random;
  private final List<Entrant> entrants;
  private List<Integer> order;
  private List<Integer> queue;
  private int round;

  /** One arm, by its number. */
  private static final class Entrant {
    private final Map<Integer, Double> rounds = new TreeMap<>();
    private ArmResult.Standing standing = ArmResult.Standing.UNMEASURED;
    private double warmUp = Double.NaN;
    private boolean out;
    private final boolean isYardstick;

    Entrant(boolean isYardstick) {
      this.isYardstick = isYardstick;
    }

    double expected() {
      return rounds.isEmpty()
          ? warmUp
          : Statistics.median(rounds.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  /** What to do now. */
  public sealed interface Step {
    /**
     * @param arm its number
     * @param limitSeconds after which it is to be ended
     * @param hopelessThen whether an arm that is ended then is too slow to be of interest;
     *     otherwise it is the budget that ends
     */
    record Run(int arm, int round, double limitSeconds, boolean hopelessThen) implements Step {}

    /**
     * @param reason a sentence for the user
     */
    record Stop(String reason) implements Step {}
  }

  /**
   * @param arms how many
   * @param budgetSeconds for all trials
   */
  public TrialSchedule(int arms, double budgetSeconds, long seed) {
    this(arms, _ -> false, budgetSeconds, seed);
  }

  /**
   * @param isYardstick by the number of the arm; such arms take part, but are not the best, drop
   *     out where they would take too much of the budget, and no comparison goes on for their sake.
   *     The first arm is none
   */
  public TrialSchedule(int arms, IntPredicate isYardstick, double budgetSeconds, long seed) {
    this.budget = budgetSeconds;
    this.random = new SplitMix64(seed);
    this.entrants =
        IntStream.range(0, arms).mapToObj(arm -> new Entrant(isYardstick.test(arm))).toList();
    this.order = IntStream.range(0, arms).boxed().toList();
    this.queue = new ArrayList<>(order);
  }

  /**
   * @param elapsed seconds of the budget that are spent
   */
  public Step next(double elapsed) {
    if (elapsed >= budget) {
      return new Step.Stop("the budget is spent");
    }
    while (true) {
      while (!queue.isEmpty()) {
        int arm = queue.removeFirst();
        var entrant = entrants.get(arm);
        if (entrant.out) {
          continue;
        }
        double expected = entrant.expected();
        double free = budget - elapsed - (entrant.isYardstick ? kept() : 0);
        if (entrant.isYardstick && (free <= 0 || expected > free)) {
          continue;
        }
        if (expected > free) {
          return new Step.Stop(
              round <= 1
                  ? "the budget was spent before every arm had been measured once"
                  : "the budget is spent");
        }
        double rest = OVERRUN * budget - elapsed - TO_END_A_TRIAL;
        if (entrant.isYardstick) {
          rest = Math.min(rest, free);
        }
        double hopeless =
            entrant.isYardstick
                ? Math.min(hopelessAfter(), MOST_OF_BUDGET_FOR_A_YARDSTICK * budget)
                : hopelessAfter();
        return new Step.Run(arm, round, Math.min(rest, hopeless), hopeless < rest);
      }
      var decided = decided();
      if (!decided.isEmpty()) {
        return new Step.Stop(decided);
      }
      beginRound();
    }
  }

  // What arms that may be chosen need to be told apart at all, before yardsticks take any of it.
  private double kept() {
    return entrants.stream()
        .filter(entrant -> !entrant.isYardstick && !entrant.out)
        .filter(entrant -> !Double.isNaN(entrant.expected()))
        .mapToDouble(entrant ->
            SPARE
                * entrant.expected()
                * Math.max(0, Contest.ROUNDS_IF_APART - entrant.rounds.size()))
        .sum();
  }

  // A second is left for what starts slowly the first time.
  private double hopelessAfter() {
    double best = best() < 0 ? warmestUp() : entrants.get(best()).expected();
    return Double.isNaN(best) ? Double.MAX_VALUE : 1 + 2 * HOPELESS_AT_ONCE * best;
  }

  private double warmestUp() {
    return entrants.stream()
        .filter(entrant -> !entrant.isYardstick)
        .mapToDouble(entrant -> entrant.warmUp)
        .filter(seconds -> !Double.isNaN(seconds))
        .min()
        .orElse(Double.NaN);
  }

  private void beginRound() {
    round++;
    dropHopeless();
    if (round % 2 == 1) {
      order = shuffled();
    } else {
      order = order.reversed();
    }
    queue = new ArrayList<>(order);
  }

  private List<Integer> shuffled() {
    var arms = new ArrayList<>(IntStream.range(0, entrants.size()).boxed().toList());
    for (int i = arms.size() - 1; i > 0; i--) {
      Collections.swap(arms, i, (int) (random.nextUnit() * (i + 1)));
    }
    return arms;
  }

  private void dropHopeless() {
    int best = best();
    double fastest = best < 0 ? warmestUp() : entrants.get(best).expected();
    for (var entrant : entrants) {
      double ratio = entrant.expected() / fastest;
      boolean isHopeless = entrant.rounds.size() >= 2 ? ratio > HOPELESS : ratio > HOPELESS_AT_ONCE;
      if (!entrant.out && isHopeless && !entrant.rounds.isEmpty()) {
        entrant.out = true;
        entrant.standing = ArmResult.Standing.HOPELESS;
      }
    }
  }

  /** The first arm has had its warm-up already, and it took so long. */
  public void warmedUp(double seconds) {
    measured(0, 0, seconds);
    queue.removeFirst();
  }

  /** A trial has ended; of round 0 the time serves only to plan with. */
  public void measured(int arm, int inRound, double seconds) {
    var entrant = entrants.get(arm);
    if (inRound == 0) {
      entrant.warmUp = seconds;
    } else {
      entrant.rounds.put(inRound, seconds);
      entrant.standing = ArmResult.Standing.MEASURED;
    }
  }

  /** The arm gets no more trials: its run fails, or was cut off because it took too long. */
  public void drops(int arm, ArmResult.Standing because) {
    var entrant = entrants.get(arm);
    entrant.out = true;
    entrant.standing = because;
  }

  public ArmResult.Standing standing(int arm) {
    return entrants.get(arm).standing;
  }

  /** Seconds by round, of the rounds that count. */
  Map<Integer, Double> rounds(int arm) {
    return new HashMap<>(entrants.get(arm).rounds);
  }

  private int best() {
    return IntStream.range(0, entrants.size())
        .filter(arm -> !entrants.get(arm).isYardstick && !entrants.get(arm).rounds.isEmpty())
        .filter(arm -> entrants.get(arm).standing != ArmResult.Standing.FAILED)
        .boxed()
        .min(Comparator.comparingDouble(arm -> entrants.get(arm).expected()))
        .orElse(-1);
  }

  // Empty if more trials may tell more.
  private String decided() {
    if (entrants.stream().allMatch(entrant -> entrant.out || entrant.isYardstick)) {
      return "no arm is left";
    }
    // Fewer would do to tell far ones apart, but not for intervals.
    if (round < Statistics.FEWEST_FOR_INTERVAL) {
      return "";
    }
    int best = best();
    if (best < 0) {
      return "no arm could be measured";
    }
    if (round >= MOST_ROUNDS) {
      return MOST_ROUNDS + " rounds are enough";
    }
    boolean anyAlike = false;
    for (int arm = 0; arm < entrants.size(); arm++) {
      var entrant = entrants.get(arm);
      if (arm == best || entrant.out || entrant.isYardstick || entrant.rounds.isEmpty()) {
        continue;
      }
      switch (Contest.of(entrant.rounds, entrants.get(best).rounds).result()) {
        case OPEN -> {
          return "";
        }
        case ALIKE -> anyAlike = true;
        case SLOWER, FASTER -> {}
      }
    }
    return anyAlike
        ? "no difference worth naming (3 %) is left between the best arms"
        : "the best arm is told apart from all others";
  }
}
