package dev.thresher.process;

import static dev.thresher.process.FleetUnderTest.first;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.attack.ListeningPorts;
import dev.thresher.backend.WorkerExit;
import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker process that speaks by a channel of its own. */
class DirectFleetTest {
  private static final Incarnation W1 = first(1);

  @TempDir Path directory;

  @Test
  void aProcessRegistersAndAnswersByItsChannelAloneAndItsDeathIsSeen() throws Exception {
    try (var fleet = FleetUnderTest.direct(directory, 1)) {
      long pid = fleet.awaitReply(W1, Reply.Register.class).pid();
      assertThat(pid).isEqualTo(fleet.pid(W1));
      fleet.ask(W1, new Request.Beat(1, 7));
      fleet.awaitReply(W1, Reply.Beating.class);
      var byChannel = fleet.channels.orElseThrow().counters().read();
      assertThat(byChannel.envelopesReceived()).isGreaterThanOrEqualTo(2);
      assertThat(byChannel.envelopesSent()).isGreaterThanOrEqualTo(2);
      assertThat(byChannel.refused()).isZero();
      assertThat(ListeningPorts.of(pid)).isEmpty();

      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      assertThat(fleet.awaitExit(W1).cause()).isEqualTo(new WorkerExit.Signalled(9));
    }
    assertThat(directory.resolve("channel")).doesNotExist();
  }

  /** As if what the coordinator had received were no message. */
  @Test
  void aWorkerWhoseChannelIsClosedEndsByItself() throws Exception {
    try (var fleet = FleetUnderTest.direct(directory, 1)) {
      fleet.awaitReply(W1, Reply.Register.class);
      var process = ProcessHandle.of(fleet.pid(W1)).orElseThrow();
      fleet.channels.orElseThrow().forget(W1);
      process.onExit().get(5, TimeUnit.SECONDS);
      assertThat(fleet.awaitExit(W1).uptime()).isGreaterThan(Duration.ZERO);
      assertThat(Files.readString(fleet.file(W1, ".log"))).contains("the channel", "has ended");
    }
  }
}
