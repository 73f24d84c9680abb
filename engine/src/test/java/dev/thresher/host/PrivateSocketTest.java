package dev.thresher.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateSocketTest {
  @TempDir Path place;

  private ServerSocketChannel listen(String name) throws IOException {
    var directory = Files.createDirectory(place.resolve(name));
    var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return listening.bind(UnixDomainSocketAddress.of(directory.resolve("s")));
  }

  private static Instant later() {
    return Instant.now().plus(Duration.ofMinutes(5));
  }

  @Test
  void onlyThoseAtWhichNobodyListensAreAbandoned() throws IOException {
    listen("thresher-channel-dead").close(); // what a killed process leaves: its file
    Files.createDirectory(place.resolve("thresher-channel-half-made"));
    listen("another-programs").close();
    try (var _ = listen("thresher-channel-alive")) {
      assertThat(PrivateSocket.abandoned(place, later()))
          .extracting(found -> found.getFileName().toString())
          .containsExactlyInAnyOrder("thresher-channel-dead", "thresher-channel-half-made");
      assertThat(PrivateSocket.abandoned(place, Instant.now())).as("too new").isEmpty();
    }
    assertThat(place.resolve("thresher-channel-dead/s")).exists();
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    listen("dead").close();
    Files.createSymbolicLink(place.resolve("thresher-channel-link"), place.resolve("dead"));
    assertThat(PrivateSocket.abandoned(place, later())).isEmpty();
  }

  @Test
  void aSocketWhosePathIsTooLongTidiesUpWhatKilledProcessesLeft() throws IOException {
    var temporary = Files.createTempDirectory("thresher-channel-");
    try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(temporary.resolve("s")));
    }
    var old = Instant.now().minus(Duration.ofMinutes(5));
    Files.setLastModifiedTime(temporary, FileTime.from(old));
    var home = Files.createDirectories(place.resolve("long".repeat(25)));
    try (var listening = PrivateSocket.listen(home)) {
      var socket = ((UnixDomainSocketAddress) listening.getLocalAddress()).getPath();
      var directory = Objects.requireNonNull(socket.getParent());
      assertThat(directory.getFileName().toString()).startsWith("thresher-channel-");
      assertThat(temporary).doesNotExist();
      PrivateSocket.remove(socket);
      assertThat(directory).doesNotExist();
    }
  }
}
