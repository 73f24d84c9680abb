package dev.thresher.backend.node;

/** Which files, or rows, a worker needs. The driver finds out itself which these are. */
public sealed interface FilesQuestion {
  int stage();

  /** Those that all tasks of the stage need: jars, modules, words of a command. */
  record OfStage(int stage) implements FilesQuestion {}

  /** Those that one task's own arguments name. */
  record OfTask(int stage, long index) implements FilesQuestion {}

  /**
   * One of the files whose records are the stage's rows.
   *
   * @param path as the stage calls it; it is looked for among the stage's own, and nowhere else
   */
  record OfRecords(int stage, String path) implements FilesQuestion {}

  /**
   * What one task is given, or all tasks of the stage, where it is too large for a message.
   *
   * @param index of the task; negative for all
   * @param location as the payload calls it; it is looked for among the run's own, and nowhere else
   */
  record OfPayload(int stage, long index, String location) implements FilesQuestion {
    /** In place of an index. */
    public static final long OF_ALL = -1;
  }

  /** Rows that another stage has made, from that one on, as many as go into a message. */
  record Rows(int stage, long from) implements FilesQuestion {}
}
