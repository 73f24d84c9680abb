package dev.thresher.execute;

import dev.thresher.model.BatchId;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskId;
import dev.thresher.protocol.Reply;
import dev.thresher.task.TaskContext;
import dev.thresher.trace.TaskTrace;
import dev.thresher.trace.ThreadUse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt on its thread. The first of {@link #stop} and {@link #leave} wins, under the same
 * lock: an interrupt never hits the code that runs after the task.
 */
final class RunningTask implements TaskContext {
  private final TaskId task;
  private final int attempt;
  private final Thread thread = Thread.currentThread();
  private volatile long startedNanos = System.nanoTime();
  private final long deadlineNanos;
  private final boolean mayStartAgain;
  private boolean left;
  private volatile @Nullable Outcome stopped;
  private volatile long stoppedNanos;
  private volatile boolean isPreparing;
  private final long enteredNanos = TaskTrace.now();
  private long codeBeganNanos;
  private long codeEndedNanos;
  private @Nullable ThreadUse usedBefore;

  RunningTask(TaskId task, int attempt, long deadlineNanos, boolean mayStartAgain) {
    this.task = task;
    this.attempt = attempt;
    this.deadlineNanos = deadlineNanos;
    this.mayStartAgain = mayStartAgain;
  }

  @Override
  public TaskId task() {
    return task;
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public boolean isCancelled() {
    return stopped != null;
  }

  @Override
  public boolean mayStartAgain() {
    return mayStartAgain;
  }

  Closures.Preparing preparing() {
    return new Closures.Preparing() {
      @Override
      public void begin() {
        isPreparing = true;
      }

      @Override
      public void end() {
        startedNanos = System.nanoTime();
        isPreparing = false;
      }
    };
  }

  /** What may have to wait for files. */
  interface Fetching<T> {
    T fetch() throws IOException;
  }

  /** A deadline is about what the task does, not about the way of its files. */
  <T> T beforehand(Fetching<T> files) throws IOException {
    var preparing = preparing();
    preparing.begin();
    try {
      return files.fetch();
    } finally {
      preparing.end();
    }
  }

  long startedNanos() {
    return startedNanos;
  }

  /** Never negative, also if the task started after the caller looked at the clock. */
  long forNanos(long nowNanos) {
    return Math.max(0, nowNanos - startedNanos);
  }

  /** How long ago it was told to stop; 0 if it was not. */
  long stoppingNanos(long nowNanos) {
    return stopped == null ? 0 : Math.max(0, nowNanos - stoppedNanos);
  }

  /** As its worker tells it. */
  Reply.Running told(long nowNanos) {
    return new Reply.Running(task, attempt, forNanos(nowNanos), stoppingNanos(nowNanos));
  }

  boolean isOverdue(long nowNanos) {
    return deadlineNanos > 0
        && stopped == null
        && !isPreparing
        && nowNanos - startedNanos > deadlineNanos;
  }

  /** Whether it was told to stop so long ago and still runs. */
  boolean ignoresStop(long nowNanos, long graceNanos) {
    return stopped != null && nowNanos - stoppedNanos > graceNanos;
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  /**
   * Interrupts the task; if it has not ended yet, it ends with {@code outcome} whatever it returns.
   */
  synchronized void stop(Outcome outcome) {
    if (!left && stopped == null) {
      stoppedNanos = System.nanoTime();
      stopped = outcome;
      thread.interrupt();
    }
  }

  /** The task's code is through: what it came to, unless it was told to stop before. */
  synchronized Outcome leave(Outcome own) {
    left = true;
    // Taken off even when nobody set it through stop(): user code may have interrupted itself.
    Thread.interrupted();
    var forced = stopped;
    return forced == null ? own : forced;
  }

  /** How a stopped attempt that will not end is written down. */
  Outcome forcedOutcome() {
    var forced = stopped;
    return forced == null ? new Outcome.Cancelled("abandoned") : forced;
  }

  /** On its own thread, as the next ones. */
  void codeBegins() {
    usedBefore = TaskTrace.used(task.index());
    codeBeganNanos = TaskTrace.now();
  }

  void codeHasEnded(BatchId batch) {
    codeEndedNanos = TaskTrace.now();
    var before = usedBefore;
    if (before != null) {
      TaskTrace.spent(task.stage(), batch.value(), task.index(), before);
    }
  }

  /** Notes what it took; of code that failed, or that does not tell, all of it is the code's. */
  void note(BatchId batch) {
    if (TaskTrace.isOn()) {
      long now = TaskTrace.now();
      long began = codeBeganNanos == 0 ? enteredNanos : codeBeganNanos;
      long ended = codeEndedNanos == 0 ? now : codeEndedNanos;
      TaskTrace.ran(task.stage(), batch.value(), task.index(), enteredNanos, began, ended, now);
    }
  }

  @Override
  public String toString() {
    return "task "
        + task
        + " for "
        + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
  }
}
