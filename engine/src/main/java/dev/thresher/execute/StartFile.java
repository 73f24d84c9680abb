package dev.thresher.execute;

import dev.thresher.model.BatchId;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Starts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A journal in a file of this host: what is written there survives the end of the process, however
 * that comes, though not the end of the host.
 *
 * <p>The file is a row of cells of 32 bytes, each a stretch of tasks of one batch that have
 * started: batch, stage, first index, and the index after the last, highest byte first. A slot
 * starts the tasks of a batch in order, so a start mostly writes the last eight bytes of a cell.
 * Cells of batch 0 are free, so that the file is only as large as what is under way.
 */
public final class StartFile implements StartJournal {
  // Not a channel: that would be closed for good by the interrupt that ends a task.
  private final RandomAccessFile file;
  private final Map<BatchId, List<Cell>> cells = new HashMap<>();
  private final ArrayDeque<Long> free = new ArrayDeque<>();
  private long size;

  private static final class Cell {
    static final int BYTES = 4 * Long.BYTES;
    static final int END_AT = 3 * Long.BYTES;

    final long position;
    long end;

    Cell(long position, long end) {
      this.position = position;
      this.end = end;
    }
  }

  private StartFile(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Makes the file, and its directory if that is missing.
   *
   * @throws IOException if it cannot be made, or is there already
   */
  public static StartFile create(Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Files.createFile(path);
    return new StartFile(new RandomAccessFile(path.toFile(), "rw"));
  }

  /**
   * What was noted by a worker that has ended.
   *
   * @return that nobody can tell, if the file is missing or no such file
   */
  public static Starts read(Path path) {
    try {
      return read(ByteBuffer.wrap(Files.readAllBytes(path)));
    } catch (IOException | IllegalArgumentException | ArithmeticException unreadable) {
      return new Starts.Untold();
    }
  }

  // Half a cell at the end is one for which there was no room: that task has not started.
  private static Starts read(ByteBuffer content) {
    var started = new HashMap<BatchId, List<TaskRange>>();
    while (content.remaining() >= Cell.BYTES) {
      var batch = new BatchId(content.getLong());
      int stage = Math.toIntExact(content.getLong());
      long from = content.getLong();
      long end = content.getLong();
      if (batch.value() != 0) {
        started.computeIfAbsent(batch, _ -> new ArrayList<>()).add(new TaskRange(stage, from, end));
      }
    }
    return new Starts.Told(started);
  }

  @Override
  public synchronized void starting(BatchId batch, TaskId task) throws IOException {
    var known = cells.computeIfAbsent(batch, _ -> new ArrayList<>(1));
    long end = task.index() + 1;
    for (var cell : known) {
      if (cell.end == task.index()) {
        write(cell.position + Cell.END_AT, end);
        cell.end = end;
        return;
      }
    }
    long position = free.isEmpty() ? size : free.peek();
    write(position, batch.value(), task.stage(), task.index(), end);
    if (free.poll() == null) {
      size += Cell.BYTES;
    }
    known.add(new Cell(position, end));
  }

  @Override
  public synchronized void forget(BatchId batch) {
    var known = cells.remove(batch);
    if (known == null) {
      return;
    }
    for (var cell : known) {
      try {
        write(cell.position, 0);
        free.add(cell.position);
      } catch (IOException full) {
        // What is noted too long does no harm: nobody asks for this batch.
      }
    }
  }

  // One system call for all: a process may end between two.
  private void write(long position, long... numbers) throws IOException {
    var bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
    for (long number : numbers) {
      bytes.putLong(number);
    }
    file.seek(position);
    file.write(bytes.array());
  }
}
