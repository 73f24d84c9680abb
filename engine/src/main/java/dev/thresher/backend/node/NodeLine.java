package dev.thresher.backend.node;

import dev.thresher.cluster.CannotListenException;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.cluster.Listen;
import dev.thresher.identity.TlsIdentity;
import dev.thresher.share.NodeAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a process speaks to the other nodes of a cluster: an actor system of its own with one actor,
 * apart from those in which things are decided. Safe for several threads.
 */
public final class NodeLine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeLine.class);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private static final class Hearing {
    volatile Consumer<NodeMessage> to = _ -> {};
  }

  private final ActorSystem<NodeMessage> system;
  private final NodeAddress address;
  private final ActorRefResolver resolver;
  private final Map<NodeAddress, ActorRef<NodeMessage>> peers = new ConcurrentHashMap<>();
  private final Rests rests = new Rests();
  private final Hearing heard;

  private NodeLine(ActorSystem<NodeMessage> system, String host, Hearing heard) {
    this.system = system;
    this.address = new NodeAddress(host, EngineSystem.port(system));
    this.resolver = ActorRefResolver.get(system);
    this.heard = heard;
  }

  /**
   * Listens.
   *
   * @throws CannotListenException if it cannot; the message is for the user
   */
  public static NodeLine open(TlsIdentity identity, Listen listen) throws CannotListenException {
    var heard = new Hearing();
    return new NodeLine(EngineSystem.node(hearing(heard), identity, listen), listen.host(), heard);
  }

  // What comes before anybody listens is lost, as if it had come before the node was there.
  private static Behavior<NodeMessage> hearing(Hearing heard) {
    return Behaviors.receiveMessage(message -> {
      try {
        heard.to.accept(message);
      } catch (RuntimeException fault) {
        LOG.error("a message could not be dealt with: {}", message.getClass(), fault);
      }
      return Behaviors.same();
    });
  }

  /** What comes from now on goes there, one message at a time, on threads of the line's. */
  public void listen(Consumer<NodeMessage> hearer) {
    heard.to = hearer;
  }

  /** Where other nodes reach this one. */
  public NodeAddress address() {
    return address;
  }

  /** Tells the node there. Never waits nor fails; what cannot be delivered is lost. */
  public void tell(NodeAddress node, NodeMessage message) {
    if (!rests.isOver(node, System.nanoTime())) {
      return;
    }
    peers
        .computeIfAbsent(
            node, at -> resolver.resolveActorRef(EngineSystem.guardianAt(at.host(), at.port())))
        .tell(message);
  }

  /**
   * Nothing was heard of that node for so long. To be told each beat: if it is too long, the
   * connection there is given up, and a new one made a few seconds later.
   */
  public void silent(NodeAddress node, Duration silence) {
    if (silence.compareTo(Rests.SILENCE) > 0) {
      rests.unheard(node, System.nanoTime());
    }
  }

  @Override
  public void close() {
    try {
      if (!EngineSystem.end(system, CLOSING)) {
        LOG.warn("the node at {} does not end; it is left", address);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
