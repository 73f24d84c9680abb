package dev.thresher.runtime.nodes;

import dev.thresher.backend.node.AgentActor;
import dev.thresher.backend.node.AgentEvents;
import dev.thresher.backend.node.AgentTerms;
import dev.thresher.backend.node.NodeLine;
import dev.thresher.backend.node.NodeTimes;
import dev.thresher.backend.node.StandingCoordinator;
import dev.thresher.cluster.CannotListenException;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.cluster.Listen;
import dev.thresher.identity.IdentityFile;
import dev.thresher.identity.TlsIdentity;
import dev.thresher.launch.HeapPlan;
import dev.thresher.share.AgentOffer;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.Standing;
import dev.thresher.transfer.ContentCache;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process of a cluster that stands until it is told to end: its coordinator, or an agent. */
public final class StandingNode {
  private static final Logger LOG = LoggerFactory.getLogger(StandingNode.class);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** Of an agent. */
  private record Belongings(Path home, ContentCache files) {}

  private final NodeLine line;
  private final ActorSystem<Object> system;
  private final Optional<Belongings> own;

  private StandingNode(
      NodeLine line, Function<NodeLine, Behavior<Object>> behavior, Optional<Belongings> own) {
    this.line = line;
    this.own = own;
    this.system = EngineSystem.local(behavior.apply(line));
    line.listen(system::tell);
  }

  /**
   * Starts a cluster's coordinator. The identity file is made if there is none.
   *
   * @param notices who came and who went, in sentences
   * @throws IOException if the identity file cannot be used; the message is for the user
   * @throws CannotListenException if it cannot listen there; the message is for the user
   */
  public static StandingNode coordinator(Path identity, Listen listen, Consumer<String> notices)
      throws IOException, CannotListenException {
    var line = NodeLine.open(readOrMake(identity), listen);
    return new StandingNode(
        line,
        at -> StandingCoordinator.create(at, EngineVersion.current(), NodeTimes.STANDARD, notices),
        Optional.empty());
  }

  private static TlsIdentity readOrMake(Path file) throws IOException {
    if (Files.notExists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try {
        IdentityFile.write(file, TlsIdentity.generate());
      } catch (FileAlreadyExistsException somebodyIsQuicker) {
        // theirs is as good
      }
    }
    return IdentityFile.read(file, Instant.now());
  }

  /**
   * What an agent offers.
   *
   * @param name empty means that of the host
   * @param slots of all its workers together
   * @param isolation what a run's workers there are
   * @param fileCache most bytes of files that come to it from drivers that share none
   */
  public record Offer(
      String name,
      int slots,
      AgentOffer.Isolation isolation,
      Map<String, String> labels,
      long fileCache) {
    /** What a cache may hold if nobody says anything. */
    public static final long USUAL_CACHE = 10L << 30;

    public Offer(String name, int slots, Map<String, String> labels) {
      this(name, slots, AgentOffer.Isolation.PROCESSES, labels, USUAL_CACHE);
    }

    public Offer {
      labels = Map.copyOf(labels);
    }
  }

  /**
   * Starts an agent.
   *
   * @param state this user's directory, below which it has one of its own while it lives
   * @param events told what becomes of it
   * @throws IOException if the directory cannot be used; the message is for the user
   * @throws CannotListenException if it cannot listen there; the message is for the user
   */
  public static StandingNode agent(
      NodeAddress coordinator,
      TlsIdentity identity,
      Listen listen,
      Offer offer,
      Path state,
      AgentEvents events)
      throws IOException, CannotListenException {
    var line = NodeLine.open(identity, listen);
    long life = new SecureRandom().nextLong();
    var home = privateDirectory(state.resolve("workers").resolve(Long.toHexString(life)));
    var files = ContentCache.open(state.resolve("worker-files"), offer.fileCache());
    var terms =
        new AgentTerms(
            offer.name().isEmpty() ? EngineVersion.host() : offer.name(),
            life,
            EngineVersion.host(),
            EngineVersion.current(),
            offer.slots(),
            offer.isolation(),
            offer.labels(),
            largestHeap(),
            coordinator,
            home,
            files,
            NodeTimes.STANDARD);
    return new StandingNode(
        line, at -> AgentActor.create(terms, at, events), Optional.of(new Belongings(home, files)));
  }

  private static int largestHeap() {
    long beside = HeapPlan.BESIDE_HEAP_MEBIBYTES;
    return Math.toIntExact(Math.max(1, HeapPlan.Machine.current().memoryMebibytes() - beside));
  }

  private static Path privateDirectory(Path directory) throws IOException {
    return Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  public NodeAddress address() {
    return line.address();
  }

  /** How things stand, as a coordinator knows it. */
  public CompletionStage<Standing> standing() {
    var answer = new CompletableFuture<Standing>();
    system.tell(new StandingCoordinator.Ask(answer));
    return answer;
  }

  /** Lets a coordinator ask an agent to drain; answers whether it knows one of that name. */
  public CompletionStage<Boolean> drain(String agent) {
    var known = new CompletableFuture<Boolean>();
    system.tell(new StandingCoordinator.DrainHost(agent, known));
    return known;
  }

  /** Asks an agent to take no new worker and to end when the last one has. */
  public void drain() {
    system.tell(new AgentActor.Drain());
  }

  /** Ends it at once; an agent's workers end with this process. */
  public void close() {
    try {
      if (!EngineSystem.end(system, CLOSING)) {
        LOG.warn("the actor system does not end; it is left");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      line.close();
      own.ifPresent(StandingNode::remove);
    }
  }

  private static void remove(Belongings own) {
    own.files().close();
    var home = own.home();
    try {
      Files.deleteIfExists(home);
    } catch (IOException stays) {
      LOG.debug("{} stays: {}", home, stays.toString());
    }
  }
}
