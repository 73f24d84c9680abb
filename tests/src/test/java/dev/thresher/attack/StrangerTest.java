package dev.thresher.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.backend.BackendProtocol.FromWorker;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.cluster.Roles;
import dev.thresher.cluster.UnguardedSystem;
import dev.thresher.cluster.UnguardedSystem.Missing;
import dev.thresher.identity.TlsIdentity;
import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole foreign node against the coordinator's. */
class StrangerTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration AT_MOST = Duration.ofSeconds(10);
  private static final Duration OFTEN = Duration.ofMillis(300);
  private static final int ATTACKS = 6;

  private final List<Object> heard = new CopyOnWriteArrayList<>();
  private ActorSystem<Object> attacked = ActorSystem.create(Behaviors.empty(), "none");

  @AfterEach
  void stop() throws InterruptedException {
    var _ = EngineSystem.end(attacked, AT_MOST);
  }

  private Behavior<Object> listener() {
    return Behaviors.receiveMessage(message -> {
      heard.add(message);
      return Behaviors.same();
    });
  }

  private void attack(ActorSystem<Object> node) {
    attacked.terminate();
    attacked = node;
    await()
        .atMost(LONG)
        .until(() -> Cluster.get(node).selfMember().status().equals(MemberStatus.up()));
  }

  private int port() {
    return (Integer) Cluster.get(attacked).selfMember().address().port().get();
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS", "TRUST"})
  void aStrangerIsNeitherHeardNorMadeAMemberNorObeyed(Missing inTheStranger)
      throws InterruptedException {
    var identity = TlsIdentity.generate();
    attack(EngineSystem.coordinator(listener(), identity));
    try (var stranger = new Stranger(inTheStranger)) {
      for (int i = 0; i < ATTACKS; i++) {
        stranger.attack(port());
        await()
            .pollDelay(OFTEN)
            .untilAsserted(() -> assertThat(Cluster.get(attacked).state().getMembers()).hasSize(1));
      }
      aMemberOfTheRunIsStillWelcome(identity);
    }
    assertThat(heard).isEmpty();
    assertThat(Cluster.get(attacked).selfMember().status()).isEqualTo(MemberStatus.up());
  }

  private void aMemberOfTheRunIsStillWelcome(TlsIdentity identity) throws InterruptedException {
    var name = new Incarnation(WorkerId.numbered(1), 1);
    var worker =
        EngineSystem.worker(Behaviors.<Void>empty(), identity, name, Duration.ofMinutes(1));
    EngineSystem.join(worker, EngineSystem.address(attacked));
    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(Cluster.get(attacked).state().getMembers())
                .hasSize(2)
                .noneMatch(member -> member.hasRole(Roles.of(Stranger.NAME))));
    // As the engine does: the end of an actor system is not always told, and is no promise here.
    var _ = EngineSystem.end(worker, AT_MOST);
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS", "TRUST"})
  void theSameAttackWorksOnANodeWithoutTheGuard(Missing guard) {
    attack(UnguardedSystem.coordinator(listener(), guard));
    int port = port();
    try (var stranger = new Stranger(guard)) {
      repeat(() -> stranger.speak(port), () -> heard.size() >= 2);
      repeat(() -> stranger.join(port), this::strangerIsMember);
      repeat(() -> stranger.takeOut(port), () -> Cluster.get(attacked).isTerminated());
    }
    assertThat(heard).allMatch(FromWorker.class::isInstance);
  }

  private static void repeat(Runnable attack, Callable<Boolean> success) {
    await()
        .atMost(LONG)
        .pollInterval(OFTEN)
        .until(() -> {
          attack.run();
          return success.call();
        });
  }

  private boolean strangerIsMember() {
    return StreamSupport.stream(Cluster.get(attacked).state().getMembers().spliterator(), false)
        .anyMatch(member -> member.hasRole(Roles.of(Stranger.NAME)));
  }
}
