package dev.thresher.trials;

import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One checksum of everything that a run gives: its result and the files that it published. */
final class ResultDigest {
  private ResultDigest() {}

  /**
   * @param outputs directory below which the files lie, each with its name and content; may be
   *     missing
   */
  static String of(Value result, Path outputs) throws IOException {
    var sha256 = begun(result);
    if (Files.isDirectory(outputs)) {
      try (var all = Files.walk(outputs)) {
        for (var file : all.filter(Files::isRegularFile).sorted().toList()) {
          add(outputs.relativize(file).toString(), file, sha256);
        }
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** Of the result alone. */
  static String of(Value result) {
    return HexFormat.of().formatHex(begun(result).digest());
  }

  private static MessageDigest begun(Value result) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(JsonText.of(result).getBytes(StandardCharsets.UTF_8));
      return sha256;
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError("every JDK has SHA-256", missing);
    }
  }

  private static void add(String name, Path file, MessageDigest sha256) throws IOException {
    sha256.update((byte) 0);
    sha256.update(name.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
    try (InputStream in = Files.newInputStream(file);
        var digest = new DigestOutputStream(java.io.OutputStream.nullOutputStream(), sha256)) {
      in.transferTo(digest);
    }
  }
}
