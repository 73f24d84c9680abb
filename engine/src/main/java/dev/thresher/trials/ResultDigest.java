package dev.thresher.trials;

import dev.thresher.model.JsonText;
import dev.thresher.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** Checksums of what a run gives: its result and the files that it published. */
final class ResultDigest {
  private ResultDigest() {}

  /** Of both together, names of files included. */
  static String of(Value result, SortedMap<String, String> files) {
    var sha256 = sha256();
    sha256.update(bytes(JsonText.of(result)));
    files.forEach((name, checksum) -> sha256.update(bytes("\0" + name + "\0" + checksum)));
    return text(sha256);
  }

  /** Of the result alone. */
  static String of(Value result) {
    return of(result, Collections.emptySortedMap());
  }

  /**
   * Of each file, by its path from the directory on.
   *
   * @param outputs directory below which the files lie; may be missing
   */
  static SortedMap<String, String> files(Path outputs) throws IOException {
    var files = new TreeMap<String, String>();
    if (Files.isDirectory(outputs)) {
      try (var all = Files.walk(outputs)) {
        for (var file : all.filter(Files::isRegularFile).toList()) {
          files.put(outputs.relativize(file).toString(), of(file));
        }
      }
    }
    return files;
  }

  private static String of(Path file) throws IOException {
    var sha256 = sha256();
    try (InputStream in = Files.newInputStream(file);
        var digest = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
      in.transferTo(digest);
    }
    return text(sha256);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(MessageDigest sha256) {
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError("every JDK has SHA-256", missing);
    }
  }
}
