package dev.thresher.task;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rows of several files. Only those that were read last are kept open, whatever their number. */
final class SeriesRows implements Rows {
  private static final int PARTS_KEPT = 4;

  private final FileSeries series;
  private final RecordFiles files;
  private final long size;

  /** Of the first record of each part. */
  private final long[] starts;

  private final Map<Integer, Rows> open =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Rows> eldest) {
          return size() > PARTS_KEPT;
        }
      };

  SeriesRows(FileSeries series, RecordFiles files) {
    this.series = series;
    this.files = files;
    this.size = series.size();
    this.starts = new long[series.parts().size()];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + series.parts().get(i - 1).size();
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Fields row(long index) {
    int part = part(index);
    var row = rows(part).row(index - starts[part]);
    return series.pathColumn().isEmpty()
        ? row
        : Fields.of(series.pathColumn().get(), Value.of(series.parts().get(part).path())).with(row);
  }

  // An empty part starts where the next one does; the last of equal starts holds the record.
  private int part(long index) {
    int found = Arrays.binarySearch(starts, index);
    int part = found >= 0 ? found : -found - 2;
    while (part + 1 < starts.length && starts[part + 1] == index) {
      part++;
    }
    return part;
  }

  private synchronized Rows rows(int part) {
    return open.computeIfAbsent(part, number -> files.open(series.parts().get(number)));
  }
}
