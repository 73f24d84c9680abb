package dev.thresher.task;

import dev.thresher.model.Value.Fields;
import java.util.List;

/** The chosen combinations of the dimensions' values, the last dimension fastest. */
record ProductRows(Places places, List<Rows> parts) implements Rows {
  static ProductRows of(Inputs.Product product, RecordFiles files) {
    return new ProductRows(
        Places.of(product.dimensions(), product.selection()),
        product.dimensions().stream().map(dimension -> rows(dimension, files)).toList());
  }

  @Override
  public long size() {
    return places.size();
  }

  static long size(List<Dimension> dimensions) {
    return dimensions.stream().mapToLong(Dimension::size).reduce(1, Math::multiplyExact);
  }

  private static Rows rows(Dimension dimension, RecordFiles files) {
    return switch (dimension) {
      case Column column -> new ColumnRows(column);
      case FileRecords records -> files.open(records);
      case FileSeries series -> new SeriesRows(series, files);
    };
  }

  @Override
  public Fields row(long index) {
    long rest = places.at(index);
    if (parts.size() == 1) {
      return parts.getFirst().row(rest);
    }
    var values = new long[parts.size()];
    for (int i = values.length - 1; i >= 0; i--) {
      values[i] = rest % parts.get(i).size();
      rest /= parts.get(i).size();
    }
    var row = Fields.NONE;
    for (int i = 0; i < values.length; i++) {
      row = row.with(parts.get(i).row(values[i]));
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
