package dev.thresher.task;

/** Reads records of files, here or on a worker. Callable from any thread. */
public interface RecordFiles {
  /** Where no stage has records of files. */
  RecordFiles NONE =
      new RecordFiles() {
        @Override
        public Rows open(FileRecords records) {
          throw new IllegalStateException("records of " + records.path() + " cannot be read here");
        }

        @Override
        public Rows open(Inputs.Spooled rows) {
          throw new IllegalStateException("rows of " + rows.path() + " cannot be read here");
        }
      };

  /**
   * Reads nothing yet. The rows throw {@link java.io.UncheckedIOException}, with a message for the
   * user, if the file cannot be read or is no longer the one that was planned with.
   */
  Rows open(FileRecords records);

  /** As above; {@link Rows#size} is how many rows are there by now. */
  Rows open(Inputs.Spooled rows);
}
