package dev.thresher.data;

import dev.thresher.task.FileRecords;
import dev.thresher.task.Inputs;
import dev.thresher.task.RecordFiles;
import dev.thresher.task.Rows;

/** Records of files on this host. */
public final class StoredRecords implements RecordFiles {
  @Override
  public Rows open(FileRecords records) {
    return switch (records.format()) {
      case CSV, JSON_LINES, LINES -> new RecordRows(records);
      case BLOCKS -> new BlockRows(records);
    };
  }

  @Override
  public Rows open(Inputs.Spooled rows) {
    return new SpooledRecords(rows);
  }
}
