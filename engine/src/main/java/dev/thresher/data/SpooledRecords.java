package dev.thresher.data;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Inputs;
import dev.thresher.task.Rows;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Rows of a {@link RowSpool}. Neighbours are read together and a few stretches are kept, so that
 * threads at different places do not read the same ones again and again; what a stretch has gained
 * meanwhile is read in addition.
 */
final class SpooledRecords implements Rows {
  private static final int STRETCH = 256;

  private final Path lines;
  private final Path ends;
  private final List<String> columns;
  private final KeptStretches kept = new KeptStretches();

  SpooledRecords(Inputs.Spooled rows) {
    this.lines = Path.of(rows.path());
    this.ends = RowSpool.endsOf(lines);
    this.columns = rows.columns();
  }

  @Override
  public long size() {
    try {
      return Files.size(ends) / Long.BYTES;
    } catch (IOException unreadable) {
      throw refused(unreadable);
    }
  }

  @Override
  public synchronized Fields row(long index) {
    var stretch = kept.computeIfAbsent(index / STRETCH, _ -> new ArrayList<>());
    int place = (int) (index % STRETCH);
    if (place >= stretch.size()) {
      readOn(index - place, stretch);
    }
    if (place >= stretch.size()) {
      throw new IndexOutOfBoundsException(index + " of " + size() + " rows of " + lines);
    }
    return stretch.get(place);
  }

  private void readOn(long first, List<Fields> stretch) {
    long next = first + stretch.size();
    try {
      long[] ends = ends(next, first + STRETCH);
      var bytes = read(lines, ends[0], ends[ends.length - 1]);
      for (int i = 1; i < ends.length; i++) {
        int from = Math.toIntExact(ends[i - 1] - ends[0]);
        int until = Math.toIntExact(ends[i] - ends[0]);
        stretch.add(withColumns(JsonReader.object(Arrays.copyOfRange(bytes.array(), from, until))));
      }
    } catch (IOException unreadable) {
      throw refused(unreadable);
    }
  }

  /** Where the row before {@code from} ends, and then each up to {@code until} that is there. */
  private long[] ends(long from, long until) throws IOException {
    long before = from == 0 ? 0 : from - 1;
    var bytes =
        read(ends, before * Long.BYTES, Math.min(until, size()) * Long.BYTES).asLongBuffer();
    int places = bytes.remaining();
    var ends = new long[from == 0 ? places + 1 : places];
    bytes.get(ends, from == 0 ? 1 : 0, places);
    return ends;
  }

  private static ByteBuffer read(Path file, long from, long until) throws IOException {
    var bytes = ByteBuffer.allocate(Math.toIntExact(until - from));
    try (var channel = FileChannel.open(file)) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, from + bytes.position()) < 0) {
          throw new EOFException(file + " ends before its rows do");
        }
      }
    }
    return bytes.flip();
  }

  private Fields withColumns(Fields written) {
    var fields = new LinkedHashMap<String, Value>();
    columns.forEach(column -> fields.put(column, written.find(column).orElse(Value.Absent.ABSENT)));
    written.entries().forEach(fields::putIfAbsent);
    return new Fields(fields);
  }

  private static UncheckedIOException refused(IOException unreadable) {
    return new UncheckedIOException(unreadable.getMessage(), unreadable);
  }
}
