package dev.thresher.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import dev.thresher.model.WorkerId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BootstrapCodecTest {
  private static final Bootstrap BOOTSTRAP =
      new Bootstrap(
          new Incarnation(WorkerId.numbered(3), 2),
          new RunId("ep-1"),
          "the secret",
          "the certificate",
          Path.of("/run/logs/w3.log"),
          "INFO",
          Path.of("/run/logs/tasks"),
          Path.of("/run/blobs"),
          2,
          Duration.ofMillis(250),
          Duration.ofSeconds(30));
  private static final Rendezvous RENDEZVOUS = new Rendezvous("pekko://t@127.0.0.1:1", "ref");
  private static final Farewell FAREWELL = new Farewell("end of run");

  @Test
  void messagesAreReadOneAfterTheOtherAndNotAByteMore() throws IOException {
    byte[] first = BootstrapCodec.encode(BOOTSTRAP);
    byte[] second = BootstrapCodec.encode(RENDEZVOUS);
    byte[] third = BootstrapCodec.encode(FAREWELL);
    var all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(second);
    all.writeBytes(third);
    all.write('x');
    var in = new ByteArrayInputStream(all.toByteArray());
    assertThat(BootstrapCodec.readBootstrap(in)).isEqualTo(BOOTSTRAP);
    assertThat(BootstrapCodec.readRendezvous(in)).isEqualTo(RENDEZVOUS);
    assertThat(BootstrapCodec.readFarewell(in)).isEqualTo(FAREWELL);
    assertThat(in.available()).isEqualTo(1);
  }

  @Test
  void anEndedStreamIsToldApartFromADamagedOne() {
    assertThatThrownBy(() -> read(new byte[0])).isInstanceOf(EOFException.class);
    byte[] whole = BootstrapCodec.encode(BOOTSTRAP);
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 1)))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> read(new byte[] {1, 8})).isInstanceOf(MalformedFrameException.class);
    assertThatThrownBy(() -> read(new byte[] {0})).isInstanceOf(MalformedFrameException.class);
  }

  private static Bootstrap read(byte[] bytes) throws IOException {
    return BootstrapCodec.readBootstrap(new ByteArrayInputStream(bytes));
  }

  @Test
  void theSecretIsInNoText() {
    assertThat(BOOTSTRAP.toString()).doesNotContain("secret");
  }
}
