package dev.thresher.standing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** What shows that somebody may read this user's files: 256 random bits, in a file of mode 0600. */
public final class AccessToken {
  private static final int BYTES = 32;
  private static final int MOST_CHARACTERS = 128;

  private final String text;

  private AccessToken(String text) {
    this.text = text;
  }

  public static AccessToken generate() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new AccessToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Replaces the file. */
  public void write(Path file) throws IOException {
    var next = file.resolveSibling("." + file.getFileName() + ".next");
    Files.deleteIfExists(next);
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel = Files.newByteChannel(next, options, ownerOnly)) {
      channel.write(StandardCharsets.US_ASCII.encode(text + "\n"));
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * @throws IOException if there is none, or others could have read it
   */
  public static AccessToken read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is missing");
    }
    var permissions = Files.getPosixFilePermissions(file);
    if (!permissions.equals(PosixFilePermissions.fromString("rw-------"))) {
      throw new IOException(file + " can be read by others than its owner; say: chmod 600 " + file);
    }
    return new AccessToken(Files.readString(file, StandardCharsets.US_ASCII).strip());
  }

  /** Compared in a time that does not tell how much of it is right. */
  public boolean is(String claimed) {
    return claimed.length() <= MOST_CHARACTERS
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), claimed.getBytes(StandardCharsets.UTF_8));
  }

  /** What goes into a request's {@code Authorization}. */
  public String bearer() {
    return "Bearer " + text;
  }

  @Override
  public String toString() {
    return "a token";
  }
}
