package dev.thresher.task;

/** One factor of a product of inputs: a column, or records that bring several columns at once. */
public sealed interface Dimension permits Column, FileRecords, FileSeries {
  long size();
}
