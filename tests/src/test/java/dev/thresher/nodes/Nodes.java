package dev.thresher.nodes;

import static org.awaitility.Awaitility.await;

import dev.thresher.backend.node.AgentEvents;
import dev.thresher.cluster.Listen;
import dev.thresher.identity.IdentityFile;
import dev.thresher.runtime.nodes.ClusterAccess;
import dev.thresher.runtime.nodes.StandingNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cluster in this JVM: its coordinator and agents, which start real worker processes. */
final class Nodes implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(60);

  private final Path directory;
  private final StandingNode coordinator;
  private final List<StandingNode> agents = new ArrayList<>();
  final List<String> notices = new CopyOnWriteArrayList<>();

  Nodes(Path directory) throws Exception {
    this.directory = directory;
    this.coordinator =
        StandingNode.coordinator(identity(), Listen.at("127.0.0.1", 0), notices::add);
  }

  private Path identity() {
    return directory.resolve("identity.pem");
  }

  ClusterAccess access() {
    return new ClusterAccess(coordinator.address(), identity());
  }

  /** What an agent has told. */
  static final class Told implements AgentEvents {
    final List<String> events = new CopyOnWriteArrayList<>();
    final CompletableFuture<Void> ended = new CompletableFuture<>();

    @Override
    public void joined() {
      events.add("joined");
    }

    @Override
    public void refused(String reason) {
      events.add("refused: " + reason);
    }

    @Override
    public void unheard() {
      events.add("unheard");
    }

    @Override
    public void notice(String sentence) {
      events.add(sentence);
    }

    @Override
    public void ended() {
      ended.complete(null);
    }
  }

  record Agent(StandingNode node, Told told) {}

  /** Starts an agent and waits until the coordinator has answered it. */
  Agent agent(String name, String host, int slots) throws Exception {
    var told = new Told();
    var node =
        StandingNode.agent(
            coordinator.address(),
            IdentityFile.read(identity(), Instant.now()),
            Listen.at(host, 0),
            new StandingNode.Offer(name, slots, Map.of()),
            directory.resolve("state"),
            told);
    agents.add(node);
    await().atMost(LONG).until(() -> !told.events.isEmpty());
    return new Agent(node, told);
  }

  @Override
  public void close() {
    agents.forEach(StandingNode::close);
    coordinator.close();
  }
}
