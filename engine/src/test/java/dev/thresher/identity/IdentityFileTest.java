package dev.thresher.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFileTest {
  @TempDir private Path home;
  private Path file = Path.of("");

  @BeforeEach
  void place() {
    file = home.resolve("node.pem");
  }

  private void holds(String text) throws IOException {
    IdentityFile.writePrivate(file, text);
  }

  private void assertRefused(String part) {
    assertRefused(part, Instant.now());
  }

  private void assertRefused(String part, Instant now) {
    assertThatThrownBy(() -> IdentityFile.read(file, now))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(part);
  }

  @Test
  void oneKeyWithItsOwnCertificateTrustsNobodyElse() throws IOException {
    var shared = TlsIdentity.generate();
    IdentityFile.write(file, shared);
    assertThat(IdentityFile.read(file, Instant.now())).isEqualTo(shared);
    assertThat(shared.authority()).isEmpty();
  }

  @Test
  void aMissingFileNamesTheCommandThatMakesIt() {
    assertRefused("thresher cert issue");
  }

  @Test
  void aKeyThatOthersCanReadIsRefused() throws IOException {
    IdentityFile.write(file, TlsIdentity.generate());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertRefused("chmod 600");
  }

  @Test
  void whatIsNoIdentityIsRefusedWithoutItsContents() throws IOException {
    holds("my secret words");
    assertThatThrownBy(() -> IdentityFile.read(file, Instant.now()))
        .hasMessageContaining("0 private keys")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aDamagedKeyIsRefused() throws IOException {
    var whole = TlsIdentity.generate();
    holds(whole.privateKeyPem().replaceFirst("\n.{8}", "\nAAAAAAAA") + whole.certificatePem());
    assertRefused("cannot be read as PEM");
  }

  @Test
  void anotherKindOfKeyIsRefused() throws IOException {
    holds("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
    assertRefused("cannot be read as PEM");
  }

  @Test
  void aCertificateIsOfNoUseBeforeItBeginsOrAfterItHasEnded() throws IOException {
    var days = Duration.ofDays(10);
    var authority = CertificateAuthority.create(home.resolve("ca"), "lab", days);
    IdentityFile.write(file, authority.issue("w1", List.of("w1"), days));
    assertThat(IdentityFile.read(file, Instant.now()).authority()).isPresent();
    assertRefused("ended on", Instant.now().plus(Duration.ofDays(12)));
    assertRefused("clock", Instant.now().minus(Duration.ofDays(3)));
  }

  @Test
  void certificatesThatDoNotBelongTogetherAreRefused() throws IOException {
    var node = TlsIdentity.generate();
    holds(node.privateKeyPem() + node.certificatePem() + TlsIdentity.generate().certificatePem());
    assertRefused("do not belong together");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws IOException {
    holds(TlsIdentity.generate().privateKeyPem() + TlsIdentity.generate().certificatePem());
    assertRefused("not the key of");
  }
}
