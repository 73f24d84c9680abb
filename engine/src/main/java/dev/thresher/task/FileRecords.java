package dev.thresher.task;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The records of a file, as far as they must be known to find any of them: coordinator and workers
 * read them where they are needed, so that none is sent.
 *
 * @param path absolute; the same file for coordinator and workers
 * @param columns of each record, in order
 * @param size number of records
 * @param stamp tells whether the file is still the one that was planned with
 * @param stride records from one entry of {@code offsets} to the next
 * @param offsets in bytes, of record 0, {@code stride}, {@code 2 · stride} and so on
 */
public record FileRecords(
    String path,
    RecordFormat format,
    List<RecordColumn> columns,
    long size,
    Stamp stamp,
    int stride,
    List<Long> offsets)
    implements Dimension {
  public FileRecords {
    columns = List.copyOf(columns);
    offsets = List.copyOf(offsets);
    if (stride < 1 || offsets.size() != (size + stride - 1) / stride) {
      throw new IllegalArgumentException(
          offsets.size() + " offsets for " + size + " records by " + stride);
    }
  }

  /**
   * @param bytes length of the file
   * @param modifiedNanos time of its last change, since 1970
   */
  public record Stamp(long bytes, long modifiedNanos) {}

  public List<String> names() {
    return columns.stream().map(RecordColumn::name).toList();
  }

  /** Where the stretch of records ends that begins at {@code offsets[stretch]}, in bytes. */
  public long endOf(int stretch) {
    return stretch + 1 < offsets.size() ? offsets.get(stretch + 1) : stamp.bytes();
  }

  /** The same records, read with these columns. */
  public FileRecords with(List<RecordColumn> columns) {
    return new FileRecords(path, format, columns, size, stamp, stride, offsets);
  }

  /** The same records, found by half as many offsets. */
  public FileRecords thinned() {
    var fewer = IntStream.range(0, offsets.size()).filter(i -> i % 2 == 0).mapToObj(offsets::get);
    return new FileRecords(
        path, format, columns, size, stamp, Math.multiplyExact(stride, 2), fewer.toList());
  }

  /** The same records in another place. */
  public FileRecords movedTo(String path, Stamp stamp) {
    return new FileRecords(path, format, columns, size, stamp, stride, offsets);
  }

  /** The same records, with one column read as another type. */
  public FileRecords reading(String name, RecordColumn.Type type) {
    var changed =
        columns.stream()
            .map(column -> column.name().equals(name) ? new RecordColumn(name, type) : column)
            .toList();
    return with(changed);
  }
}
