package dev.thresher.runtime;

import dev.thresher.plan.Plan;
import dev.thresher.rundir.TaskLogs;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what tasks print, wherever they run, by looking at their logs a few times a second. Each
 * line is told whole, with stage and task before it, some tenths of a second after it was written.
 */
final class TaskOutputTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskOutputTail.class);
  private static final long PAUSE_MILLIS = 200;

  private final Plan plan;
  private final TaskLogs logs;
  private final Consumer<String> lines;
  private final RepeatedLook looks;

  private TaskOutputTail(Plan plan, TaskLogs logs, Consumer<String> lines) {
    this.plan = plan;
    this.logs = logs;
    this.lines = lines;
    this.looks = RepeatedLook.begin("thresher-output", PAUSE_MILLIS, () -> look(false));
  }

  /**
   * @param lines called on the tail's own thread, the last time on the one that closes it
   */
  static TaskOutputTail begin(Plan plan, TaskLogs logs, Consumer<String> lines) {
    return new TaskOutputTail(plan, logs, lines);
  }

  private void look(boolean last) {
    try {
      for (var line : logs.news(last)) {
        var stage = plan.stages().get(line.task().stage()).spec().name();
        lines.accept(stage + " " + line.task().index() + " | " + line.text());
      }
    } catch (IOException unreadable) {
      LOG.warn("what tasks print cannot be shown: {}", unreadable.toString());
    }
  }

  /** Tells what was written since the last look; tasks must have ended. */
  @Override
  public void close() {
    looks.close();
    look(true);
  }
}
