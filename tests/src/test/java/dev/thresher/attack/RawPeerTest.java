package dev.thresher.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.thresher.attack.RawPeer.Manner;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.cluster.UnguardedSystem;
import dev.thresher.cluster.UnguardedSystem.Missing;
import dev.thresher.identity.TlsIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.LongConsumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bytes by hand against the coordinator's port: refused handshakes, frames that claim gigabytes.
 */
class RawPeerTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int FRAME_BYTES = 96 << 20;
  private static final int PEERS = 100;
  private static final int PEER_BYTES = 1 << 20;
  private static final long MOST_MEBIBYTES = 32;

  private interface Attack {
    void on(int port) throws IOException;
  }

  private static void against(ActorSystem<Void> node, Attack attack) throws IOException {
    try {
      attack.on((Integer) Cluster.get(node).selfMember().address().port().get());
    } finally {
      node.terminate();
      await().atMost(LONG).until(() -> node.whenTerminated().isCompleted());
    }
  }

  private static ActorSystem<Void> guarded() {
    return EngineSystem.coordinator(Behaviors.empty(), TlsIdentity.generate());
  }

  private static ActorSystem<Void> unguarded(Manner against) {
    var missing =
        switch (against) {
          case PLAIN -> Missing.TLS;
          case WITHOUT_CERTIFICATE -> Missing.CLIENT_CERTIFICATE;
          case WITH_OWN_CERTIFICATE -> Missing.TRUST;
        };
    return UnguardedSystem.coordinator(Behaviors.empty(), missing);
  }

  @ParameterizedTest
  @EnumSource(Manner.class)
  void whoCannotShowTheRunsCertificateIsCutOff(Manner manner) throws IOException {
    against(
        guarded(),
        port -> {
          try (var peer = RawPeer.connect(port, manner)) {
            if (manner == Manner.PLAIN) {
              peer.sendFrame(1);
            }
            assertThat(peer.isCutOff()).isTrue();
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Manner.class)
  void withoutTheGuardNobodyIsCutOff(Manner manner) throws IOException {
    against(
        unguarded(manner),
        port -> {
          try (var peer = RawPeer.connect(port, manner)) {
            peer.waitAtMost(1_000);
            if (manner == Manner.PLAIN) {
              peer.sendFrame(1);
            }
            assertThat(peer.isCutOff()).isFalse();
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Manner.class)
  void aFrameThatClaimsGigabytesDoesNotFillTheHeap(Manner manner) throws IOException {
    against(
        guarded(),
        port -> {
          long before = Heap.own();
          try (var peer = RawPeer.connect(port, manner)) {
            assertThat(peer.sendFrame(FRAME_BYTES)).as("all was taken").isFalse();
            assertThat(Heap.own() - before).isLessThan(MOST_MEBIBYTES);
          }
        });
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(Manner.class)
  void withoutTheGuardTheFrameFillsTheHeap(Manner manner) throws IOException {
    against(
        unguarded(manner),
        port -> {
          long before = Heap.own();
          try (var peer = RawPeer.connect(port, manner)) {
            assertThat(peer.sendFrame(FRAME_BYTES)).as("all was taken").isTrue();
            await().atMost(LONG).until(() -> Heap.own() - before >= MOST_MEBIBYTES);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "WITHOUT_CERTIFICATE"})
  void manySmallPeersDoNotFillTheHeapEither(Manner manner) throws IOException {
    against(
        guarded(),
        port ->
            amongManyPeers(
                port,
                manner,
                before -> assertThat(Heap.own() - before).isLessThan(MOST_MEBIBYTES)));
  }

  // What was sent may still lie in the buffers of the sockets: it takes a moment to be read.
  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "WITHOUT_CERTIFICATE"})
  void withoutTheGuardManySmallPeersFillTheHeap(Manner manner) throws IOException {
    against(
        unguarded(manner),
        port ->
            amongManyPeers(
                port,
                manner,
                before -> await().atMost(LONG).until(() -> Heap.own() - before > MOST_MEBIBYTES)));
  }

  /**
   * @param check is given the heap before, in MiB, while all of them are still connected
   */
  private static void amongManyPeers(int port, Manner manner, LongConsumer check)
      throws IOException {
    long before = Heap.own();
    var peers = new ArrayList<RawPeer>();
    try {
      for (int i = 0; i < PEERS; i++) {
        var peer = RawPeer.connect(port, manner);
        peers.add(peer);
        peer.sendFrame(PEER_BYTES);
      }
      check.accept(before);
    } finally {
      for (var peer : peers) {
        peer.close();
      }
    }
  }
}
