package dev.thresher.sim;

import dev.thresher.schedule.Decision;
import dev.thresher.schedule.Recovered;
import java.util.List;
import java.util.OptionalLong;

/**
 * One life of a coordinator whose run has a ledger.
 *
 * @param epoch from 1
 * @param recovered what earlier lives have brought to an end, as the ledger has it
 * @param earlier the same as results, in the order in which they were written down
 * @param disk that takes down what this life decides
 * @param crashAtNanos since its start; empty if it comes to an end of its own
 */
record Life(
    long epoch,
    Recovered recovered,
    List<Decision.Commit> earlier,
    SimulatedDisk disk,
    OptionalLong crashAtNanos) {
  Life {
    earlier = List.copyOf(earlier);
  }
}
