package dev.thresher.cluster;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * The secret of a run: who holds the key belongs to the run, nobody else does. Made in memory for
 * each run and handed to worker processes over their standard input; never written to a file.
 */
public record TlsIdentity(PrivateKey privateKey, X509Certificate certificate) {
  private static final String KEY_LABEL = "PRIVATE KEY";
  private static final String CERTIFICATE_LABEL = "CERTIFICATE";

  /** Takes about 0.1 s in a cold JVM. */
  public static TlsIdentity generate() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var keys = generator.generateKeyPair();
      return new TlsIdentity(keys.getPrivate(), certificate(DerCertificate.selfSigned(keys)));
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
      var key = new PKCS8EncodedKeySpec(unpem(KEY_LABEL, privateKeyPem));
      return new TlsIdentity(
          KeyFactory.getInstance("EC").generatePrivate(key),
          certificate(unpem(CERTIFICATE_LABEL, certificatePem)));
    } catch (GeneralSecurityException wrong) {
      throw new IllegalArgumentException("the run's key or certificate cannot be read", wrong);
    }
  }

  public String privateKeyPem() {
    return pem(KEY_LABEL, privateKey.getEncoded());
  }

  public String certificatePem() {
    try {
      return pem(CERTIFICATE_LABEL, certificate.getEncoded());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
    var factory = CertificateFactory.getInstance("X.509");
    return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
  }

  private static String pem(String label, byte[] content) {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }

  private static byte[] unpem(String label, String pem) {
    var body =
        pem.strip()
            .replace("-----BEGIN " + label + "-----", "")
            .replace("-----END " + label + "-----", "");
    return Base64.getMimeDecoder().decode(body.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "TlsIdentity " + certificate.getSerialNumber().toString(16);
  }
}
