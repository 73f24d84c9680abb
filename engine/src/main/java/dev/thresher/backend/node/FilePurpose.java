package dev.thresher.backend.node;

import dev.thresher.model.TaskId;

/** What a file is that comes from a worker. Where it is put, the driver knows. */
public sealed interface FilePurpose {
  /** A payload that is too large for a message. */
  record Result() implements FilePurpose {}

  /** What a task has made, to be published when its result is committed. */
  record Output() implements FilePurpose {}

  /** What a task has printed since the last time; is added to what there is. */
  record Printed(TaskId task, boolean errors) implements FilePurpose {}

  /** What there is of the worker itself when it has ended. */
  record Paper(Kind kind) implements FilePurpose {
    /** Its log, what its process printed, what its JVM said of its own crash. */
    public enum Kind {
      LOG,
      OUTPUT,
      CRASH
    }
  }
}
