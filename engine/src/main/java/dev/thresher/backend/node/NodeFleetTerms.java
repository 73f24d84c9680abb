package dev.thresher.backend.node;

import dev.thresher.model.Incarnation;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.RunKey;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What makes the fleet of a run on a cluster.
 *
 * @param standing where the cluster's coordinator listens
 * @param version of this engine
 * @param user whose run it is, for people
 * @param priority among the runs of the cluster
 * @param slots of each worker
 * @param heap of each worker in MiB, if the run asks for one; else 0
 * @param labels that its agent must have
 * @param worker how an incarnation is started
 * @param frames takes what comes by the line
 * @param notices sentences for the user
 */
public record NodeFleetTerms(
    RunKey run,
    NodeLine line,
    NodeAddress standing,
    String version,
    String user,
    int priority,
    int slots,
    int heap,
    Map<String, String> labels,
    Function<Incarnation, WorkerTerms> worker,
    RunLine frames,
    NodeTimes times,
    Consumer<String> notices) {
  public NodeFleetTerms {
    labels = Map.copyOf(labels);
  }
}
