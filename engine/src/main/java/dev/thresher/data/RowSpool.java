package dev.thresher.data;

import dev.thresher.model.JsonText;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.FileRecords;
import dev.thresher.task.RecordColumn;
import dev.thresher.task.RecordFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Rows on their way from one stage to the tasks of another: JSON lines that are read back like any
 * file of records. What JSON cannot say changes: bytes come back as their length and digest, NaN
 * and the infinities as texts.
 */
public final class RowSpool implements AutoCloseable {
  private final Path file;
  private final OutputStream stream;
  private final SparseIndex index = new SparseIndex();
  private final Set<String> columns = new LinkedHashSet<>();
  private long position;

  /**
   * @param file absolute; must not be there
   */
  public RowSpool(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    this.file = file;
    this.stream = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
  }

  public void write(Fields row) throws IOException {
    var line = (JsonText.of(row) + "\n").getBytes(StandardCharsets.UTF_8);
    index.add(position);
    columns.addAll(row.entries().keySet());
    stream.write(line);
    position += line.length;
  }

  /** Closes the file. */
  public FileRecords finish() throws IOException {
    stream.close();
    return new FileRecords(
        file.toString(),
        RecordFormat.JSON_LINES,
        columns.stream().map(name -> new RecordColumn(name, RecordColumn.Type.AS_WRITTEN)).toList(),
        index.records(),
        FileStamps.of(file),
        index.stride(),
        index.offsets());
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
