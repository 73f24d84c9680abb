package dev.thresher.execute.bodies;

import dev.thresher.model.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells a file by its content. */
public final class FileDigest {
  private static final int BUFFER = 64 * 1024;

  private FileDigest() {}

  public static Bytes sha256(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var sha256 = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
      return Bytes.adopt(sha256.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError("every JDK has SHA-256", missing);
    }
  }
}
