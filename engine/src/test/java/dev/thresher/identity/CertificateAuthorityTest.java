package dev.thresher.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir private Path home;

  private CertificateAuthority made(String directory) throws IOException {
    return CertificateAuthority.create(home.resolve(directory), "lab", YEAR);
  }

  @Test
  void whatItIssuesIsForOneHostAndIsSignedByIt() throws Exception {
    var authority = made("ca");
    var node = authority.issue("w1", List.of("10.0.0.7", "w1.lab", "fd00::7"), YEAR);
    node.certificate().verify(authority.certificate().getPublicKey());
    assertThat(node.certificate().getBasicConstraints()).isNegative();
    assertThat(node.authority()).contains(authority.certificate());
    var says = Certified.of(node);
    assertThat(says.name()).isEqualTo("w1");
    assertThat(says.authority()).isEqualTo("lab");
    assertThat(says.hosts()).containsExactly("10.0.0.7", "w1.lab", "fd00:0:0:0:0:0:0:7");
    assertThat(says.fingerprint()).hasSize(64);
  }

  @Test
  void anAuthorityMaySignNodesAndNoFurtherAuthority() throws IOException {
    var certificate = made("ca").certificate();
    assertThat(certificate.getBasicConstraints()).isZero();
  }

  @Test
  void itIsTheSameOneWhenItIsOpenedAgain() throws Exception {
    var authority = made("ca");
    var again = CertificateAuthority.open(home.resolve("ca"));
    var node = again.issue("w1", List.of("w1"), YEAR);
    node.certificate().verify(authority.certificate().getPublicKey());
  }

  @Test
  void itsKeyIsForItsOwnerAlone() throws IOException {
    made("ca");
    var key = home.resolve("ca/authority-key.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> CertificateAuthority.open(home.resolve("ca")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void noKeyStoreIsLeftBehind() throws IOException {
    var before = stores();
    made("ca").issue("w1", List.of("w1"), YEAR);
    assertThat(stores()).isEqualTo(before);
  }

  private static List<Path> stores() throws IOException {
    try (var entries =
        Files.newDirectoryStream(
            Path.of(System.getProperty("java.io.tmpdir")), "thresher-keys-*")) {
      var found = new java.util.ArrayList<Path>();
      entries.forEach(found::add);
      return found;
    }
  }

  @Test
  void anExistingOneIsNeverReplaced() throws IOException {
    made("ca");
    assertThatThrownBy(() -> made("ca")).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void namesThatMeanSomethingElseToACertificateAreRefused() throws IOException {
    var authority = made("ca");
    for (var name : List.of("", "a,O=b", "a b", "a=b", "é", "x".repeat(65))) {
      assertThatThrownBy(() -> authority.issue(name, List.of("w1"), YEAR))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + name + "'");
    }
    for (var host : List.of("", "a,dns:b", "*.lab", "a b")) {
      assertThatThrownBy(() -> authority.issue("w1", List.of(host), YEAR))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + host + "'");
    }
    assertThatThrownBy(() -> authority.issue("w1", List.of(), YEAR))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whereThereIsNoneItSaysHowToMakeOne() {
    assertThatThrownBy(() -> CertificateAuthority.open(home.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("thresher cert init --authority " + home.resolve("none"));
  }

  @Test
  void anIdentitySurvivesItsFile() throws IOException {
    var node = made("ca").issue("w1", List.of("w1"), YEAR);
    var file = home.resolve("w1.pem");
    IdentityFile.write(file, node);
    assertThat(IdentityFile.read(file, Instant.now())).isEqualTo(node);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> IdentityFile.write(file, node))
        .isInstanceOf(FileAlreadyExistsException.class);
  }
}
