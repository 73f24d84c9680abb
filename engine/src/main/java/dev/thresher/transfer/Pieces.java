package dev.thresher.transfer;

import dev.thresher.model.Bytes;
import dev.thresher.model.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** How a file is divided for its way, and read for it. */
public final class Pieces {
  /** What goes in one message. A beat that is sent meanwhile waits behind a few of these. */
  public static final int BYTES = 128 * 1024;

  private static final int BUFFER = 64 * 1024;

  private Pieces() {}

  /** How many bytes the piece has that begins there. */
  static int lengthAt(long offset, Content content) {
    return (int) Math.min(BYTES, content.length() - offset);
  }

  /**
   * @param offset a multiple of {@link #BYTES}, within the content
   * @throws IOException if the file cannot be read, or is shorter by now
   */
  public static Bytes read(Path file, Content content, long offset) throws IOException {
    if (offset < 0 || offset % BYTES != 0 || offset >= content.length()) {
      throw new TransferException("no piece begins at " + offset + " of " + content);
    }
    var piece = new byte[lengthAt(offset, content)];
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(offset);
      in.readFully(piece);
    }
    return Bytes.adopt(piece);
  }

  /** What is in the file now. */
  public static Content contentOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      var sha256 = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[BUFFER];
      long length = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
        length += read;
      }
      return new Content(Bytes.adopt(sha256.digest()), length);
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError("every JDK has SHA-256", missing);
    }
  }
}
