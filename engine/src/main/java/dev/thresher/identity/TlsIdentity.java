package dev.thresher.identity;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What a node shows of itself, and whom it lets in. That of a run is made in memory, trusts nobody
 * but whoever holds the same key, and is handed to worker processes over their standard input; it
 * is never written to a file. That of a host of a cluster comes from an {@link IdentityFile}.
 *
 * @param authority whose signature makes a peer one of ours; empty if a peer has to show this very
 *     certificate
 */
public record TlsIdentity(
    PrivateKey privateKey, X509Certificate certificate, Optional<X509Certificate> authority) {

  /** Trusts its own certificate and no other. */
  public TlsIdentity(PrivateKey privateKey, X509Certificate certificate) {
    this(privateKey, certificate, Optional.empty());
  }

  /** Takes about 0.1 s in a cold JVM. */
  public static TlsIdentity generate() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var keys = generator.generateKeyPair();
      return new TlsIdentity(keys.getPrivate(), Pem.certificate(DerCertificate.selfSigned(keys)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this JDK cannot make a P-256 key", missing);
    }
  }

  /**
   * @throws IllegalArgumentException if these are no key and certificate, without saying what they
   *     are
   */
  public static TlsIdentity ofPem(String privateKeyPem, String certificatePem) {
    try {
      var contents = Pem.read(privateKeyPem + certificatePem);
      return new TlsIdentity(contents.keys().getFirst(), contents.certificates().getFirst());
    } catch (GeneralSecurityException | NoSuchElementException wrong) {
      throw new IllegalArgumentException("the run's key or certificate cannot be read", wrong);
    }
  }

  public String privateKeyPem() {
    return Pem.of(privateKey);
  }

  public String certificatePem() {
    return Pem.of(certificate);
  }

  @Override
  public String toString() {
    return "TlsIdentity " + certificate.getSerialNumber().toString(16);
  }
}
