package dev.thresher.runtime.nodes;

import dev.thresher.share.NodeAddress;
import java.nio.file.Path;
import java.util.Map;

/**
 * How a process comes to a cluster.
 *
 * @param coordinator where its coordinator listens
 * @param identity the file that says who belongs to it
 * @param require labels that a host must have on which a run has workers
 * @param priority among the runs of the cluster; those of a higher one come first
 */
public record ClusterAccess(
    NodeAddress coordinator, Path identity, Map<String, String> require, int priority) {
  public ClusterAccess {
    require = Map.copyOf(require);
  }

  /** To any of its hosts. */
  public ClusterAccess(NodeAddress coordinator, Path identity) {
    this(coordinator, identity, Map.of(), 0);
  }
}
