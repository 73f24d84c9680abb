package dev.thresher.runtime.closures;

import dev.thresher.api.TaskOrigin;

/** Not thrown by anybody: carries what a task printed last along with what it threw. */
final class WorkerOutput extends Throwable {
  private static final long serialVersionUID = 1;

  WorkerOutput(TaskOrigin origin) {
    super(
        "last lines printed on %s:\n\t  %s"
            .formatted(origin.place().worker(), String.join("\n\t  ", origin.logTail())),
        null,
        false,
        false);
  }

  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
