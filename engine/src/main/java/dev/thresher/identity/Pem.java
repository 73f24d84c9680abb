package dev.thresher.identity;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Keys and certificates as text, RFC 7468. */
final class Pem {
  private static final String KEY = "PRIVATE KEY";
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  /**
   * What one text holds.
   *
   * @param keys on the curve P-256, PKCS #8
   * @param certificates in the order of the text
   */
  record Contents(List<PrivateKey> keys, List<X509Certificate> certificates) {
    Contents {
      keys = List.copyOf(keys);
      certificates = List.copyOf(certificates);
    }
  }

  private Pem() {}

  static String of(PrivateKey key) {
    return block(KEY, key.getEncoded());
  }

  static String of(X509Certificate certificate) {
    try {
      return block(CERTIFICATE, certificate.getEncoded());
    } catch (CertificateException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String block(String label, byte[] content) {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }

  /**
   * What stands between the blocks is not looked at.
   *
   * @throws GeneralSecurityException if a block is something else, or damaged
   */
  static Contents read(String text) throws GeneralSecurityException {
    var keys = new ArrayList<PrivateKey>();
    var certificates = new ArrayList<X509Certificate>();
    var blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      byte[] content = content(blocks.group(2));
      switch (blocks.group(1)) {
        case KEY ->
            keys.add(
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(content)));
        case CERTIFICATE -> certificates.add(certificate(content));
        default -> throw new CertificateException("a block of kind " + blocks.group(1));
      }
    }
    return new Contents(keys, certificates);
  }

  private static byte[] content(String body) throws CertificateException {
    try {
      return Base64.getMimeDecoder().decode(body.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException damaged) {
      throw new CertificateException("a block that is not base64", damaged);
    }
  }

  static X509Certificate certificate(byte[] der) throws CertificateException {
    var factory = CertificateFactory.getInstance("X.509");
    return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
  }
}
