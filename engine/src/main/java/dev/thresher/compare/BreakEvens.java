package dev.thresher.compare;

import dev.thresher.report.Quantities;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The length of a task from which processes are faster than threads.
 *
 * <p>On backend b with w slots N tasks of length t take {@code N (t k_b + o_b) / w} beside
 * start-up, where k is how much longer a task takes while w run at once, and o what a task costs
 * beyond its own code. So the two are equal at {@code t = (o_p - o_t) / (k_t - k_p)}, and nowhere
 * if threads do not slow tasks down more.
 */
final class BreakEvens {
  /** Differences of slow-downs below this cannot be told from noise. */
  static final double LEAST_DIFFERENCE = 0.1;

  private BreakEvens() {}

  static BreakEven of(List<Profile> profiles, Optional<Costs> costs) {
    return GrainPair.in(profiles)
        .map(pair -> between(pair, costs))
        .orElseGet(() ->
            new BreakEven.Unknown(
                "not known: it takes measured arms threads:1, for how long a task takes alone, and"
                    + " of threads and of processes with the same number of workers, two at least"));
  }

  private static BreakEven between(GrainPair pair, Optional<Costs> costs) {
    double onThreads = pair.slowDown(pair.threads());
    double onProcesses = pair.slowDown(pair.processes());
    var slowDowns =
        String.format(
            Locale.ROOT,
            "while %d run at once, a task takes %.2f times as long as alone on threads, %.2f times on"
                + " processes",
            pair.threads().arm().workers(),
            onThreads,
            onProcesses);
    if (onThreads - onProcesses < LEAST_DIFFERENCE) {
      return none(pair, slowDowns);
    }
    return pair.costs(costs)
        .map(known -> grain(known, slowDowns))
        .orElseGet(() ->
            new BreakEven.Unknown(
                "not known: "
                    + slowDowns
                    + ", but there are too few tasks to tell what each costs beyond its own code"));
  }

  private static BreakEven grain(GrainCost.Pair pair, String slowDowns) {
    return new BreakEven.Grain(
        pair.breakEven(),
        pair.taskSeconds(),
        String.format(
            Locale.ROOT,
            "processes are faster for tasks longer than %s, start-up apart; here one takes %s alone:"
                + " %s, and cost %s more each beyond their own code",
            duration(pair.breakEven()),
            duration(pair.taskSeconds()),
            slowDowns,
            duration(pair.extraOverhead())));
  }

  private static BreakEven none(GrainPair pair, String slowDowns) {
    double price = pair.processes().seconds() / pair.threads().seconds() - 1;
    return new BreakEven.None(
        price,
        "there is no length of task from which processes are faster than threads: "
            + slowDowns
            + "; they only buy isolation, which "
            + (price > 0
                ? "costs " + Quantities.percent(price) + " of time here"
                : "costs no time here"));
  }

  private static String duration(double seconds) {
    return Quantities.duration(seconds * 1e9);
  }
}
