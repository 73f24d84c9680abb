package dev.thresher.compare;

import dev.thresher.report.Quantities;
import java.util.List;
import java.util.Optional;

/**
 * The payload up to which processes are faster than threads.
 *
 * <p>A task of length t saves {@code t (k_t - k_p)} on processes, where k is how much longer it
 * takes while others run (see {@link BreakEvens}), and costs more there beyond its own code, the
 * more it moves: this machine's costs say how much. Where the workload itself tells what its tasks
 * cost with their own payload, the curve goes through that.
 */
final class PayloadLimits {
  private static final double KIBIBYTE = 1024;

  private PayloadLimits() {}

  static PayloadLimit of(List<Profile> profiles, Optional<Costs> costs) {
    var pair = GrainPair.in(profiles);
    var ladder = costs.flatMap(Costs::ladder);
    if (pair.isEmpty() || ladder.isEmpty()) {
      return new PayloadLimit.Unknown(
          "not known: "
              + (ladder.isEmpty()
                  ? "what a byte costs on this machine has not been measured, as no comparison had time left for it"
                  : "it takes measured arms threads:1, threads and processes"));
    }
    return between(pair.get(), ladder.get(), costs);
  }

  private static PayloadLimit between(GrainPair pair, PayloadLadder ladder, Optional<Costs> costs) {
    double slowDowns = pair.slowDown(pair.threads()) - pair.slowDown(pair.processes());
    double here = pair.processes().bytes() / Math.max(1, pair.processes().tasks());
    var further = further(ladder, here);
    if (slowDowns < BreakEvens.LEAST_DIFFERENCE) {
      return new PayloadLimit.None(
          "there is no payload with which processes are faster: a task saves nothing on them; "
              + further);
    }
    double measured =
        pair.costs(costs)
            .filter(GrainCost.Pair::measuredHere)
            .map(known -> known.extraOverhead() - ladder.at(here))
            .orElse(0.0);
    var most = ladder.reaches(slowDowns * pair.taskSeconds() - measured);
    if (most.isEmpty()) {
      return new PayloadLimit.Unknown("not known: bytes cost nothing that could be measured here");
    }
    if (most.getAsDouble() == 0) {
      return new PayloadLimit.None(
          "processes are not faster even without any payload: what each task costs beyond its own"
              + " code outweighs what it saves; "
              + further);
    }
    return new PayloadLimit.Bytes(
        most.getAsDouble(),
        here,
        "processes are faster while a task sends and returns less than %s, start-up apart; here it is %s; %s"
            .formatted(bytes(most.getAsDouble()), bytes(here), further));
  }

  private static String further(PayloadLadder ladder, double here) {
    double more = ladder.perByte(here) * KIBIBYTE;
    return more > 0
        ? "on this machine a further KiB costs %s more on processes than on threads"
            .formatted(Quantities.duration(more * 1e9))
        : "on this machine a further KiB costs nothing that could be measured";
  }

  private static String bytes(double count) {
    return Quantities.bytes(Math.round(count));
  }
}
