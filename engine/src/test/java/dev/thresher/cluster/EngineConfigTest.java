package dev.thresher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineConfigTest {
  private static final Incarnation W2 = new Incarnation(WorkerId.numbered(2), 3);

  @Test
  void systemPropertiesAndApplicationConfOfTheHostHaveNoEffect() {
    System.setProperty("pekko.actor.allow-java-serialization", "on");
    System.setProperty("pekko.cluster.gossip-interval", "7 s");
    System.setProperty("pekko.cluster.seed-node-timeout", "77 s");
    try {
      ConfigFactory.invalidateCaches();
      var config = EngineConfig.coordinator();
      assertThat(config.getBoolean("pekko.actor.allow-java-serialization")).isFalse();
      assertThat(config.getDuration("pekko.cluster.gossip-interval")).hasMillis(100);
      assertThat(config.getDuration("pekko.cluster.seed-node-timeout")).hasSeconds(5);
    } finally {
      System.clearProperty("pekko.actor.allow-java-serialization");
      System.clearProperty("pekko.cluster.gossip-interval");
      System.clearProperty("pekko.cluster.seed-node-timeout");
      ConfigFactory.invalidateCaches();
    }
  }

  @Test
  void nobodyButAnHttpServerReadsTheConfigurationOfHttp() {
    assertThat(EngineConfig.http().getString("pekko.http.server.parsing.error-handler"))
        .isEqualTo("dev.thresher.http.JsonParsingErrors");
    assertThat(EngineConfig.http().hasPath("pekko.http.host-connection-pool")).isTrue();
    for (var config :
        List.of(
            EngineConfig.local(),
            EngineConfig.coordinator(),
            EngineConfig.node(Listen.at("127.0.0.1", 0)))) {
      assertThat(config.hasPath("pekko.http")).isFalse();
    }
  }

  @Test
  void aLocalSystemOpensNoPort() {
    assertThat(EngineConfig.local().getString("pekko.actor.provider")).isEqualTo("local");
    assertThat(EngineConfig.local().getBoolean("pekko.jvm-exit-on-fatal-error")).isFalse();
  }

  @Test
  void nodesListenOnTheLoopbackWithTlsAndOurDowning() {
    var config = EngineConfig.worker(W2, Duration.ofSeconds(5));
    assertThat(config.getString("pekko.remote.artery.transport")).isEqualTo("tls-tcp");
    assertThat(config.getString("pekko.remote.artery.canonical.hostname")).isEqualTo("127.0.0.1");
    assertThat(config.getString("pekko.cluster.downing-provider-class"))
        .isEqualTo(CoordinatorDowns.class.getName());
    assertThat(config.getDuration("thresher-cluster.orphan-grace")).hasSeconds(5);
  }

  @Test
  void aWorkersIncarnationIsReadBackFromItsRoles() {
    var roles = EngineConfig.worker(W2, Duration.ZERO).getStringList("pekko.cluster.roles");
    assertThat(Roles.incarnation(java.util.Set.copyOf(roles))).contains(W2);
    assertThat(Roles.incarnation(java.util.Set.of(Roles.COORDINATOR))).isEmpty();
  }
}
