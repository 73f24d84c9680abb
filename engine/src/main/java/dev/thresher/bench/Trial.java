package dev.thresher.bench;

import java.util.Map;

/** One party at work, once. */
@FunctionalInterface
interface Trial {
  /**
   * What was measured.
   *
   * @throws WrongResults if any result was wrong
   */
  Map<Reading, Double> once() throws Exception;

  /** Whose figure, and of what. */
  record Reading(Party party, Metric metric) {
    static Reading ours(dev.thresher.model.BackendKind backend, Metric metric) {
      return new Reading(new Party.Ours(backend), metric);
    }

    static Reading of(Yardstick yardstick, Metric metric) {
      return new Reading(new Party.Peer(yardstick), metric);
    }
  }
}
