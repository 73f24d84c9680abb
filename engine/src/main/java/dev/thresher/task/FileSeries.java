package dev.thresher.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records of several files with the same columns, one file after the other.
 *
 * @param parts at least one, all of one format and with the same columns
 * @param pathColumn a first column with the path of the record's file, if that is wanted
 */
public record FileSeries(List<FileRecords> parts, Optional<String> pathColumn)
    implements Dimension {
  public FileSeries {
    parts = List.copyOf(parts);
    var first = parts.getFirst();
    for (var part : parts) {
      if (part.format() != first.format() || !part.columns().equals(first.columns())) {
        throw new IllegalArgumentException(part.path() + " is unlike " + first.path());
      }
    }
  }

  @Override
  public long size() {
    return parts.stream().mapToLong(FileRecords::size).sum();
  }

  public List<String> names() {
    var names = new ArrayList<String>();
    pathColumn.ifPresent(names::add);
    names.addAll(parts.getFirst().names());
    return names;
  }
}
