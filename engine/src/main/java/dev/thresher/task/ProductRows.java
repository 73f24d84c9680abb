package dev.thresher.task;

import dev.thresher.model.Value.Fields;
import java.util.List;

/** Every combination of the dimensions' values, the last dimension fastest. */
record ProductRows(long size, List<Rows> parts) implements Rows {
  static ProductRows of(List<Dimension> dimensions, RecordFiles files) {
    return new ProductRows(
        size(dimensions), dimensions.stream().map(dimension -> rows(dimension, files)).toList());
  }

  static long size(List<Dimension> dimensions) {
    return dimensions.stream().mapToLong(Dimension::size).reduce(1, Math::multiplyExact);
  }

  private static Rows rows(Dimension dimension, RecordFiles files) {
    return switch (dimension) {
      case Column column -> new ColumnRows(column);
      case FileRecords records -> files.open(records);
    };
  }

  @Override
  public Fields row(long index) {
    if (parts.size() == 1) {
      return parts.getFirst().row(index);
    }
    long rest = index;
    var places = new long[parts.size()];
    for (int i = places.length - 1; i >= 0; i--) {
      places[i] = rest % parts.get(i).size();
      rest /= parts.get(i).size();
    }
    var row = Fields.NONE;
    for (int i = 0; i < places.length; i++) {
      row = row.with(parts.get(i).row(places[i]));
    }
    return row;
  }

  private record ColumnRows(Column column) implements Rows {
    @Override
    public long size() {
      return column.size();
    }

    @Override
    public Fields row(long index) {
      return Fields.of(column.name(), column.at(index));
    }
  }
}
