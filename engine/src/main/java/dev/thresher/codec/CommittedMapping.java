package dev.thresher.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.thresher.codec.LedgerCodec.Piece;
import dev.thresher.journal.Entry;
import dev.thresher.model.Bytes;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.Value;
import dev.thresher.protocol.TaskResult;
import dev.thresher.wire.LedgerWire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Ends of tasks in a ledger. The values of consecutive tasks lie side by side, without a message
 * around each: millions of small results cost little more than their bytes.
 */
final class CommittedMapping {
  /** A piece is cut once it has so many bytes. */
  private static final int PIECE_BYTES = 256 * 1024;

  /** Bytes of values from here on are not copied before they are written. */
  private static final int WORTH_WRAPPING = 512;

  private final PayloadCodec payloads;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Path> blobs = new ArrayList<>();
  private LedgerWire.Committed.Builder wire = LedgerWire.Committed.newBuilder();
  private long valueNanos;
  private int bytes;

  CommittedMapping(PayloadCodec payloads) {
    this.payloads = payloads;
  }

  List<Piece> toWire(Entry.Committed committed) throws IOException {
    for (var result : committed.results()) {
      add(committed, result);
      if (bytes >= PIECE_BYTES) {
        cut(committed);
      }
    }
    if (bytes > 0) {
      cut(committed);
    }
    return pieces;
  }

  private void add(Entry.Committed committed, TaskResult result) throws IOException {
    if (!(result.outcome() instanceof Outcome.Completed(Payload payload))) {
      addOther(result);
      return;
    }
    var value = valueOf(payload, committed, result);
    if (value instanceof Payload.Inline(String type, Bytes content)
        && type.equals(Payload.VALUE_TYPE)
        && follows(result)) {
      addValue(result, contentOf(content));
    } else {
      addOther(new TaskResult(result.index(), new Outcome.Completed(value), result.runNanos()));
    }
  }

  private boolean follows(TaskResult result) {
    return wire.getValuesCount() == 0 || result.index() == wire.getFirst() + wire.getValuesCount();
  }

  private void addValue(TaskResult result, ByteString content) {
    if (wire.getValuesCount() == 0) {
      wire.setFirst(result.index());
    }
    wire.addValues(content);
    valueNanos += result.runNanos();
    bytes += content.size() + 4;
  }

  private void addOther(TaskResult result) {
    var other = OutcomeMapping.toWire(result);
    wire.addOthers(other);
    bytes += other.getSerializedSize() + 4;
  }

  private Payload valueOf(Payload payload, Entry.Committed committed, TaskResult result)
      throws IOException {
    var form =
        switch (payload) {
          case Payload.Reference(Object value) -> encoded(value, committed, result);
          case Payload.Inline inline -> inline;
          case Payload.Blob blob -> blob;
        };
    if (form instanceof Payload.Blob blob) {
      blobs.add(payloads.fileOf(blob));
    }
    return form;
  }

  private Payload encoded(Object object, Entry.Committed committed, TaskResult result)
      throws IOException {
    try {
      if (object instanceof Value value) {
        return payloads.encode(value);
      }
      throw new UnencodableException("a " + object.getClass().getName() + " is no value");
    } catch (UnencodableException formless) {
      throw new UnencodableException(
          "the result of task %d/%d cannot be written to a ledger: %s"
              .formatted(committed.stage(), result.index(), formless.getMessage()));
    }
  }

  private static ByteString contentOf(Bytes content) {
    return content.length() < WORTH_WRAPPING
        ? ByteString.copyFrom(content.asReadOnlyBuffer())
        : UnsafeByteOperations.unsafeWrap(content.asReadOnlyBuffer());
  }

  private void cut(Entry.Committed committed) {
    wire.setStage(committed.stage())
        .setAttempt(committed.attempt())
        .setBy(IdMapping.toWire(committed.by()))
        .setRunNanos(valueNanos);
    var entry = LedgerWire.LedgerEntry.newBuilder().setCommitted(wire.build()).build();
    pieces.add(new Piece(entry, blobs));
    wire = LedgerWire.Committed.newBuilder();
    blobs.clear();
    valueNanos = 0;
    bytes = 0;
  }

  Entry.Committed fromWire(LedgerWire.Committed read) {
    Check.given(read.hasBy(), "Committed.by");
    int count = read.getValuesCount();
    long first = Check.atLeast(0L, read.getFirst(), "Committed.first");
    long nanos = Check.atLeast(0L, read.getRunNanos(), "Committed.run_nanos");
    var results = new ArrayList<TaskResult>(count + read.getOthersCount());
    for (int i = 0; i < count; i++) {
      // How long each of them ran is not known any more, only all of them together.
      long share = nanos / count + (i == 0 ? nanos % count : 0);
      var payload =
          new Payload.Inline(Payload.VALUE_TYPE, ValueMapping.fromWire(read.getValues(i)));
      results.add(new TaskResult(first + i, new Outcome.Completed(payload), share));
    }
    if (read.getOthersCount() > 0) {
      read.getOthersList().forEach(other -> results.add(here(OutcomeMapping.fromWire(other))));
      results.sort(Comparator.comparingLong(TaskResult::index));
    }
    return new Entry.Committed(
        Check.atLeast(0, read.getStage(), "Committed.stage"),
        Check.atLeast(1, read.getAttempt(), "Committed.attempt"),
        IdMapping.fromWire(read.getBy()),
        results);
  }

  // A run's directory may have been moved since.
  private TaskResult here(TaskResult result) {
    return result.outcome() instanceof Outcome.Completed(Payload.Blob blob)
        ? new TaskResult(
            result.index(), new Outcome.Completed(payloads.here(blob)), result.runNanos())
        : result;
  }
}
