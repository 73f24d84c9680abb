package dev.thresher.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.thresher.journal.Entry;
import dev.thresher.wire.LedgerWire;
import dev.thresher.wire.LedgerWire.LedgerGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Ledger entries ↔ bytes. Results that are references to values are encoded as they would be for
 * another process; large ones become blobs of the run. Safe for several threads.
 */
public final class LedgerCodec {
  private final PayloadCodec payloads;

  public LedgerCodec(PayloadCodec payloads) {
    this.payloads = payloads;
  }

  /** A piece of an entry in its encoded form. An entry with many or large results has several. */
  public static final class Piece {
    final LedgerWire.LedgerEntry wire;
    private final List<Path> blobs;

    Piece(LedgerWire.LedgerEntry wire, List<Path> blobs) {
      this.wire = wire;
      this.blobs = List.copyOf(blobs);
    }

    /** In bytes, as part of a group. */
    public int size() {
      int size = wire.getSerializedSize();
      return 1 + CodedOutputStream.computeUInt32SizeNoTag(size) + size;
    }

    /** Files that must be on disk before this is. */
    public List<Path> blobs() {
      return blobs;
    }
  }

  /**
   * @throws UnencodableException if a result has no form on disk; the message names the task
   * @throws MalformedFrameException if a blob lies anywhere but in the run's directory for them
   * @throws IOException if a large result cannot be written to its blob
   */
  public List<Piece> encode(Entry entry) throws IOException {
    return entry instanceof Entry.Committed committed
        ? new CommittedMapping(payloads).toWire(committed)
        : List.of(new Piece(EntryMapping.toWire(entry), List.of()));
  }

  /** Bytes that {@link #put} takes for these pieces together. */
  public static int groupSize(long epoch, List<Piece> pieces) {
    int ofEpoch = CodedOutputStream.computeInt64Size(LedgerGroup.EPOCH_FIELD_NUMBER, epoch);
    return ofEpoch + pieces.stream().mapToInt(Piece::size).sum();
  }

  /**
   * Writes the pieces as one group at the buffer's position, which moves on.
   *
   * @param epoch under which they count
   */
  public static void put(long epoch, List<Piece> pieces, ByteBuffer buffer) {
    try {
      var out = CodedOutputStream.newInstance(buffer);
      out.writeInt64(LedgerGroup.EPOCH_FIELD_NUMBER, epoch);
      for (var piece : pieces) {
        out.writeMessage(LedgerGroup.ENTRIES_FIELD_NUMBER, piece.wire);
      }
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Reads one group.
   *
   * @param group its bytes, from position to limit
   * @return the epoch under which its entries count
   * @throws MalformedFrameException if these bytes are anything but a whole, sound group
   */
  public long decode(ByteBuffer group, Consumer<Entry> entries) {
    var parsed = parse(group);
    for (var wire : parsed.getEntriesList()) {
      entries.accept(
          wire.hasCommitted()
              ? new CommittedMapping(payloads).fromWire(wire.getCommitted())
              : EntryMapping.fromWire(wire));
    }
    return parsed.getEpoch();
  }

  private static LedgerGroup parse(ByteBuffer group) {
    try {
      var in = CodedInputStream.newInstance(group);
      in.setRecursionLimit(WireLimits.MESSAGE_NESTING);
      var wire = LedgerGroup.parseFrom(in);
      Check.that(wire.getEntriesCount() > 0, "a group of the ledger is empty");
      return wire;
    } catch (InvalidProtocolBufferException damaged) {
      throw new MalformedFrameException("no group of a ledger: " + damaged.getMessage(), damaged);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** All of an entry, for tests and tools. */
  static List<Entry> roundTrip(LedgerCodec codec, Entry entry) throws IOException {
    var pieces = codec.encode(entry);
    var buffer = ByteBuffer.allocate(groupSize(1, pieces));
    put(1, pieces, buffer);
    var entries = new ArrayList<Entry>();
    codec.decode(buffer.flip(), entries::add);
    return entries;
  }
}
