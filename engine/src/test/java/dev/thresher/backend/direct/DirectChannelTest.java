package dev.thresher.backend.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DirectChannelTest {
  private static final int MOST = 1 << 20;

  private DirectChannel here;
  private DirectChannel there;

  @BeforeEach
  void connect(@TempDir Path directory) throws IOException {
    var address = UnixDomainSocketAddress.of(directory.resolve("s"));
    try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
      here = new DirectChannel(SocketChannel.open(address));
      there = new DirectChannel(listening.accept());
    }
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  private static byte[] numbered(int number, int size) {
    return ByteBuffer.allocate(size).putInt(0, number).array();
  }

  private static List<Integer> received(DirectChannel channel, CompletableFuture<Exception> end) {
    var numbers = new CopyOnWriteArrayList<Integer>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            channel.serve(MOST, frame -> numbers.add(ByteBuffer.wrap(frame).getInt()));
          } catch (IOException | RuntimeException ended) {
            end.complete(ended);
          }
        });
    return numbers;
  }

  @Test
  void whatIsSentArrivesInOrderInBothDirectionsAndThenTheEnd() throws Exception {
    var endHere = new CompletableFuture<Exception>();
    var endThere = new CompletableFuture<Exception>();
    var backHere = received(here, endHere);
    var arrived = received(there, endThere);
    for (int i = 0; i < 1_000; i++) {
      here.send(numbered(i, 4 + i));
      there.send(numbered(i, 8));
    }
    await().untilAsserted(() -> assertThat(backHere).hasSize(1_000).isSorted());
    await().untilAsserted(() -> assertThat(arrived).hasSize(1_000).isSorted());
    here.close();
    assertThat(endThere.get()).isInstanceOf(IOException.class);
    assertThat(endHere.get()).isInstanceOf(IOException.class);
  }

  /** More than the socket holds, and nobody reads: the sender must not wait, as it is an actor. */
  @Test
  void aSenderNeverWaitsForWhoDoesNotReadAndNothingIsLostMeanwhile() {
    received(here, new CompletableFuture<>());
    int frames = 20;
    for (int i = 0; i < frames; i++) {
      here.send(numbered(i, MOST));
    }
    var arrived = received(there, new CompletableFuture<>());
    await().untilAsserted(() -> assertThat(arrived).hasSize(frames).isSorted());
  }

  @Test
  void whatIsSentToSomebodyWhoNeverReadsIsLostInTheEndAndFillsNoMemory() {
    received(here, new CompletableFuture<>());
    int most = (int) (DirectChannel.MOST_WAITING_BYTES >> 20) + 2;
    for (int i = 0; i < 3 * most; i++) {
      here.send(numbered(i, MOST));
    }
    var arrived = received(there, new CompletableFuture<>());
    await().untilAsserted(() -> assertThat(arrived).hasSizeGreaterThan(most - 4));
    await()
        .during(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(arrived).hasSizeLessThan(most + 4).isSorted());
  }

  @Test
  void theEndOfAnOrderlyPeerIsTheEndOfTheStream() throws Exception {
    var end = new CompletableFuture<Exception>();
    received(there, end);
    here.close();
    assertThat(end.get()).isInstanceOf(EOFException.class);
    there.send(numbered(1, 4));
  }

  @Test
  void aFirstFrameThatDoesNotComeInTimeIsNotWaitedForAnyLonger() {
    there.send(new byte[] {1});
    assertThatThrownBy(
            () -> {
              assertThat(here.first(256, Duration.ofSeconds(5))).containsExactly(1);
              here.first(256, Duration.ofMillis(100));
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("within 100 ms");
  }
}
