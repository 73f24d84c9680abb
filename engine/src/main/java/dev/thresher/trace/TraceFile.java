package dev.thresher.trace;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The notes of one process, in a file that is mapped into memory: a note is in the file as soon as
 * it is written, also if the process is killed a moment later. A full file takes no more.
 */
final class TraceFile {
  static final String PREFIX = "trace-";

  /** Longs of one note. */
  static final int LONGS = 8;

  static final int BYTES = LONGS * Long.BYTES;
  private static final int STAGE_SHIFT = 8;
  private static final int TIMES = 4;

  /** In place of a kind. */
  private static final int SPENT = (1 << STAGE_SHIFT) - 1;

  /** A file with holes: only what is written takes room. */
  static final long MOST = 1 << 18;

  private final MemorySegment notes;
  private final AtomicLong next = new AtomicLong();

  private TraceFile(MemorySegment notes) {
    this.notes = notes;
  }

  static TraceFile create(Path directory, long pid) throws IOException {
    try (var channel =
        FileChannel.open(
            directory.resolve(PREFIX + pid),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return new TraceFile(channel.map(MapMode.READ_WRITE, 0, MOST * BYTES, Arena.global()));
    }
  }

  void write(Note note) {
    long place = next.getAndIncrement();
    if (place >= MOST) {
      return;
    }
    long at = place * LONGS;
    put(at + 1, note.kind() == Note.Kind.RAN ? note.thread() : note.until());
    put(at + 2, note.batch());
    put(at + 3, note.from());
    put(at + TIMES, note.t0());
    put(at + TIMES + 1, note.t1());
    put(at + TIMES + 2, note.kind() == Note.Kind.RAN ? note.t2() : note.thread());
    put(at + TIMES + 3, note.t3());
    // Last: whoever reads takes a place that begins with 0 for empty.
    put(at, (long) note.stage() << STAGE_SHIFT | note.kind().ordinal() + 1);
  }

  void write(Spent spent) {
    long place = next.getAndIncrement();
    if (place >= MOST) {
      return;
    }
    long at = place * LONGS;
    put(at + 1, spent.allocated());
    put(at + 2, spent.batch());
    put(at + 3, spent.index());
    put(at + TIMES, spent.processor());
    put(at + TIMES + 1, spent.ready());
    put(at + TIMES + 2, spent.monitor());
    put(at + TIMES + 3, spent.parked());
    put(at, (long) spent.stage() << STAGE_SHIFT | SPENT);
  }

  private void put(long at, long value) {
    notes.setAtIndex(ValueLayout.JAVA_LONG, at, value);
  }

  /** Whether they are what a task spent, and not a note. */
  static boolean isSpent(long[] written) {
    return (written[0] & SPENT) == SPENT;
  }

  static Spent readSpent(long[] written) {
    return new Spent(
        (int) (written[0] >>> STAGE_SHIFT),
        written[2],
        written[3],
        written[TIMES],
        written[TIMES + 1],
        written[TIMES + 2],
        written[TIMES + 3],
        written[1]);
  }

  /** The note that was written as these numbers. */
  static Note read(long[] written) {
    var kind = Note.Kind.values()[(int) (written[0] & (1 << STAGE_SHIFT) - 1) - 1];
    boolean ran = kind == Note.Kind.RAN;
    return new Note(
        kind,
        (int) (written[0] >>> STAGE_SHIFT),
        ran ? written[1] : written[TIMES + 2],
        written[2],
        written[3],
        ran ? written[3] + 1 : written[1],
        written[TIMES],
        written[TIMES + 1],
        ran ? written[TIMES + 2] : 0,
        written[TIMES + 3]);
  }
}
