package dev.thresher.identity;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;

/**
 * A node's key and certificate in a file that only its owner can read: PEM blocks, the key, the
 * node's certificate, then that of the authority which signed it. Without the latter the
 * certificate is the cluster's only one, shared by all of its nodes.
 */
public final class IdentityFile {
  /** A key and two certificates are some 2 KB. */
  private static final int MOST_BYTES = 64 * 1024;

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private IdentityFile() {}

  /**
   * @param now a certificate that is not valid then is refused
   * @throws IOException if the file is not there, others can read it, or it holds no identity that
   *     is of any use; the message is for the user and tells nothing of the key
   */
  public static TlsIdentity read(Path file, Instant now) throws IOException {
    return read(text(file), file.toString(), now);
  }

  /**
   * Of the text of such a file, however it came here.
   *
   * @param where it came from, for messages
   */
  public static TlsIdentity read(String text, String where, Instant now) throws IOException {
    var contents = contents(text, where);
    if (contents.keys().size() != 1 || contents.certificates().isEmpty()) {
      throw new IOException(
          where
              + " holds "
              + contents.keys().size()
              + " private keys and "
              + contents.certificates().size()
              + " certificates; it should hold one key, the certificate of this host and that of"
              + " the cluster's authority, as 'thresher cert issue' writes them");
    }
    var own = contents.certificates().getFirst();
    var key = contents.keys().getFirst();
    requireValid(where, own, now);
    requireOwn(where, key, own);
    var authority = contents.certificates().stream().skip(1).findFirst();
    if (authority.isPresent()) {
      requireSigned(where, own, authority.get());
    }
    return new TlsIdentity(key, own, authority);
  }

  private static Pem.Contents contents(String text, String where) throws IOException {
    try {
      return Pem.read(text);
    } catch (GeneralSecurityException damaged) {
      throw notPem(where, damaged);
    }
  }

  private static IOException notPem(String where, Exception damaged) {
    return new IOException(
        where + " cannot be read as PEM: make it anew with 'thresher cert issue'", damaged);
  }

  /**
   * What such a file holds, to be handed to that host.
   *
   * @throws IOException as {@link #read(Path, Instant)} does; it is not looked into
   */
  public static String text(Path file) throws IOException {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException(file + " is too large for an identity");
      }
      requirePrivate(file);
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException missing) {
      throw new IOException(
          file
              + " does not exist; on the host of the cluster's authority 'thresher cert issue'"
              + " makes one for each host",
          missing);
    } catch (CharacterCodingException damaged) {
      throw notPem(file.toString(), damaged);
    }
  }

  /** As ssh does: a key that others can read is no secret any more. */
  static void requirePrivate(Path file) throws IOException {
    var store = Files.getFileStore(file);
    if (!store.supportsFileAttributeView("posix")) {
      return;
    }
    var others = EnumSet.noneOf(PosixFilePermission.class);
    others.addAll(Files.getPosixFilePermissions(file));
    others.removeAll(OWNERS);
    if (!others.isEmpty()) {
      throw new IOException(file + " can be read by others than its owner; say: chmod 600 " + file);
    }
  }

  private static void requireValid(String file, X509Certificate own, Instant now)
      throws IOException {
    if (now.isAfter(own.getNotAfter().toInstant())) {
      throw new IOException(
          "the certificate in "
              + file
              + " ended on "
              + date(own.getNotAfter().toInstant())
              + "; issue a new one with 'thresher cert issue'");
    }
    if (now.isBefore(own.getNotBefore().toInstant())) {
      throw new IOException(
          "the certificate in "
              + file
              + " begins on "
              + date(own.getNotBefore().toInstant())
              + ": the clock of this host is wrong, or that of the host which issued it");
    }
  }

  // The JDK does not say which public key belongs to a private one; a signature does.
  private static void requireOwn(String file, PrivateKey key, X509Certificate own)
      throws IOException {
    try {
      var signing = Signature.getInstance("SHA256withECDSA");
      signing.initSign(key);
      byte[] signature = signing.sign();
      signing.initVerify(own.getPublicKey());
      if (!signing.verify(signature)) {
        throw new SignatureException("it does not verify");
      }
    } catch (GeneralSecurityException foreign) {
      throw new IOException(
          "the key in " + file + " is not the key of the certificate beside it", foreign);
    }
  }

  private static void requireSigned(String file, X509Certificate own, X509Certificate authority)
      throws IOException {
    try {
      own.verify(authority.getPublicKey());
    } catch (GeneralSecurityException foreign) {
      throw new IOException(
          "the certificates in "
              + file
              + " do not belong together: the second did not sign the"
              + " first",
          foreign);
    }
  }

  private static String date(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  /**
   * @throws java.nio.file.FileAlreadyExistsException if the file is there: a key is never replaced
   *     by another one unasked
   */
  public static void write(Path file, TlsIdentity identity) throws IOException {
    var text = new StringBuilder(identity.privateKeyPem()).append(identity.certificatePem());
    identity.authority().map(Pem::of).ifPresent(text::append);
    writePrivate(file, text.toString());
  }

  static void writePrivate(Path file, String text) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel = Files.newByteChannel(file, options, ownerOnly);
        var out = Channels.newOutputStream(channel)) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
