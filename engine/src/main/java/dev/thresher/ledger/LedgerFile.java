package dev.thresher.ledger;

import dev.thresher.codec.LedgerCodec;
import dev.thresher.codec.LedgerCodec.Piece;
import dev.thresher.codec.MalformedFrameException;
import dev.thresher.journal.Entry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A ledger on disk: a header ({@link LedgerHeader}), then groups of entries, each in a frame
 * ({@link GroupFrame}). A group is what one write and one {@code force} bring to disk, and the next
 * one is written only after that: so a crash can tear the last group and no other. Used by one
 * thread at a time.
 */
public final class LedgerFile implements Closeable {
  /** So large at first that groups of usual size fit. */
  private static final int BUFFER_BYTES = 640 * 1024;

  /** A group is brought to disk before it becomes larger, unless one piece is. */
  static final int GROUP_BYTES = 256 * 1024;

  private final Storage storage;
  private final LedgerCodec codec;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private long position;
  private long sequence;
  private long epoch;

  private LedgerFile(Storage storage, LedgerCodec codec, long position, long sequence) {
    this.storage = storage;
    this.codec = codec;
    this.position = position;
    this.sequence = sequence;
  }

  /** Makes the file, which must not be there, and holds it. */
  public static LedgerFile create(Path path, LedgerCodec codec) throws IOException {
    return create(FileStorage.create(path), codec);
  }

  static LedgerFile create(Storage storage, LedgerCodec codec) throws IOException {
    storage.write(LedgerHeader.bytes(), 0);
    return new LedgerFile(storage, codec, LedgerHeader.BYTES, 1);
  }

  /** What was found in a ledger, and the ledger, to be written on. */
  public record Opened(LedgerFile file, long tornBytes) {}

  /**
   * Opens a ledger and holds it; nothing is changed yet.
   *
   * @param entries takes every entry that is on disk, in order
   * @throws LedgerException if it is in use, not readable here, or damaged
   */
  public static Opened open(Path path, LedgerCodec codec, Consumer<Entry> entries)
      throws IOException {
    var storage = FileStorage.open(path);
    try {
      return open(storage, codec, entries);
    } catch (IOException | RuntimeException refused) {
      storage.close();
      throw refused;
    }
  }

  /**
   * Reads what is on disk by now, without holding the file: a coordinator of another process may be
   * writing it. Not for a ledger that this process holds: that would lose its lock.
   *
   * @throws LedgerException if it is missing, not readable here, or damaged
   */
  public static void look(Path path, LedgerCodec codec, Consumer<Entry> entries)
      throws IOException {
    try (var storage = FileStorage.look(path)) {
      GroupScan.of(storage, (group, at) -> decode(storage, codec, group, at, entries));
    }
  }

  static Opened open(Storage storage, LedgerCodec codec, Consumer<Entry> entries)
      throws IOException {
    var extent = GroupScan.of(storage, (group, at) -> decode(storage, codec, group, at, entries));
    var file = new LedgerFile(storage, codec, extent.end(), extent.sequence());
    return new Opened(file, extent.tornBytes());
  }

  /** Gives the epoch under which the entries count. */
  static long decode(
      Storage storage, LedgerCodec codec, ByteBuffer group, long at, Consumer<Entry> entries)
      throws IOException {
    try {
      return codec.decode(group, entries);
    } catch (MalformedFrameException | IllegalArgumentException senseless) {
      throw new LedgerException.Damaged(
          "%s is damaged: the group at byte %d makes no sense: %s. %s"
              .formatted(
                  storage.name(), at, senseless.getMessage(), LedgerException.Damaged.ADVICE),
          at);
    }
  }

  /** Every entry once more, before anything is appended. */
  public void read(Consumer<Entry> entries) throws IOException {
    GroupScan.of(storage, (group, at) -> decode(storage, codec, group, at, entries));
  }

  /** Cuts off what a crash has left behind the last group. */
  public void cutTornTail() throws IOException {
    if (storage.size() > position) {
      storage.truncate(position);
    }
  }

  LedgerCodec codec() {
    return codec;
  }

  String name() {
    return storage.name();
  }

  /**
   * Writes the entries and forces them to disk.
   *
   * @throws IOException if that failed; the file must not be used any more
   */
  public void writeThrough(List<Entry> entries) throws IOException {
    var group = new ArrayList<Piece>();
    int bytes = 0;
    for (var entry : entries) {
      if (entry instanceof Entry.EpochOpened opened) {
        epoch = opened.epoch();
      }
      for (var piece : codec.encode(entry)) {
        if (bytes + piece.size() > GROUP_BYTES && !group.isEmpty()) {
          writeThroughGroup(group);
          group.clear();
          bytes = 0;
        }
        group.add(piece);
        bytes += piece.size();
      }
    }
    if (!group.isEmpty()) {
      writeThroughGroup(group);
    }
  }

  private void writeThroughGroup(List<Piece> group) throws IOException {
    for (var piece : group) {
      forceBlobs(piece);
    }
    append(group);
    force();
  }

  /**
   * Writes one group, which is not safe before {@link #force}. If it fails nothing has happened,
   * for whoever reads the file as well: the next group is written over what was left.
   *
   * @throws DiskFullException if there is no room at the moment
   * @throws LedgerException if somebody else has written it meanwhile
   */
  void append(List<Piece> pieces) throws IOException {
    requireAsItWasLeft();
    var frame = frame(pieces);
    try {
      storage.write(frame.duplicate(), position);
    } catch (DiskFullException full) {
      storage.truncate(position);
      throw full;
    }
    position += frame.limit();
    sequence++;
  }

  // The lock keeps others away, unless a file server has given it to somebody else while this
  // process, or its host, was stopped. Then what they have written must not be written over.
  private void requireAsItWasLeft() throws IOException {
    if (storage.size() != position || !storage.isInPlace()) {
      throw new LedgerException.InUse(
          "another coordinator goes on with this run: %s is not as this one has left it"
              .formatted(storage.name()));
    }
  }

  private ByteBuffer frame(List<Piece> pieces) {
    int bytes = GroupFrame.HEAD_BYTES + LedgerCodec.groupSize(epoch, pieces);
    if (bytes > buffer.capacity()) {
      buffer = ByteBuffer.allocateDirect(bytes);
    }
    buffer.clear().position(GroupFrame.HEAD_BYTES);
    LedgerCodec.put(epoch, pieces, buffer);
    buffer.flip();
    GroupFrame.seal(buffer, sequence);
    return buffer;
  }

  /** Large results lie beside the ledger, and are worth nothing in it before they are on disk. */
  static void forceBlobs(Piece piece) throws IOException {
    for (var blob : piece.blobs()) {
      try (var channel = FileChannel.open(blob, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
  }

  /** The groups that were appended are safe once this returns. After a failure nothing is known. */
  void force() throws IOException {
    storage.force();
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }
}
