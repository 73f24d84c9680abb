package dev.thresher.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.thresher.backend.BackendProtocol.FromCoordinator;
import dev.thresher.backend.BackendProtocol.FromWorker;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.backend.BackendProtocol.WorkerTick;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.identity.TlsIdentity;
import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.DisabledJavaSerializer;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnvelopeSerializerTest {
  private static final Incarnation W1 = new Incarnation(WorkerId.numbered(1), 1);

  private final ActorSystem<ToCoordinator> system =
      EngineSystem.coordinator(Behaviors.empty(), TlsIdentity.generate());
  private final Serialization serialization = SerializationExtension.get(system.classicSystem());
  private ActorRef<ToWorker> worker = system.ignoreRef();

  @BeforeAll
  void startWorker() {
    worker = system.systemActorOf(Behaviors.<ToWorker>empty(), "w1", Props.empty());
  }

  @AfterAll
  void stop() {
    system.terminate();
    await().until(() -> system.whenTerminated().isCompleted());
  }

  private EnvelopeSerializer serializer() throws NotSerializableException {
    return (EnvelopeSerializer) serialization.serializerFor(FromWorker.class);
  }

  @Test
  void bothEnvelopesComeBackAsTheyWentAndAreCounted() throws NotSerializableException {
    var counters = EnvelopeSerializer.countersOf(system);
    var before = counters.read();
    var there = new FromWorker(W1, new Reply.Drained(), new Peer.Actor<>(worker));
    byte[] first = serializer().toBinary(there);
    assertThat(serializer().fromBinary(first, serializer().manifest(there))).isEqualTo(there);
    var back = new FromCoordinator(new Request.Beat(1, 2));
    byte[] second = serializer().toBinary(back);
    assertThat(serializer().fromBinary(second, serializer().manifest(back))).isEqualTo(back);
    var after = counters.read();
    assertThat(after.bytesSent() - before.bytesSent()).isEqualTo(first.length + second.length);
    assertThat(after.bytesReceived() - before.bytesReceived())
        .isEqualTo(first.length + second.length);
    assertThat(after.envelopesSent() - before.envelopesSent()).isEqualTo(2);
  }

  @Test
  void anythingElseIsRefusedCountedAndWithoutAFurtherException() throws NotSerializableException {
    var serializer = serializer();
    var before = EnvelopeSerializer.countersOf(system).read();
    byte[] garbage = "garbage".getBytes(StandardCharsets.US_ASCII);
    for (var manifest : new String[] {"to-coordinator-1", "to-worker-1", "to-worker-2", ""}) {
      assertThatThrownBy(() -> serializer.fromBinary(garbage, manifest))
          .isInstanceOf(NotSerializableException.class);
    }
    byte[] wrongRef =
        dev.thresher.codec.EnvelopeCodec.encode(
            new dev.thresher.codec.EnvelopeCodec.Letter(W1, "no reference", new Reply.Drained()));
    assertThatThrownBy(() -> serializer.fromBinary(wrongRef, "to-coordinator-1"))
        .isInstanceOf(NotSerializableException.class);
    var after = EnvelopeSerializer.countersOf(system).read();
    assertThat(after.refused() - before.refused()).isEqualTo(5);
    assertThat(after.bytesReceived()).isEqualTo(before.bytesReceived());
  }

  @Test
  void noOtherMessageOfOursHasAnEncoding() throws NotSerializableException {
    for (var type : new Class<?>[] {WorkerTick.class, BackendProtocol.Start.class}) {
      assertThatThrownBy(() -> serialization.serializerFor(type))
          .isInstanceOf(NotSerializableException.class);
    }
    assertThat(serialization.serializerFor(Throwable.class))
        .isInstanceOf(DisabledJavaSerializer.class);
  }
}
