package dev.thresher.transfer;

import dev.thresher.model.Bytes;
import dev.thresher.model.Content;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * One file on its way in. It asks for a few pieces at a time, again for those that do not come, and
 * writes only what it has asked for: whoever sends more, other or longer pieces fills no disk by
 * it. Messages may be lost or come twice. Used by one thread.
 */
public final class Intake implements AutoCloseable {
  /** Pieces that are asked for and have not come: what is on its way at once. */
  static final int WINDOW = 4;

  /** After so long a piece is asked for again. */
  static final Duration AGAIN = Duration.ofSeconds(3);

  private final Content content;
  private final Path file;
  private final RandomAccessFile out;

  /** When each piece was asked for that has not come, by its offset. */
  private final TreeMap<Long, Long> asked = new TreeMap<>();

  private long next;

  private Intake(Content content, Path file, RandomAccessFile out) {
    this.content = content;
    this.file = file;
    this.out = out;
  }

  /**
   * @param file is made, and must not be there
   */
  public static Intake into(Path file, Content content) throws IOException {
    Files.createFile(file);
    return new Intake(content, file, new RandomAccessFile(file.toFile(), "rw"));
  }

  public Content content() {
    return content;
  }

  /** Which pieces to ask for now, by their offsets. */
  public List<Long> due(long nowNanos) {
    var due = new ArrayList<Long>();
    asked.forEach((offset, at) -> {
      if (nowNanos - at >= AGAIN.toNanos()) {
        due.add(offset);
      }
    });
    while (asked.size() < WINDOW && next < content.length()) {
      due.add(next);
      asked.put(next, nowNanos);
      next += Pieces.lengthAt(next, content);
    }
    due.forEach(offset -> asked.put(offset, nowNanos));
    return due;
  }

  /**
   * @return whether it was one that is awaited
   * @throws TransferException if it has another length than a piece has there
   */
  public boolean accept(long offset, Bytes piece) throws IOException {
    if (!asked.containsKey(offset)) {
      return false;
    }
    int length = Pieces.lengthAt(offset, content);
    if (piece.length() != length) {
      throw new TransferException(
          "a piece of %s has %d bytes instead of %d".formatted(content, piece.length(), length));
    }
    asked.remove(offset);
    out.seek(offset);
    out.write(piece.toArray());
    return true;
  }

  public boolean isWhole() {
    return asked.isEmpty() && next >= content.length();
  }

  /**
   * All of it has come. Reads the file once more from its beginning.
   *
   * @return the file, closed
   * @throws TransferException if it is not what its digest says; it is deleted then
   */
  public Path finish() throws IOException {
    if (!isWhole()) {
      throw new IllegalStateException(content + " is not whole");
    }
    out.close();
    if (!Pieces.contentOf(file).equals(content)) {
      Files.deleteIfExists(file);
      throw new TransferException(
          "what has come is not what was announced: the digest of %s is wrong".formatted(content));
    }
    return file;
  }

  /** Gives up what has come so far, if that is not all. */
  public void abandon() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
