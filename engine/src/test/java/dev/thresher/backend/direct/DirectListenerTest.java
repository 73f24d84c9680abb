package dev.thresher.backend.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.thresher.backend.BackendProtocol.FromCoordinator;
import dev.thresher.backend.BackendProtocol.FromWorker;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.codec.DirectPass;
import dev.thresher.codec.Greeting;
import dev.thresher.codec.Token;
import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DirectListenerTest {
  private static final Incarnation W1 = new Incarnation(WorkerId.numbered(1), 1);
  private static final Incarnation W2 = new Incarnation(WorkerId.numbered(2), 1);
  private static final Duration PATIENCE = Duration.ofMillis(300);

  @TempDir Path home;
  private final List<FromWorker> heard = new CopyOnWriteArrayList<>();
  private final List<String> ends = new CopyOnWriteArrayList<>();
  private final List<ToWorker> told = new CopyOnWriteArrayList<>();
  private final List<String> lineEnds = new CopyOnWriteArrayList<>();
  private DirectListener listener;

  @BeforeEach
  void listen() throws IOException {
    listener = DirectListener.open(home, PATIENCE);
    listener.serve(
        new DirectListener.Events() {
          @Override
          public void heard(FromWorker message) {
            heard.add(message);
          }

          @Override
          public void ended(Incarnation worker) {
            ends.add(worker + " ended");
          }

          @Override
          public void refused(Incarnation worker, String why) {
            ends.add(worker + " refused: " + why);
          }
        });
  }

  @AfterEach
  void close() {
    listener.close();
  }

  private DirectLine open(Incarnation worker, DirectPass pass) throws IOException {
    var line = DirectLine.open(worker, pass);
    line.serve(told::add, lineEnds::add);
    return line;
  }

  private static void say(DirectLine line, Incarnation name) {
    line.coordinator().tell(new FromWorker(name, new Reply.Drained(), _ -> {}));
  }

  private static DirectPass forged(DirectPass pass) {
    return new DirectPass(pass.socket(), Token.random(new SecureRandom()), pass.answer());
  }

  private static boolean isCutOff(SocketChannel peer) {
    try {
      return peer.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  @Test
  void whoShowsItsPassIsHeardAndAnsweredAndItsEndIsSeen() throws IOException {
    var line = open(W1, listener.expect(W1));
    listener.admit(W1);
    say(line, W1);
    await().until(() -> heard.size() == 1);
    assertThat(heard.getFirst().from()).isEqualTo(W1);
    assertThat(heard.getFirst().reply()).isEqualTo(new Reply.Drained());
    heard.getFirst().worker().tell(new FromCoordinator(new Request.Beat(1, 2)));
    await()
        .untilAsserted(
            () -> assertThat(told).containsExactly(new FromCoordinator(new Request.Beat(1, 2))));
    var counted = listener.counters().read();
    assertThat(counted.envelopesSent()).isEqualTo(1);
    assertThat(counted.envelopesReceived()).isEqualTo(1);
    assertThat(counted.bytesSent()).isPositive();
    assertThat(counted.refused()).isZero();
    listener.forget(W1);
    await().until(() -> lineEnds.size() == 1);
  }

  @Test
  void nothingIsHandedOnBeforeTheFleetKnowsOfTheProcess() throws IOException {
    var line = open(W1, listener.expect(W1));
    say(line, W1);
    await().during(Duration.ofMillis(100)).untilAsserted(() -> assertThat(heard).isEmpty());
    listener.admit(W1);
    await().until(() -> heard.size() == 1);
  }

  @Test
  void aWrongTokenAnotherNameAndASecondUseOpenNothing() throws IOException {
    var pass = listener.expect(W1);
    listener.expect(W2);
    assertThatThrownBy(() -> DirectLine.open(W1, forged(pass))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> DirectLine.open(W2, pass)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> DirectLine.open(new Incarnation(WorkerId.numbered(3), 1), pass))
        .isInstanceOf(IOException.class);
    open(W1, pass);
    assertThatThrownBy(() -> DirectLine.open(W1, pass)).isInstanceOf(IOException.class);
    listener.forget(W2);
    // Counted when the channel has been closed, which the peer sees first.
    await().untilAsserted(() -> assertThat(listener.counters().read().refused()).isEqualTo(4));
    assertThat(heard).isEmpty();
  }

  @Test
  void aPassIsVoidWhenItsIncarnationHasEnded() {
    var pass = listener.expect(W1);
    listener.forget(W1);
    assertThatThrownBy(() -> DirectLine.open(W1, pass)).isInstanceOf(IOException.class);
  }

  @Test
  void aWorkerTakesNobodyElseForItsCoordinator() throws IOException {
    var pass = listener.expect(W1);
    var other = new DirectPass(pass.socket(), pass.knock(), Token.random(new SecureRandom()));
    assertThatThrownBy(() -> DirectLine.open(W1, other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not the coordinator");
  }

  @Test
  void whoHasNotShownATokenIsToldNothingAndCutOff() throws IOException {
    var address = UnixDomainSocketAddress.of(listener.expect(W1).socket());
    for (var first :
        List.of(
            new byte[] {0x7f, 0, 0, 0}, new byte[] {0, 0, 0, 5, 1, 2, 3, 4, 5}, new byte[] {0})) {
      try (var peer = SocketChannel.open(address)) {
        peer.write(ByteBuffer.wrap(first));
        assertThat(isCutOff(peer)).isTrue();
      }
    }
  }

  @Test
  void manyWhoSayNothingDoNotKeepAWorkerOut() throws IOException {
    var pass = listener.expect(W1);
    var silent = new ArrayList<SocketChannel>();
    try {
      for (int i = 0; i < 100; i++) {
        silent.add(SocketChannel.open(UnixDomainSocketAddress.of(pass.socket())));
      }
      listener.admit(W1);
      say(open(W1, pass), W1);
      await().until(() -> heard.size() == 1);
      for (var peer : silent) {
        assertThat(isCutOff(peer)).isTrue();
      }
    } finally {
      for (var peer : silent) {
        peer.close();
      }
    }
  }

  @Test
  void aWorkerThatSpeaksForAnotherIsCutOff() throws IOException {
    listener.expect(W2);
    var line = open(W1, listener.expect(W1));
    listener.admit(W1);
    say(line, W2);
    await().until(() -> !ends.isEmpty() && !lineEnds.isEmpty());
    assertThat(ends).containsExactly("w1 refused: w1 speaks for w2");
    assertThat(heard).isEmpty();
  }

  @Test
  void aFrameThatIsNoMessageClosesTheChannelWithAReason() throws IOException {
    var pass = listener.expect(W1);
    listener.admit(W1);
    try (var channel =
        new DirectChannel(SocketChannel.open(UnixDomainSocketAddress.of(pass.socket())))) {
      channel.send(new Greeting(W1, pass.knock()).encode());
      assertThat(channel.first(Greeting.LARGEST, Duration.ofSeconds(10))).isNotEmpty();
      channel.send("no envelope".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      await().until(() -> !ends.isEmpty());
    }
    assertThat(ends).containsExactly("w1 refused: a frame's checksum is wrong");
    assertThat(listener.counters().read().refused()).isEqualTo(1);
  }

  @Test
  void theSocketLiesWhereNobodyElseCanEnterAndIsRemovedInTheEnd() throws IOException {
    var socket = listener.expect(W1).socket();
    assertThat(socket).startsWith(home).exists();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
        .isEqualTo("rwx------");
    listener.close();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void whereThePathIsTooLongForASocketItLiesAmongTheTemporaryFiles() throws IOException {
    var deep = Files.createDirectories(home.resolve("d".repeat(120)));
    try (var other = DirectListener.open(deep)) {
      var socket = other.expect(W1).socket();
      assertThat(socket.toString()).hasSizeLessThan(100);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
          .isEqualTo("rwx------");
      other.close();
      assertThat(socket.getParent()).doesNotExist();
    }
  }
}
