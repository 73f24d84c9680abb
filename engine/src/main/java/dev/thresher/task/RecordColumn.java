package dev.thresher.task;

/** A column of a file of records; what is written in it is read as one type, all over the file. */
public record RecordColumn(String name, Type type) {
  public enum Type {
    WHOLE,
    REAL,
    TEXT,
    /** Each value in the type in which it was written, which only JSON tells. */
    AS_WRITTEN
  }
}
