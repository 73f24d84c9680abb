package dev.thresher.share;

import java.util.Map;

/**
 * What the driver of a run says, once a beat.
 *
 * @param address where the driver listens
 * @param version the engine's
 * @param user whose run it is, for people
 * @param priority runs of a higher one get what they want first; 0 if nobody has said anything
 * @param workers that it would have, those included that it has
 * @param slots of each worker
 * @param heap of each worker in MiB, if the run asks for one; else 0
 * @param labels that a worker's agent must have
 * @param used workers that it has, by the name of the agent
 */
public record RunDemand(
    RunKey run,
    NodeAddress address,
    String version,
    String user,
    int priority,
    int workers,
    int slots,
    int heap,
    Map<String, String> labels,
    Map<String, Integer> used) {
  /** Of a run that asks for no heap. */
  public RunDemand(
      RunKey run,
      NodeAddress address,
      String version,
      String user,
      int priority,
      int workers,
      int slots,
      Map<String, String> labels,
      Map<String, Integer> used) {
    this(run, address, version, user, priority, workers, slots, 0, labels, used);
  }

  public RunDemand {
    labels = Map.copyOf(labels);
    used = Map.copyOf(used);
  }
}
