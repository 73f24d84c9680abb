package dev.thresher.codec;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.thresher.model.Bytes;
import dev.thresher.model.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32C;

/**
 * Large payloads as files, one each, in a directory that only this user can enter. What a peer says
 * of a blob is believed only if it holds: place, kind of file, length and checksum.
 */
final class BlobDirectory {
  static final String PREFIX = "blob-";

  /** Of what is read or written at once: it stays in the processor's cache for its checksum. */
  private static final int PIECE = 128 * 1024;

  private static final Set<OpenOption> NEW = Set.of(WRITE, CREATE_NEW, NOFOLLOW_LINKS);
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path directory;
  private final SpareFiles spares;
  // Off the heap, from where files are read and written; as many as threads were here at once.
  private final Queue<ByteBuffer> pieces = new ConcurrentLinkedQueue<>();
  private final End ends;

  /** What becomes of a blob that is not needed any more. */
  enum End {
    DELETED,
    KEPT,
    /** Its file is kept for other blobs if it was written here, and deleted otherwise. */
    WRITTEN_OVER
  }

  BlobDirectory(Path directory, End ends) {
    this.directory = directory.toAbsolutePath().normalize();
    this.spares = new SpareFiles(this.directory);
    this.ends = ends;
  }

  /** The same blob, if the directory has been moved since it was written. */
  Payload.Blob here(Payload.Blob blob) {
    var name = Path.of(blob.location()).getFileName();
    return new Payload.Blob(
        blob.type(), blob.crc32c(), blob.length(), directory.resolve("" + name).toString());
  }

  /** The file has a name that nothing else ever has, and mode 0600. */
  Payload.Blob write(String type, Bytes content) throws IOException {
    if (content.length() > WireLimits.BLOB_BYTES) {
      throw new UnencodableException(
          "a payload of " + content.length() + " bytes is above " + WireLimits.BLOB_BYTES);
    }
    var place = spares.next();
    try {
      int sum = place.isThere() ? writeOver(place.file(), content) : create(place.file(), content);
      return new Payload.Blob(type, sum, content.length(), place.file().toString());
    } catch (IOException full) {
      Files.deleteIfExists(place.file());
      throw full;
    }
  }

  /** Never a file that is there, nor through a link. Answers the checksum. */
  private int create(Path file, Bytes content) throws IOException {
    try (var out = FileChannel.open(file, NEW, OWNER_ONLY)) {
      return fill(out, content);
    }
  }

  private int writeOver(Path file, Bytes content) throws IOException {
    try (var out = FileChannel.open(file, WRITE, NOFOLLOW_LINKS)) {
      out.truncate(content.length());
      return fill(out, content);
    }
  }

  private int fill(FileChannel out, Bytes content) throws IOException {
    var piece = piece();
    var sum = new CRC32C();
    for (int at = 0; at < content.length(); at += PIECE) {
      // Copied first: a user's array may change meanwhile, and its checksum has to be of this.
      int length = Math.min(PIECE, content.length() - at);
      piece.clear().put(content.asReadOnlyBuffer().slice(at, length)).flip();
      sum.update(piece.duplicate());
      while (piece.hasRemaining()) {
        out.write(piece);
      }
    }
    pieces.add(piece);
    return (int) sum.getValue();
  }

  private ByteBuffer piece() {
    var piece = pieces.poll();
    return piece == null ? ByteBuffer.allocateDirect(PIECE) : piece;
  }

  byte[] read(Payload.Blob blob) throws IOException {
    var file = fileOf(blob);
    var attributes = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
    Check.that(attributes.isRegularFile(), "a blob is no plain file");
    Check.that(blob.length() <= WireLimits.BLOB_BYTES, "a blob is larger than allowed");
    Check.that(
        attributes.size() == blob.length(),
        "a blob has " + attributes.size() + " bytes instead of " + blob.length());
    var content = new byte[(int) blob.length()];
    Check.that(read(file, content) == blob.crc32c(), "a blob's checksum is wrong");
    return content;
  }

  /** Answers the checksum. */
  private int read(Path file, byte[] content) throws IOException {
    var piece = piece();
    var sum = new CRC32C();
    try (var in = FileChannel.open(file, READ, NOFOLLOW_LINKS)) {
      for (int at = 0; at < content.length; ) {
        int read = in.read(piece.clear().limit(Math.min(PIECE, content.length - at)));
        Check.that(read > 0, "a blob changed while it was read");
        sum.update(piece.flip().duplicate());
        piece.get(content, at, read);
        at += read;
      }
    }
    pieces.add(piece);
    return (int) sum.getValue();
  }

  /** Ends a blob that is not needed any more, in this directory's way. */
  void end(Payload.Blob blob) throws IOException {
    var file = fileOf(blob);
    switch (ends) {
      case KEPT -> {}
      case DELETED -> Files.deleteIfExists(file);
      case WRITTEN_OVER -> {
        if (!spares.keep(file, blob.length())) {
          Files.deleteIfExists(file);
        }
      }
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

  @Override
  public String toString() {
    return directory.toString();
  }
}
