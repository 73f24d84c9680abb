package dev.thresher.cluster;

import com.typesafe.config.ConfigFactory;
import dev.thresher.identity.TlsIdentity;
import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import org.apache.pekko.remote.artery.tcp.SSLEngineProviderSetup;
import scala.Option;

/**
 * The engine's nodes with a guard taken away: what an attack must succeed against, or its test
 * proves nothing; and what a stranger attacks with. The product has no such switch.
 */
public final class UnguardedSystem {
  /** What is missing, compared with a node of the engine. */
  public enum Missing {
    /** Plain TCP. */
    TLS,
    /** TLS with certificates on both sides, but any will do. */
    TRUST,
    /** TLS that asks whoever connects for no certificate. */
    CLIENT_CERTIFICATE
  }

  private UnguardedSystem() {}

  /** A coordinator's node: a cluster of its own. */
  public static <T> ActorSystem<T> coordinator(Behavior<T> guardian, Missing missing) {
    var system = create(guardian, EngineConfig.coordinator(), missing);
    var cluster = Cluster.get(system);
    cluster.manager().tell(new Join(cluster.selfMember().address()));
    return system;
  }

  /** A worker's node with a key of its own making: all that a stranger can have. */
  public static <T> ActorSystem<T> stranger(Behavior<T> guardian, Missing missing) {
    var name = new Incarnation(WorkerId.numbered(99), 1);
    return create(guardian, EngineConfig.worker(name, Duration.ofMinutes(1)), missing);
  }

  /** Takes any server for the right one, and shows {@code key} to it. */
  public static SSLContext trustingContext(KeyManager... key) {
    try {
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(key, new TrustManager[] {new TrustsAnybody()}, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Made on the spot. */
  public static KeyManager ownKey() {
    return new OnlyKey(TlsIdentity.generate());
  }

  private static <T> ActorSystem<T> create(
      Behavior<T> guardian, com.typesafe.config.Config config, Missing missing) {
    var transport = missing == Missing.TLS ? "tcp" : "tls-tcp";
    var changed =
        ConfigFactory.parseMap(Map.of("pekko.remote.artery.transport", transport))
            .withFallback(config);
    var provider = new LaxTls(missing != Missing.CLIENT_CERTIFICATE);
    var setup =
        ActorSystemSetup.create(
                BootstrapSetup.create(changed)
                    .withClassloader(UnguardedSystem.class.getClassLoader()))
            .withSetup(SSLEngineProviderSetup.create(_ -> provider));
    return ActorSystem.create(guardian, "thresher", setup);
  }

  private static final class LaxTls implements SSLEngineProvider {
    private final SSLContext context = trustingContext(ownKey());
    private final boolean asksClients;

    LaxTls(boolean asksClients) {
      this.asksClients = asksClients;
    }

    @Override
    public SSLEngine createServerSSLEngine(String hostname, int port) {
      var engine = context.createSSLEngine(hostname, port);
      engine.setUseClientMode(false);
      engine.setNeedClientAuth(asksClients);
      return engine;
    }

    @Override
    public SSLEngine createClientSSLEngine(String hostname, int port) {
      var engine = context.createSSLEngine(hostname, port);
      engine.setUseClientMode(true);
      return engine;
    }

    @Override
    public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
      return Option.empty();
    }

    @Override
    public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
      return Option.empty();
    }
  }

  private static final class TrustsAnybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
