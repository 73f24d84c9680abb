package dev.thresher.data;

import dev.thresher.model.Value.Fields;
import dev.thresher.task.FileRecords;
import dev.thresher.task.RecordFormat;
import dev.thresher.task.RecordSurvey;
import dev.thresher.task.RecordSurvey.Found;
import dev.thresher.task.RecordSurvey.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Looks through a file once: counts its records, finds the types of its columns and where records
 * begin. Memory does not depend on the number of records.
 */
public final class RecordSurveyor {
  private final RecordFormat format;
  private final String lineColumn;
  private final Map<String, ColumnLook> columns = new LinkedHashMap<>();
  private final SparseIndex index = new SparseIndex();
  private long firstLine;

  private RecordSurveyor(RecordFormat format, String lineColumn) {
    this.format = format;
    this.lineColumn = lineColumn;
  }

  /**
   * @param file absolute
   * @param format any but {@code BLOCKS}
   * @param lineColumn what {@code LINES} calls its one column
   */
  public static RecordSurvey survey(Path file, RecordFormat format, String lineColumn) {
    try {
      return new RecordSurveyor(format, lineColumn).over(file);
    } catch (MalformedRecordException malformed) {
      return new Refused(malformed.line(), String.valueOf(malformed.getMessage()));
    } catch (NoSuchFileException missing) {
      return new Refused(0, "there is no such file");
    } catch (IOException unreadable) {
      return new Refused(0, "cannot be read: " + unreadable.getMessage());
    }
  }

  private RecordSurvey over(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return new Refused(0, Files.exists(file) ? "is not a regular file" : "there is no such file");
    }
    var stamp = FileStamps.of(file);
    try (var in = Files.newInputStream(file)) {
      read(in);
    }
    if (!FileStamps.of(file).equals(stamp)) {
      return new Refused(0, "changes while it is read");
    }
    var records =
        new FileRecords(
            file.toString(),
            format,
            columns.values().stream().map(ColumnLook::column).toList(),
            index.records(),
            stamp,
            index.stride(),
            index.offsets());
    return new Found(records, columns.values().stream().map(ColumnLook::extent).toList());
  }

  private void read(InputStream in) throws IOException {
    switch (format) {
      case CSV -> CsvSource.read(in, this::take).forEach(this::look);
      case JSON_LINES -> JsonLinesSource.read(in, this::take);
      case LINES -> {
        look(lineColumn);
        LinesSource.read(in, lineColumn, this::take);
      }
      case BLOCKS -> throw new IllegalArgumentException("blocks are cut, not surveyed");
    }
  }

  private ColumnLook look(String name) {
    return columns.computeIfAbsent(
        name, _ -> new ColumnLook(name, format != RecordFormat.JSON_LINES));
  }

  private void take(long offset, long line, Fields fields) {
    firstLine = index.records() == 0 ? line : firstLine;
    for (var entry : fields.entries().entrySet()) {
      boolean isLate = index.records() > 0 && !columns.containsKey(entry.getKey());
      var column = look(entry.getKey());
      if (isLate) {
        column.absent(firstLine);
      }
      column.see(entry.getValue(), line);
    }
    if (fields.entries().size() < columns.size()) {
      columns.forEach((name, column) -> {
        if (!fields.entries().containsKey(name)) {
          column.absent(line);
        }
      });
    }
    index.add(offset);
  }
}
