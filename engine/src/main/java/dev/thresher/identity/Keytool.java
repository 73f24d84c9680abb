package dev.thresher.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes certificates with the JDK's own program for it, as the JDK has no public classes that do.
 * Keys lie in a key store with a password of its own, in a directory that only this user can enter,
 * and for as long as the program takes.
 */
final class Keytool {
  private static final String AUTHORITY = "authority";
  private static final String NODE = "node";
  private static final String PASSWORD = "THRESHER_STORE_PASSWORD";
  private static final int PASSWORD_BYTES = 24;
  private static final Duration AT_MOST = Duration.ofMinutes(1);

  /** Clocks of hosts differ a little, and zones are set wrongly now and then. */
  private static final String SINCE_YESTERDAY = "-1d";

  private final Path store;
  private final String password;

  private Keytool(Path store, String password) {
    this.store = store;
    this.password = password;
  }

  private interface Work {
    TlsIdentity in(Keytool keytool) throws IOException, GeneralSecurityException;
  }

  /** A certificate that may sign those of nodes, and no further authority. */
  static TlsIdentity authority(String name, Duration validity) throws IOException {
    return inNewStore(keytool -> {
      keytool.generate(
          AUTHORITY,
          name,
          validity,
          List.of("bc:critical=ca:true,pathlen:0", "ku:critical=keyCertSign,cRLSign"));
      return keytool.read(AUTHORITY);
    });
  }

  /**
   * @param alternatives {@code dns:NAME} or {@code ip:ADDRESS} each
   */
  static TlsIdentity node(
      TlsIdentity authority, String name, List<String> alternatives, Duration validity)
      throws IOException {
    return inNewStore(keytool -> {
      keytool.put(AUTHORITY, authority);
      keytool.generate(
          NODE,
          name,
          validity,
          List.of(
              "san=" + String.join(",", alternatives),
              "ku:critical=digitalSignature",
              "eku=serverAuth,clientAuth"),
          "-signer",
          AUTHORITY);
      return keytool.read(NODE);
    });
  }

  private static TlsIdentity inNewStore(Work work) throws IOException {
    var directory = Files.createTempDirectory("thresher-keys-");
    var store = directory.resolve("store");
    try {
      byte[] secret = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(secret);
      return work.in(new Keytool(store, HexFormat.of().formatHex(secret)));
    } catch (GeneralSecurityException broken) {
      throw new IOException("the certificate cannot be made: " + broken.getMessage(), broken);
    } finally {
      Files.deleteIfExists(store);
      Files.delete(directory);
    }
  }

  private void generate(
      String alias, String name, Duration validity, List<String> extensions, String... more)
      throws IOException {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    words.addAll(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + name));
    words.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-sigalg", "SHA256withECDSA"));
    words.addAll(
        List.of("-startdate", SINCE_YESTERDAY, "-validity", String.valueOf(1 + validity.toDays())));
    extensions.forEach(extension -> words.addAll(List.of("-ext", extension)));
    words.addAll(List.of(more));
    words.addAll(
        List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass:env", PASSWORD));
    run(words);
  }

  private void run(List<String> words) throws IOException {
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put(PASSWORD, password);
    var process = builder.start();
    process.getOutputStream().close();
    try (var output = process.getInputStream()) {
      var said = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(AT_MOST.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("the JDK's keytool cannot make the certificate: " + said);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stop);
    } finally {
      process.destroyForcibly();
    }
  }

  private void put(String alias, TlsIdentity identity)
      throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        alias,
        identity.privateKey(),
        password.toCharArray(),
        new Certificate[] {identity.certificate()});
    try (OutputStream out = Files.newOutputStream(store)) {
      keys.store(out, password.toCharArray());
    }
  }

  private TlsIdentity read(String alias) throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password.toCharArray());
    }
    return new TlsIdentity(
        (PrivateKey) keys.getKey(alias, password.toCharArray()),
        (X509Certificate) keys.getCertificate(alias));
  }
}
