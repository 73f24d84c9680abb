package dev.thresher.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A cluster's own authority, a directory with a key and a certificate: whoever shows a certificate
 * that it signed belongs to the cluster. The key is needed to issue certificates and for nothing
 * else, so the directory need not lie on any host of the cluster.
 */
public final class CertificateAuthority {
  private static final String KEY_FILE = "authority-key.pem";
  private static final String CERTIFICATE_FILE = "authority.pem";

  /** Letters that mean nothing special in a distinguished name or an alternative name. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1,253}");
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private final PrivateKey key;
  private final X509Certificate certificate;

  private CertificateAuthority(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /**
   * Makes one in a new directory that only its owner can enter. Takes about a second.
   *
   * @param name of the cluster, for people
   * @throws IllegalArgumentException if the name cannot be that of a certificate
   * @throws FileAlreadyExistsException if the directory is there
   * @throws IOException if it cannot be written
   */
  public static CertificateAuthority create(Path directory, String name, Duration validity)
      throws IOException {
    requireName(name);
    var made = Keytool.authority(name, validity);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectory(directory, ownerOnly);
    IdentityFile.writePrivate(directory.resolve(KEY_FILE), made.privateKeyPem());
    Files.writeString(directory.resolve(CERTIFICATE_FILE), made.certificatePem());
    return new CertificateAuthority(made.privateKey(), made.certificate());
  }

  /**
   * @throws IOException if there is none; the message is for the user
   */
  public static CertificateAuthority open(Path directory) throws IOException {
    try {
      IdentityFile.requirePrivate(directory.resolve(KEY_FILE));
      var key = Pem.read(text(directory, KEY_FILE)).keys().getFirst();
      var certificate = Pem.read(text(directory, CERTIFICATE_FILE)).certificates().getFirst();
      return new CertificateAuthority(key, certificate);
    } catch (NoSuchFileException missing) {
      throw new IOException(
          "there is no authority in "
              + directory
              + "; make one with 'thresher cert init --authority "
              + directory
              + "'",
          missing);
    } catch (GeneralSecurityException | NoSuchElementException damaged) {
      throw new IOException("the authority in " + directory + " is damaged", damaged);
    }
  }

  private static String text(Path directory, String file) throws IOException {
    return Files.readString(directory.resolve(file), StandardCharsets.US_ASCII);
  }

  /**
   * A key and a certificate for one host. Takes about a second.
   *
   * @param name of the node, for people
   * @param hosts the names and addresses by which other nodes connect to it, at least one: nobody
   *     is taken for it at any other
   * @throws IllegalArgumentException if a name cannot be that of a certificate; the message is for
   *     the user
   */
  public TlsIdentity issue(String name, List<String> hosts, Duration validity) throws IOException {
    requireName(name);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException(
          "a certificate is for one host: name it, by the name or address that others connect to");
    }
    hosts.forEach(CertificateAuthority::requireHost);
    var node =
        Keytool.node(
            new TlsIdentity(key, certificate),
            name,
            hosts.stream().map(CertificateAuthority::alternative).toList(),
            validity);
    return new TlsIdentity(node.privateKey(), node.certificate(), Optional.of(certificate));
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot be a name here: up to 64 letters, digits, '.', '_' and '-'");
    }
  }

  private static void requireHost(String host) {
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException("'" + host + "' is neither a host name nor an address");
    }
  }

  private static String alternative(String host) {
    return (ADDRESS.matcher(host).matches() ? "ip:" : "dns:") + host;
  }
}
