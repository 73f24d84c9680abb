package dev.thresher.cluster;

import com.typesafe.config.Config;
import dev.thresher.model.Incarnation;
import java.io.NotSerializableException;
import java.time.Duration;
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

  /** The same in a worker process. */
  public static <T> ActorSystem<T> localWorker(Behavior<T> guardian) {
    return create(guardian, EngineConfig.localWorker());
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

  private static Setup tls(TlsIdentity identity) {
    var provider = new MutualTls(identity);
    return SSLEngineProviderSetup.create(_ -> provider);
  }

  private static <T> ActorSystem<T> create(Behavior<T> guardian, Config config, Setup... more) {
    var setup =
        ActorSystemSetup.create(
            BootstrapSetup.create(config)
                .withClassloader(new NoReferenceFiles(EngineSystem.class.getClassLoader())));
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
