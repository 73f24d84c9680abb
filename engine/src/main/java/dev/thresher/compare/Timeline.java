package dev.thresher.compare;

import java.util.List;

/**
 * What the slots of one run did when.
 *
 * @param rows one for each slot, or for as many tasks as ran at once where slots have no limit
 * @param ofBatches whether bars are what a slot ran in one go, as there were too many tasks to note
 *     each
 * @param leftOut rows beyond the number that is kept
 * @param seconds from the beginning of the run to the end of the last bar
 */
public record Timeline(List<Row> rows, boolean ofBatches, int leftOut, double seconds) {
  /** In the order of time; none overlaps another. */
  public record Row(String name, List<Bar> bars) {
    public Row {
      bars = List.copyOf(bars);
    }
  }

  /**
   * Seconds since the run began.
   *
   * @param count of tasks, or batches, that are too close to each other to be told apart
   */
  public record Bar(double from, double to, long count) {}

  public Timeline {
    rows = List.copyOf(rows);
  }

  public long bars() {
    return rows.stream().mapToLong(row -> row.bars().size()).sum();
  }

  public long count() {
    return rows.stream().flatMap(row -> row.bars().stream()).mapToLong(Bar::count).sum();
  }
}
