package dev.thresher.runtime.site;

import dev.thresher.model.TaskId;
import dev.thresher.rundir.TaskLogs;
import dev.thresher.runtime.RepeatedLook;
import java.io.IOException;
import java.io.PrintStream;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prints what tasks print on their workers, to the same stream of this JVM, by looking at their
 * logs a few times a second. Lines stay whole; those of one task stay in order.
 */
final class ShownOutput implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShownOutput.class);
  private static final long PAUSE_MILLIS = 100;

  private final TaskLogs logs;
  private final RepeatedLook looks;

  /**
   * @param isOver whether the task has ended, so that its log is read to the end and deleted
   */
  ShownOutput(TaskLogs logs, Predicate<TaskId> isOver) {
    this.logs = logs;
    this.looks = RepeatedLook.begin("thresher-output", PAUSE_MILLIS, () -> show(isOver));
  }

  private void show(Predicate<TaskId> over) {
    try {
      for (var line : logs.take(over)) {
        stream(line.isError()).println(line.text());
      }
    } catch (IOException unreadable) {
      LOG.warn("what tasks print cannot be shown: {}", unreadable.toString());
    }
  }

  // Looked up each time: the program may have put another one in its place.
  private static PrintStream stream(boolean isError) {
    return isError ? System.err : System.out;
  }

  /** Shows what is left; no worker is alive any more. */
  @Override
  public void close() {
    looks.close();
    show(_ -> true);
  }
}
