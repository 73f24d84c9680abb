package dev.thresher.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import org.junit.jupiter.api.Test;

class TlsIdentityTest {
  @Test
  void theCertificateIsSoundAndSignedByItsOwnKey() throws GeneralSecurityException {
    var identity = TlsIdentity.generate();
    var certificate = identity.certificate();
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity();
    assertThat(certificate.getVersion()).isEqualTo(3);
    assertThat(
            ((ECPublicKey) certificate.getPublicKey())
                .getParams()
                .getCurve()
                .getField()
                .getFieldSize())
        .isEqualTo(256);
  }

  @Test
  void keyAndCertificateSurviveTheWayThroughText() {
    var identity = TlsIdentity.generate();
    assertThat(TlsIdentity.ofPem(identity.privateKeyPem(), identity.certificatePem()))
        .isEqualTo(identity);
  }

  @Test
  void noTwoRunsShareAKey() {
    var one = TlsIdentity.generate();
    var other = TlsIdentity.generate();
    assertThat(one.certificate()).isNotEqualTo(other.certificate());
    assertThat(one.certificate().getSerialNumber())
        .isNotEqualTo(other.certificate().getSerialNumber());
  }

  @Test
  void noTextOfItHoldsTheKey() {
    var identity = TlsIdentity.generate();
    assertThat(identity.toString()).hasSizeLessThan(60);
    assertThatThrownBy(() -> TlsIdentity.ofPem("the secret", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }
}
