package dev.thresher.share;

import java.util.List;

/**
 * All that a run may have at present; what it has beyond that it is to give back as soon as it can.
 *
 * @param cluster for people
 */
public record Allotment(RunKey run, List<Share> shares, Totals cluster) {
  public Allotment {
    shares = List.copyOf(shares);
  }

  /**
   * So many workers of the run at that agent.
   *
   * @param slots of each
   */
  public record Share(String agent, NodeAddress address, int workers, int slots) {}

  /**
   * @param freeSlots that nobody has
   * @param most workers such as this run's, if it had all agents that suit it for itself
   */
  public record Totals(int agents, int slots, int freeSlots, int runs, int most) {}
}
