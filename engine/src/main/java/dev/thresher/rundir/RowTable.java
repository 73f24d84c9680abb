package dev.thresher.rundir;

import java.nio.file.Path;
import java.util.List;

/**
 * What rows are written as.
 *
 * @param name of the table, where the format has one
 * @param columns in the order of the file, for {@link RowFormat#CSV} and {@link RowFormat#SQLITE};
 *     if they are empty, those of the first row
 * @param scratch a directory that nobody else can write to
 */
public record RowTable(String name, List<String> columns, Path scratch) {
  public RowTable {
    columns = List.copyOf(columns);
  }
}
