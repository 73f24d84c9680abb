package dev.thresher.codec;

import dev.thresher.model.Bytes;
import dev.thresher.model.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Large payloads as files, one each, in a directory that only this user can enter. What a peer says
 * of a blob is believed only if it holds: place, kind of file, length and digest.
 */
final class BlobDirectory {
  private static final String PREFIX = "blob-";

  private final Path directory;
  private final boolean keep;

  /**
   * @param keep whether blobs stay when they have been read
   */
  BlobDirectory(Path directory, boolean keep) {
    this.directory = directory.toAbsolutePath().normalize();
    this.keep = keep;
  }

  /** The same blob, if the directory has been moved since it was written. */
  Payload.Blob here(Payload.Blob blob) {
    var name = Path.of(blob.location()).getFileName();
    return new Payload.Blob(
        blob.type(), blob.sha256(), blob.length(), directory.resolve("" + name).toString());
  }

  /** The file is new, random in name and mode 0600. */
  Payload.Blob write(String type, Bytes content) throws IOException {
    if (content.length() > WireLimits.BLOB_BYTES) {
      throw new UnencodableException(
          "a payload of " + content.length() + " bytes is above " + WireLimits.BLOB_BYTES);
    }
    // createTempFile makes the file with mode 0600 and never opens one that is there.
    var file = Files.createTempFile(directory, PREFIX, ".bin");
    try {
      fill(file, content);
    } catch (IOException full) {
      Files.deleteIfExists(file);
      throw full;
    }
    return new Payload.Blob(type, sha256(content), content.length(), file.toString());
  }

  private static void fill(Path file, Bytes content) throws IOException {
    try (var out =
        Files.newByteChannel(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      var rest = content.asReadOnlyBuffer();
      while (rest.hasRemaining()) {
        out.write(rest);
      }
    }
  }

  Bytes read(Payload.Blob blob) throws IOException {
    var file = fileOf(blob);
    var attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Check.that(attributes.isRegularFile(), "a blob is no plain file");
    Check.that(blob.length() <= WireLimits.BLOB_BYTES, "a blob is larger than allowed");
    Check.that(
        attributes.size() == blob.length(),
        "a blob has " + attributes.size() + " bytes instead of " + blob.length());
    var content = readExactly(file, (int) blob.length());
    Check.that(sha256(content).equals(blob.sha256()), "a blob's digest is wrong");
    return content;
  }

  void delete(Payload.Blob blob) throws IOException {
    var file = fileOf(blob);
    if (!keep) {
      Files.deleteIfExists(file);
    }
  }

  private static Bytes readExactly(Path file, int length) throws IOException {
    try (var in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = in.readNBytes(length);
      Check.that(content.length == length && in.read() < 0, "a blob changed while it was read");
      return Bytes.adopt(content);
    }
  }

  /**
   * @throws MalformedFrameException if it does not lie here
   */
  Path fileOf(Payload.Blob blob) {
    if (blob.location().indexOf('\0') >= 0) {
      throw new MalformedFrameException("a blob's location is no path");
    }
    var file = Path.of(blob.location());
    boolean inside =
        file.equals(file.normalize())
            && directory.equals(file.getParent())
            && file.getFileName().toString().startsWith(PREFIX);
    Check.that(inside, "a blob lies outside of the run's blob directory");
    return file;
  }

  static Bytes sha256(Bytes content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(content.asReadOnlyBuffer());
      return Bytes.adopt(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
