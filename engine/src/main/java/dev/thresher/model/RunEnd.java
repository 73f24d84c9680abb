package dev.thresher.model;

/** How a run ended; {@link #exitCode} is what the command line returns. */
public enum RunEnd {
  COMPLETED(0),
  /** Some task failed for good, or gave what is of no use to what combines results. */
  FAILED(1),
  /** No worker process could be brought up or reached. */
  NO_CLUSTER(3),
  /** Tasks are left and no worker will come for them. */
  STALLED(4),
  /** As many tasks failed as the run was told to bear. */
  HALTED(5),
  /** Results could not be written. */
  DISK(6),
  /** A fault of the engine itself. */
  INTERNAL(70),
  /** The deadline of the whole run has passed. */
  DEADLINE(124),
  /** Ended by Ctrl-C, drained or cancelled. */
  INTERRUPTED(130),
  /** Ended by SIGTERM. */
  TERMINATED(143);

  private final int exitCode;

  RunEnd(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
