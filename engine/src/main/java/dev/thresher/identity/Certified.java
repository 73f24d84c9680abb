package dev.thresher.identity;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * What a certificate says, for people.
 *
 * @param hosts names and addresses at which its holder may be met; empty if at any
 * @param authority the name of who signed it; its own if nobody else did
 * @param fingerprint SHA-256 of the certificate, in hexadecimal digits
 */
public record Certified(String name, List<String> hosts, String authority, String fingerprint) {
  public Certified {
    hosts = List.copyOf(hosts);
  }

  public static Certified of(TlsIdentity identity) {
    var certificate = identity.certificate();
    try {
      return new Certified(
          commonName(certificate.getSubjectX500Principal().getName()),
          hosts(certificate),
          commonName(certificate.getIssuerX500Principal().getName()),
          fingerprint(certificate));
    } catch (GeneralSecurityException unreadable) {
      throw new IllegalStateException("a certificate of ours cannot be read", unreadable);
    }
  }

  private static List<String> hosts(X509Certificate certificate) throws GeneralSecurityException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names == null
        ? List.of()
        : names.stream().map(name -> String.valueOf(name.get(1))).toList();
  }

  private static String commonName(String distinguished) {
    try {
      var name = new LdapName(distinguished);
      return String.valueOf(name.getRdn(name.size() - 1).getValue());
    } catch (InvalidNameException unusual) {
      return distinguished;
    }
  }

  private static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return HexFormat.of().formatHex(digest);
  }
}
