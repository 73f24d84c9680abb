package dev.thresher.cluster;

import com.typesafe.config.Config;
import dev.thresher.identity.TlsIdentity;
import dev.thresher.model.Incarnation;
import java.io.NotSerializableException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.setup.Setup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.remote.artery.tcp.SSLEngineProviderSetup;
import org.apache.pekko.serialization.DisabledJavaSerializer;
import org.apache.pekko.serialization.SerializationExtension;

/** Makes the engine's actor systems. Each call returns once the node listens, if it ever does. */
public final class EngineSystem {
  private static final String NAME = "thresher";

  private EngineSystem() {}

  /** A system that opens no port. */
  public static <T> ActorSystem<T> local(Behavior<T> guardian) {
    return create(guardian, EngineConfig.local());
  }

  /** A system for an HTTP server; opens no port by itself. */
  public static <T> ActorSystem<T> http(Behavior<T> guardian) {
    return create(guardian, EngineConfig.http());
  }

  /** Listens on a free port of the loopback interface and forms a cluster of its own. */
  public static <T> ActorSystem<T> coordinator(Behavior<T> guardian, TlsIdentity identity) {
    var system = create(guardian, EngineConfig.coordinator(), tls(identity));
    var cluster = Cluster.get(system);
    cluster.manager().tell(new Join(cluster.selfMember().address()));
    return system;
  }

  /**
   * Listens on a free port of the loopback interface; not a member of any cluster until {@link
   * #join}.
   *
   * @param orphanGrace how long the coordinator may be out of reach before the system ends itself
   */
  public static <T> ActorSystem<T> worker(
      Behavior<T> guardian, TlsIdentity identity, Incarnation incarnation, Duration orphanGrace) {
    return create(guardian, EngineConfig.worker(incarnation, orphanGrace), tls(identity));
  }

  /**
   * A node of a cluster of several machines. It is a member of nothing; other nodes reach its
   * guardian at {@link #guardianAt}.
   *
   * @throws CannotListenException if it cannot listen there
   */
  public static <T> ActorSystem<T> node(Behavior<T> guardian, TlsIdentity identity, Listen listen)
      throws CannotListenException {
    try {
      return create(guardian, EngineConfig.node(listen), tls(identity));
    } catch (RuntimeException failed) {
      throw refusal(listen, failed);
    }
  }

  // Pekko tells of it by exceptions around exceptions, of which the innermost is the system's own.
  private static CannotListenException refusal(Listen listen, RuntimeException failed) {
    Throwable root = failed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var reason =
        switch (root) {
          case UnresolvedAddressException _ -> "this host's name is not known";
          case UnknownHostException _ -> "this host's name is not known";
          case BindException bind -> String.valueOf(bind.getMessage());
          default -> throw failed;
        };
    var where =
        listen.bindHost().equals(listen.host())
            ? listen.toString()
            : listen + ", bound to " + listen.bindHost();
    return new CannotListenException("cannot listen at " + where + ": " + reason, failed);
  }

  /** The path of the guardian of the node that listens there. */
  public static String guardianAt(String host, int port) {
    return "pekko://" + NAME + "@" + host + ":" + port + "/user";
  }

  /** The port at which a node listens that {@link #node} has made. */
  public static int port(ActorSystem<?> node) {
    return node.address()
        .getPort()
        .orElseThrow(() -> new IllegalStateException("it opens no port"));
  }

  /**
   * Asks to become a member; goes on asking until it is one.
   *
   * @param seed address of the coordinator's node, see {@link #address}
   */
  public static void join(ActorSystem<?> system, String seed) {
    Cluster.get(system).manager().tell(new Join(AddressFromURIString.parse(seed)));
  }

  /** Where the node listens, {@code pekko://thresher@127.0.0.1:<port>}. */
  public static String address(ActorSystem<?> system) {
    return Cluster.get(system).selfMember().address().toString();
  }

  /**
   * Ends a system and waits for that, which takes milliseconds as a rule.
   *
   * @return whether it has ended within that time; if not, it is left to itself, and its threads
   *     keep no JVM alive but that of a worker
   */
  public static boolean end(ActorSystem<?> system, Duration atMost) throws InterruptedException {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException hangs) {
      return false;
    } catch (ExecutionException failed) {
      return true;
    }
  }

  private static Setup tls(TlsIdentity identity) {
    var provider = new MutualTls(identity);
    return SSLEngineProviderSetup.create(_ -> provider);
  }

  private static <T> ActorSystem<T> create(Behavior<T> guardian, Config config, Setup... more) {
    var setup =
        ActorSystemSetup.create(
            BootstrapSetup.create(config)
                .withClassloader(SomeReferenceFiles.none(EngineSystem.class.getClassLoader())));
    for (var one : more) {
      setup = setup.withSetup(one);
    }
    var system = ActorSystem.create(guardian, NAME, setup);
    requireNoJavaSerialization(system);
    return system;
  }

  private static void requireNoJavaSerialization(ActorSystem<?> system) {
    if (!isJavaSerializationOff(system)) {
      system.terminate();
      throw new IllegalStateException("Java serialisation is on in the actor system");
    }
  }

  private static boolean isJavaSerializationOff(ActorSystem<?> system) {
    try {
      var serialization = SerializationExtension.get(system.classicSystem());
      return serialization.serializerFor(Throwable.class) instanceof DisabledJavaSerializer;
    } catch (NotSerializableException noneAtAll) {
      return true;
    }
  }
}
