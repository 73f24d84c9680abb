package dev.thresher.data;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.FileRecords;
import dev.thresher.task.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/** Each block by its place; whoever runs the task reads it. */
record BlockRows(FileRecords records) implements Rows {
  @Override
  public long size() {
    return records.size();
  }

  @Override
  public Fields row(long index) {
    try {
      FileStamps.check(Path.of(records.path()), records.stamp());
    } catch (IOException changed) {
      throw new UncheckedIOException(changed);
    }
    int block = Math.toIntExact(index);
    var names = records.names();
    var fields = new LinkedHashMap<String, Value>();
    fields.put(names.get(0), Value.of(records.path()));
    fields.put(names.get(1), Value.of(records.offsets().get(block)));
    fields.put(names.get(2), Value.of(records.endOf(block)));
    return new Fields(fields);
  }
}
