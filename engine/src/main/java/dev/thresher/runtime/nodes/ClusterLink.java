package dev.thresher.runtime.nodes;

import dev.thresher.backend.node.NodeLine;
import dev.thresher.backend.node.NodeMessage;
import dev.thresher.backend.node.NodeMessage.Allotted;
import dev.thresher.backend.node.NodeMessage.DriverHere;
import dev.thresher.backend.node.NodeMessage.DriverRefused;
import dev.thresher.cluster.CannotListenException;
import dev.thresher.cluster.Listen;
import dev.thresher.identity.IdentityFile;
import dev.thresher.model.EngineSettings;
import dev.thresher.model.RunId;
import dev.thresher.share.Allotment;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.RunDemand;
import dev.thresher.share.RunKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A driver's way to a cluster whose coordinator has answered. */
public final class ClusterLink implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long AGAIN_MILLIS = 250;

  private final NodeLine line;
  private final NodeAddress coordinator;
  private final Map<String, String> require;
  private final int priority;
  private final Allotment.Totals cluster;

  private ClusterLink(NodeLine line, ClusterAccess access, Allotment.Totals cluster) {
    this.line = line;
    this.coordinator = access.coordinator();
    this.require = access.require();
    this.priority = access.priority();
    this.cluster = cluster;
  }

  /**
   * Asks the coordinator how things stand.
   *
   * @param worker what of each worker will be asked for
   * @throws NoClusterException if nobody answers within 10 s, or it refuses
   */
  public static ClusterLink open(ClusterAccess access, EngineSettings.Processes worker) {
    try {
      var identity = IdentityFile.read(access.identity(), Instant.now());
      var host = Reachability.ownAddressTowards(access.coordinator());
      var line = NodeLine.open(identity, Listen.at(host, 0));
      try {
        return new ClusterLink(line, access, ask(line, access, worker));
      } catch (RuntimeException refused) {
        line.close();
        throw refused;
      }
    } catch (IOException | CannotListenException impossible) {
      throw new NoClusterException(String.valueOf(impossible.getMessage()), impossible);
    }
  }

  private static Allotment.Totals ask(
      NodeLine line, ClusterAccess access, EngineSettings.Processes worker) {
    var coordinator = access.coordinator();
    var answer = new CompletableFuture<NodeMessage>();
    line.listen(message -> {
      if (message instanceof Allotted || message instanceof DriverRefused) {
        answer.complete(message);
      }
    });
    var question = new RunKey(new RunId("question-" + UUID.randomUUID()), 1);
    var demand =
        new RunDemand(
            question,
            line.address(),
            EngineVersion.current(),
            EngineVersion.user(),
            access.priority(),
            0,
            worker.slots(),
            worker.heapMebibytes(),
            access.require(),
            Map.of());
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until) {
      line.tell(coordinator, new DriverHere(demand));
      try {
        return read(answer.get(AGAIN_MILLIS, TimeUnit.MILLISECONDS));
      } catch (TimeoutException notYet) {
        // what is sent while the connection is made may be lost
      } catch (ExecutionException never) {
        throw new IllegalStateException(never);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new NoClusterException("interrupted while the cluster was looked for", stop);
      }
    }
    throw new NoClusterException(
        "no coordinator answered within %d s: %s"
            .formatted(PATIENCE.toSeconds(), Reachability.whyNobodyAnswers(coordinator)));
  }

  private static Allotment.Totals read(NodeMessage answer) {
    return switch (answer) {
      case Allotted(var allotment) -> allotment.cluster();
      case DriverRefused(_, String reason) ->
          throw new NoClusterException("the cluster's coordinator refuses this run: " + reason);
      default -> throw new IllegalStateException("not awaited: " + answer);
    };
  }

  public NodeLine line() {
    return line;
  }

  public NodeAddress coordinator() {
    return coordinator;
  }

  /** Labels that a host must have. */
  public Map<String, String> require() {
    return require;
  }

  /** Among the runs of the cluster. */
  public int priority() {
    return priority;
  }

  /** How things stood when it answered. */
  public Allotment.Totals cluster() {
    return cluster;
  }

  /** The version that this driver says it has. */
  public String version() {
    return EngineVersion.current();
  }

  /** Whose run it says that it drives. */
  public String user() {
    return EngineVersion.user();
  }

  @Override
  public void close() {
    line.close();
  }
}
