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
  // With very many logs a look takes long: it must not become all that this process does.
  private static final int PAUSE_PER_LOOK = 10;

  private final Plan plan;
  private final TaskLogs logs;
  private final Consumer<String> lines;
  private final Thread thread;

  private TaskOutputTail(Plan plan, TaskLogs logs, Consumer<String> lines) {
    this.plan = plan;
    this.logs = logs;
    this.lines = lines;
    this.thread = Thread.ofPlatform().daemon().name("thresher-output").unstarted(this::follow);
  }

  /**
   * @param lines called on the tail's own thread, the last time on the one that closes it
   */
  static TaskOutputTail begin(Plan plan, TaskLogs logs, Consumer<String> lines) {
    var tail = new TaskOutputTail(plan, logs, lines);
    tail.thread.start();
    return tail;
  }

  private void follow() {
    try {
      while (true) {
        long before = System.nanoTime();
        look(false);
        long tookMillis = (System.nanoTime() - before) / 1_000_000;
        Thread.sleep(Math.max(PAUSE_MILLIS, tookMillis * PAUSE_PER_LOOK));
      }
    } catch (InterruptedException closed) {
      // The last look is taken by close().
    }
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
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    look(true);
  }
}
