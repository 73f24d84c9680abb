package dev.thresher.backend.node;

import dev.thresher.share.AgentOffer;
import dev.thresher.share.NodeAddress;
import dev.thresher.transfer.ContentCache;
import java.nio.file.Path;
import java.util.Map;

/**
 * What makes an agent.
 *
 * @param life another number after each start
 * @param host in words
 * @param slots of all workers together
 * @param isolation what a run's workers here are
 * @param largestHeap that a worker can be given here, in MiB
 * @param coordinator where the cluster's coordinator listens
 * @param home a directory of this agent's own, on a file system of this host
 * @param files those that have come to this host
 */
public record AgentTerms(
    String name,
    long life,
    String host,
    String version,
    int slots,
    AgentOffer.Isolation isolation,
    Map<String, String> labels,
    int largestHeap,
    NodeAddress coordinator,
    Path home,
    ContentCache files,
    NodeTimes times) {
  public AgentTerms {
    labels = Map.copyOf(labels);
  }
}
