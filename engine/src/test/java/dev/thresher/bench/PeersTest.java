package dev.thresher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.bench.Peers.Start;
import dev.thresher.model.BackendKind;
import dev.thresher.model.EngineSettings.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {
  @TempDir Path directory;

  private Path script(String name, String text) throws IOException {
    var file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  /** Answers as long as it is asked, and leaves a note of its end. */
  private Path peer(String answer) throws IOException {
    return script(
        "peer",
        """
        echo ready
        while read -r line; do echo "%s"; done
        echo over >'%s'
        """
            .formatted(answer, directory.resolve("end")));
  }

  private Path knowing(Path peer) throws IOException {
    return script("peers", "[ \"$1 $2\" = 'command hazelcast' ] && [ -d \"$3\" ] && echo " + peer);
  }

  private static String missing(Yardstick peer, Optional<Path> program) throws Exception {
    var backends = List.of(BackendKind.PROCESSES);
    try (var parties = new Parties(backends, Transport.DIRECT, new Peers(program))) {
      return parties.missing(peer);
    }
  }

  @Test
  void aPeerThatNobodyAskedForIsMissingByTheOptionThatAsks() throws Exception {
    assertThat(missing(Yardstick.HAZELCAST, Optional.empty()))
        .isEqualTo("needs Hazelcast: --peers docs/benchmarks/peers.py");
  }

  @Test
  void aPeerThatIsNotInstalledIsMissingByWhatInstallsIt() throws Exception {
    var program = script("peers", "echo apt-get install python3-distributed; exit 1");
    assertThat(missing(Yardstick.DASK, Optional.of(program)))
        .isEqualTo("needs Dask: apt-get install python3-distributed");
  }

  @Test
  void aProgramThatKnowsNothingIsNamed() throws Exception {
    var program = script("peers", "exit 3");
    assertThat(missing(Yardstick.DASK, Optional.of(program)))
        .isEqualTo("needs Dask: " + program + " cannot tell how to start it");
  }

  @Test
  void aPeerIsStartedAskedAndEnded() throws Exception {
    var peer = peer("ok 42");
    try (var peers = new Peers(Optional.of(knowing(peer)))) {
      var start = peers.start(Yardstick.HAZELCAST);
      assertThat(start).isEqualTo(new Start.By(List.of(peer.toString())));
      try (var program = PeerProgram.start(Yardstick.HAZELCAST, ((Start.By) start).command())) {
        assertThat(program.futures(100, 10)).isEqualTo(42);
        assertThat(program.first()).isEqualTo(42);
        assertThat(directory.resolve("end")).doesNotExist();
      }
      assertThat(directory.resolve("end")).exists();
    }
  }

  @Test
  void aPeerWithAWrongResultSpoilsTheRun() throws Exception {
    var command = List.of(peer("wrong").toString());
    try (var program = PeerProgram.start(Yardstick.HAZELCAST, command)) {
      assertThatThrownBy(program::first)
          .isInstanceOf(WrongResults.class)
          .hasMessage("Hazelcast, asked for first: wrong");
    }
  }

  @Test
  void aPeerThatDoesNotStartIsNamed() throws Exception {
    var command = List.of(script("peer", "exit 1").toString());
    assertThatThrownBy(() -> PeerProgram.start(Yardstick.DASK, command))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Dask did not start: ");
  }
}
