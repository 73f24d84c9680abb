package dev.thresher.task;

import dev.thresher.model.Value;
import java.util.List;

/** What one look through a file of records has shown. */
public sealed interface RecordSurvey {
  /**
   * @param extents one a column, in the order of the columns
   */
  record Found(FileRecords records, List<Extent> extents) implements RecordSurvey {
    public Found {
      extents = List.copyOf(extents);
    }
  }

  /**
   * @param line of the file, from 1; 0 if the fault is with the whole of it
   */
  record Refused(long line, String reason) implements RecordSurvey {}

  /**
   * Between what a column's values lie.
   *
   * @param ends the smallest and the largest number; empty if the column holds others than numbers
   * @param absentLine of the first record without a value; 0 if each has one
   */
  record Extent(List<At> ends, long absentLine) {
    public Extent {
      ends = List.copyOf(ends);
    }
  }

  /** A value and the line where it stands. */
  record At(Value value, long line) {}
}
