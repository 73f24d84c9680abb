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
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BootstrapCodecTest {
  private static final Bootstrap BOOTSTRAP =
      bootstrap(new Contact.ByCluster("the secret", "the certificate"));
  private static final Rendezvous RENDEZVOUS = new Rendezvous("pekko://t@127.0.0.1:1", "ref");
  private static final Farewell FAREWELL = new Farewell("end of run");

  private static Bootstrap bootstrap(Contact contact) {
    return new Bootstrap(
        new Incarnation(WorkerId.numbered(3), 2),
        new RunId("ep-1"),
        contact,
        Path.of("/run/logs/w3.log"),
        "INFO",
        Path.of("/run/logs/tasks"),
        Path.of("/run/blobs"),
        2,
        Duration.ofMillis(250),
        Duration.ofSeconds(30),
        Optional.of(Path.of("/run/files/s")));
  }

  @Test
  void aWorkerWithAChannelIsGivenItsPassAndNoKey() throws IOException {
    var pass = new DirectPass(Path.of("/run/channel/s"), token(), token());
    var bootstrap = bootstrap(new Contact.ByChannel(pass));
    var back = read(BootstrapCodec.encode(bootstrap));
    assertThat(back).isEqualTo(bootstrap);
    var other = new DirectPass(pass.socket(), pass.knock(), token());
    assertThat(back.contact()).isNotEqualTo(new Contact.ByChannel(other));
  }

  private static Token token() {
    return Token.random(new SecureRandom());
  }

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
