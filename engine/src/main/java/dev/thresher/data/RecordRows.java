package dev.thresher.data;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.FileRecords;
import dev.thresher.task.RecordColumn;
import dev.thresher.task.RecordColumn.Type;
import dev.thresher.task.Rows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Records found through the sparse index: the stretch that holds one is read as a whole and kept
 * for its neighbours. A few stretches are kept, so that threads at different places do not read the
 * same ones again and again.
 */
final class RecordRows implements Rows {
  private final FileRecords records;
  private final Path file;
  private final KeptStretches kept = new KeptStretches();

  RecordRows(FileRecords records) {
    this.records = records;
    this.file = Path.of(records.path());
  }

  @Override
  public long size() {
    return records.size();
  }

  @Override
  public synchronized Fields row(long index) {
    if (index < 0 || index >= records.size()) {
      throw new IndexOutOfBoundsException(index + " of " + records.size() + " records");
    }
    long stretch = index / records.stride();
    var rows = kept.get(stretch);
    if (rows == null) {
      rows = read(Math.toIntExact(stretch));
      kept.put(stretch, rows);
    }
    return rows.get((int) (index % records.stride()));
  }

  private List<Fields> read(int stretch) {
    try {
      FileStamps.check(file, records.stamp());
      var rows = parse(bytes(stretch));
      long before = (long) stretch * records.stride();
      if (rows.size() != Math.min(records.stride(), records.size() - before)) {
        throw new IOException(file + " does not hold the records that the run was planned with");
      }
      return rows;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable.getMessage(), unreadable);
    }
  }

  private byte[] bytes(int stretch) throws IOException {
    long from = records.offsets().get(stretch);
    try (var channel = FileChannel.open(file).position(from)) {
      return Channels.newInputStream(channel)
          .readNBytes(Math.toIntExact(records.endOf(stretch) - from));
    }
  }

  private List<Fields> parse(byte[] stretch) throws IOException {
    var rows = new ArrayList<Fields>();
    var in = new ByteArrayInputStream(stretch);
    RecordSink sink = (_, _, fields) -> rows.add(typed(fields));
    switch (records.format()) {
      case CSV -> CsvSource.read(in, records.names(), sink);
      case JSON_LINES -> JsonLinesSource.read(in, sink);
      case LINES -> LinesSource.read(in, records.names().getFirst(), sink);
      case BLOCKS -> throw new IllegalStateException("blocks are not read as records");
    }
    return rows;
  }

  private Fields typed(Fields raw) {
    var fields = new LinkedHashMap<String, Value>();
    for (var column : records.columns()) {
      fields.put(column.name(), typed(raw, column));
    }
    return new Fields(fields);
  }

  private Value typed(Fields raw, RecordColumn column) {
    var value = raw.find(column.name()).orElse(Value.Absent.ABSENT);
    if (value instanceof Value.Text(String text)) {
      return CellText.read(text, column.type());
    }
    return column.type() == Type.REAL && value instanceof Value.Whole
        ? Value.of(value.asReal())
        : column.type() == Type.TEXT && !(value instanceof Value.Absent)
            ? Value.of(dev.thresher.model.JsonText.of(value))
            : value;
  }
}
