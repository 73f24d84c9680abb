package dev.thresher.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the groups of a ledger. A crash can leave its mark in one place only: the last
 * group, of which any part may be missing or never have been written. So what is not sound counts
 * as such a tail if nothing sound follows and it is not longer than one group; everything else is
 * damage.
 */
final class GroupScan {
  private static final int WINDOW_BYTES = 1 << 20;

  /** Takes a group, from the buffer's position to its limit, to be used before the next one. */
  interface Visitor {
    void group(ByteBuffer group, long offset) throws IOException;
  }

  /** Bytes from {@code from} to before {@code until} that are not what was written. */
  record Gap(long from, long until) {}

  /**
   * @param end where the next group belongs
   * @param sequence of the next group
   * @param tornBytes behind {@code end}
   * @param gaps only if they were asked for
   */
  record Extent(long end, long sequence, long tornBytes, List<Gap> gaps) {}

  private final Storage storage;
  private final boolean overGaps;
  private final List<Gap> gaps = new ArrayList<>();
  private final long size;
  private ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
  private long windowAt;

  private GroupScan(Storage storage, boolean overGaps) throws IOException {
    this.storage = storage;
    this.overGaps = overGaps;
    this.size = storage.size();
  }

  /**
   * @throws LedgerException if it is no ledger, of another format, or damaged
   */
  static Extent of(Storage storage, Visitor visitor) throws IOException {
    LedgerHeader.check(storage);
    return new GroupScan(storage, false).scan(visitor);
  }

  /** Goes on behind what is damaged. */
  static Extent overGaps(Storage storage, Visitor visitor) throws IOException {
    LedgerHeader.check(storage);
    return new GroupScan(storage, true).scan(visitor);
  }

  private Extent scan(Visitor visitor) throws IOException {
    long position = LedgerHeader.BYTES;
    long sequence = 1;
    while (position < size) {
      var frame = soundFrame(position);
      if (frame == null || (!overGaps && GroupFrame.sequence(frame) != sequence)) {
        long sound = nextSound(position + 1);
        if (sound < 0 && size - position <= GroupFrame.HEAD_BYTES + GroupFrame.MOST_BYTES) {
          break;
        }
        position = skip(position, sound);
        continue;
      }
      sequence = GroupFrame.sequence(frame) + 1;
      int bytes = frame.remaining();
      visitor.group(frame.position(frame.position() + GroupFrame.HEAD_BYTES), position);
      position += bytes;
    }
    return new Extent(position, sequence, size - position, List.copyOf(gaps));
  }

  private long skip(long from, long sound) throws IOException {
    long until = sound < 0 ? size : sound;
    if (!overGaps) {
      throw new LedgerException.Damaged(
          "%s is damaged: bytes %d to %d are not what was written, %s. %s"
              .formatted(
                  storage.name(),
                  from,
                  until - 1,
                  sound < 0 ? "which is more than a crash leaves" : "and sound entries follow",
                  LedgerException.Damaged.ADVICE),
          from);
    }
    gaps.add(new Gap(from, until));
    return until;
  }

  /** The frame that begins there; null if none does, or none that is sound. */
  private @Nullable ByteBuffer soundFrame(long position) throws IOException {
    if (size - position <= GroupFrame.HEAD_BYTES) {
      return null;
    }
    int bytes = GroupFrame.claimedBytes(look(position, GroupFrame.HEAD_BYTES));
    if (bytes == 0 || bytes > size - position) {
      return null;
    }
    var frame = look(position, bytes);
    return GroupFrame.isSound(frame) ? frame : null;
  }

  private long nextSound(long start) throws IOException {
    for (long position = start; size - position > GroupFrame.HEAD_BYTES; position++) {
      if (soundFrame(position) != null) {
        return position;
      }
    }
    return -1;
  }

  private ByteBuffer look(long position, int bytes) throws IOException {
    if (position < windowAt || position + bytes > windowAt + window.limit()) {
      if (bytes > window.capacity()) {
        window = ByteBuffer.allocate(bytes);
      }
      window.clear();
      storage.read(window, position);
      window.flip();
      windowAt = position;
    }
    return window.slice((int) (position - windowAt), bytes);
  }
}
