package dev.thresher.runtime.recorded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of one thing or several in turn. */
final class Digests {
  private static final int BUFFER = 1 << 16;

  private Digests() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  static byte[] of(String text) {
    return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] of(InputStream content) throws IOException {
    var digest = sha256();
    var buffer = new byte[BUFFER];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    return digest.digest();
  }

  /** With its length, so that two things in a row are not taken for another two. */
  static void add(MessageDigest digest, byte[] content) {
    digest.update((content.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(content);
  }

  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
