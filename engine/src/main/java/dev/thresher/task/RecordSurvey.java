package dev.thresher.task;

import dev.thresher.model.Value;
import java.util.List;
import java.util.Optional;

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
   * @param fraction the first number that is not whole
   * @param other the first value that is no number
   */
  record Extent(List<At> ends, long absentLine, Optional<At> fraction, Optional<At> other) {
    public Extent {
      ends = List.copyOf(ends);
    }

    /** Of a column of which nothing is known but where the first value is missing, if one is. */
    public static Extent unknown(long absentLine) {
      return new Extent(List.of(), absentLine, Optional.empty(), Optional.empty());
    }
  }

  /** A value and the line where it stands. */
  record At(Value value, long line) {}
}
