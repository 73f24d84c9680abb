package dev.thresher.attack;

import static org.awaitility.Awaitility.await;

import dev.thresher.backend.BackendProtocol.FromCoordinator;
import dev.thresher.backend.BackendProtocol.FromWorker;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.backend.Peer;
import dev.thresher.cluster.UnguardedSystem;
import dev.thresher.cluster.UnguardedSystem.Missing;
import dev.thresher.model.BatchId;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.TaskResult;
import java.time.Duration;
import java.util.stream.LongStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterUserAction;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/**
 * Another user's process on this host that knows the engine by heart: same Pekko, same messages,
 * same names. All that it lacks is the key of the run.
 */
final class Stranger implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** Under this name it would like to work. */
  static final Incarnation NAME = new Incarnation(WorkerId.numbered(99), 1);

  private final ActorSystem<Void> system;
  private final Peer<ToWorker> me;

  /**
   * @param lacks what the stranger's own node does without: {@code TLS} for plain TCP, {@code
   *     TRUST} for TLS with a key of its own
   */
  Stranger(Missing lacks) {
    system = UnguardedSystem.stranger(Behaviors.empty(), lacks);
    me = new Peer.Actor<>(system.systemActorOf(Behaviors.empty(), "stranger", Props.empty()));
  }

  /** Everything that would do harm, sent to whatever node listens on that port. */
  void attack(int port) {
    speak(port);
    join(port);
    takeOut(port);
  }

  /** Registers as a worker, reports results in the name of another one, and ends a worker. */
  void speak(int port) {
    say(node(port) + "/user", new FromWorker(NAME, register(), me));
    say(node(port) + "/user", forgedResults());
    say(node(port) + "/user/worker", new FromCoordinator(new Request.Stop()));
  }

  /** Wants to be a member of the cluster. */
  void join(int port) {
    Cluster.get(system).manager().tell(new Join(AddressFromURIString.parse(node(port))));
  }

  /** Takes the node out of its own cluster. */
  void takeOut(int port) {
    var address = AddressFromURIString.parse(node(port));
    say(node(port) + "/system/cluster/core/daemon", new ClusterUserAction.Down(address));
  }

  private static String node(int port) {
    return "pekko://thresher@127.0.0.1:" + port;
  }

  private static Reply.Register register() {
    return new Reply.Register(NAME, 1, "elsewhere", 1, "development");
  }

  private FromWorker forgedResults() {
    var wrong = new Outcome.Cancelled("says a stranger");
    var results =
        LongStream.range(0, 100).mapToObj(index -> new TaskResult(index, wrong, 1)).toList();
    var victim = new Incarnation(WorkerId.numbered(1), 1);
    var ended = new Reply.Ended(1, 1, new BatchId(1), 1, results, true);
    return new FromWorker(victim, ended, me);
  }

  private void say(String path, Object message) {
    system.classicSystem().actorSelection(path).tell(message, ActorRef.noSender());
  }

  @Override
  public void close() {
    system.terminate();
    await().atMost(LONG).until(() -> system.whenTerminated().isCompleted());
  }
}
