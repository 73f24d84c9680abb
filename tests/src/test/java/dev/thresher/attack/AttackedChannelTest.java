package dev.thresher.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.thresher.backend.direct.DirectLine;
import dev.thresher.codec.DirectPass;
import dev.thresher.codec.Token;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings.Transport;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunEnd;
import dev.thresher.model.RunEvent;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.model.WorkerId;
import dev.thresher.scenario.Runs;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Peers of the same user, without a token, at the socket of a run's channels. */
@Timeout(120)
class AttackedChannelTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int TASKS = 800;
  private static final int MILLIS = 30;
  private static final int FRAME_BYTES = 64 << 20;
  // No more than are looked at and may wait: whoever comes then has to wait for one of them to be
  // cut off.
  private static final int HALF_OPEN = 100;
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path directory;

  @Tag("slow")
  @Test
  void nothingThatComesToItsSocketChangesARun() throws Exception {
    var given = Fields.of("millis", Value.of(MILLIS)).with("tasks", Value.of(TASKS));
    var settings = Runs.settings().withTransport(Transport.DIRECT);
    var run =
        Runs.start(
            Runs.divided("sleep", given),
            BackendKind.PROCESSES,
            2,
            directory.resolve("run"),
            settings);
    await().atMost(LONG).until(() -> run.completed() > 0);
    var socket = directory.resolve("run/channel/s");
    assertThat(socket).exists();
    var open = new ArrayList<SocketChannel>();
    long before = Heap.own();
    try {
      forge(socket);
      flood(socket);
      for (int i = 0; i < HALF_OPEN; i++) {
        open.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
      }
      assertThat(Heap.own() - before).isLessThan(32);
      assertThat(run.isOver()).as("the run was over before the attack was").isFalse();
      var end = run.await();
      assertThat(end.end().end()).as(end.end().detail()).isEqualTo(RunEnd.COMPLETED);
      assertThat(end.end().result()).isEqualTo(Fields.of("slept", Value.of(TASKS * MILLIS)));
      assertThat(run.all(RunEvent.TaskRetried.class)).isEmpty();
      assertThat(run.all(RunEvent.WorkerUp.class)).hasSize(2);
    } finally {
      for (var peer : open) {
        peer.close();
      }
    }
    assertThat(socket).doesNotExist();
  }

  /** Under the names of the workers, of one to come, and of none. */
  private static void forge(Path socket) {
    var names =
        List.of(
            new Incarnation(WorkerId.numbered(1), 1),
            new Incarnation(WorkerId.numbered(1), 2),
            new Incarnation(WorkerId.numbered(99), 1));
    for (var name : names) {
      var pass = new DirectPass(socket, Token.random(RANDOM), Token.random(RANDOM));
      assertThatThrownBy(() -> DirectLine.open(name, pass)).isInstanceOf(IOException.class);
    }
  }

  private static void flood(Path socket) throws IOException {
    try (var peer = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      var claim = ByteBuffer.allocate(4).putInt(0, Integer.MAX_VALUE);
      assertThatThrownBy(
              () -> {
                peer.write(claim);
                var piece = ByteBuffer.allocate(1 << 16);
                for (int sent = 0; sent < FRAME_BYTES; sent += piece.capacity()) {
                  peer.write(piece.clear());
                }
              })
          .isInstanceOf(IOException.class);
    }
  }
}
