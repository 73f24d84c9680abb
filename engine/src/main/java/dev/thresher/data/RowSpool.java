package dev.thresher.data;

import dev.thresher.model.JsonText;
import dev.thresher.model.Value.Fields;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows on their way from one stage to the tasks of another: JSON lines, and beside them where each
 * line ends. They can be read by index while the file still grows. What JSON cannot say changes:
 * bytes come back as their length and digest, NaN and the infinities as texts.
 */
public final class RowSpool implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream lines;
  private final DataOutputStream ends;
  private final Set<String> columns = new LinkedHashSet<>();
  private long position;
  private long rows;

  /**
   * @param file absolute; must not be there
   */
  public RowSpool(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    this.lines = buffered(file);
    this.ends = new DataOutputStream(buffered(endsOf(file)));
  }

  private static OutputStream buffered(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
  }

  /** Eight bytes a line: the place behind it. */
  static Path endsOf(Path lines) {
    return lines.resolveSibling(lines.getFileName() + ".ends");
  }

  public void write(Fields row) throws IOException {
    var line = (JsonText.of(row) + "\n").getBytes(StandardCharsets.UTF_8);
    columns.addAll(row.entries().keySet());
    lines.write(line);
    position += line.length;
    ends.writeLong(position);
    rows++;
  }

  /**
   * From now on all rows that were written can be read.
   *
   * @return how many they are
   */
  public long flush() throws IOException {
    lines.flush();
    ends.flush(); // after the lines, so that there is a line where an end is
    return rows;
  }

  /** Those of all rows, in the order in which they came. */
  public List<String> columns() {
    return List.copyOf(columns);
  }

  @Override
  public void close() throws IOException {
    try (lines) {
      ends.close();
    }
  }
}
