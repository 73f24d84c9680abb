package dev.thresher.execute;

import dev.thresher.model.BatchId;
import dev.thresher.model.Outcome;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.TaskResult;
import dev.thresher.protocol.WorkerAction;
import dev.thresher.protocol.WorkerEvent;
import dev.thresher.trace.Note;
import dev.thresher.trace.TaskTrace;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One slot and its thread. All changes of what it holds happen under its lock, so that events of
 * one batch leave in the order in which things happened: what is given back is told before the
 * batch is through.
 */
final class SlotThread {
  private final int slot;
  private final TaskCode code;
  private final Consumer<WorkerEvent> events;
  private final ThreadFactory threads;
  private final BlockingQueue<BatchCursor> inbox = new LinkedBlockingQueue<>();
  private final SlotBuffer buffer;
  private @Nullable BatchCursor current;
  private @Nullable RunningTask running;
  private final Map<Long, Outcome> unwanted = new HashMap<>();
  private @Nullable Outcome stopped;
  private Thread thread;
  private boolean closed;

  SlotThread(int slot, TaskCode code, Consumer<WorkerEvent> events, ThreadFactory threads) {
    this.slot = slot;
    this.code = code;
    this.events = events;
    this.threads = threads;
    this.buffer = new SlotBuffer(slot, events);
    this.thread = threads.newThread(this::serve);
    thread.start();
  }

  synchronized boolean isBusy() {
    return current != null;
  }

  void assign(RunTasks batch) {
    var cursor = new BatchCursor(batch);
    hold(cursor);
    // Without the lock, for the thread that this wakes up wants it at once.
    inbox.add(cursor);
  }

  private synchronized void hold(BatchCursor cursor) {
    if (current != null) {
      throw new IllegalStateException("slot " + slot + " is busy with " + current.batch().batch());
    }
    current = cursor;
  }

  synchronized void takeBack(BatchId batch, long count) {
    var cursor = current;
    var given =
        cursor != null && cursor.batch().batch().equals(batch)
            ? cursor.takeBack(count)
            : Optional.<dev.thresher.model.TaskRange>empty();
    events.accept(new WorkerEvent.SlotGaveBack(slot, batch, given));
  }

  synchronized void interrupt(BatchId batch, String reason) {
    var cursor = current;
    if (cursor == null || !cursor.batch().batch().equals(batch)) {
      return;
    }
    var outcome = new Outcome.Cancelled(reason);
    stopped = outcome;
    cursor
        .takeBack(Long.MAX_VALUE)
        .ifPresent(rest -> {
          for (long i = rest.from(); i < rest.until(); i++) {
            buffer.add(new TaskResult(i, outcome, 0));
          }
        });
    stopRunning(outcome);
  }

  synchronized void cancelTask(WorkerAction.CancelTask cancel) {
    var cursor = current;
    if (cursor == null || !cursor.batch().batch().equals(cancel.batch())) {
      return;
    }
    buffer.hurry();
    var outcome = new Outcome.Cancelled(cancel.reason());
    var task = running;
    if (task == null || task.task().index() != cancel.index()) {
      unwanted.put(cancel.index(), outcome);
    } else if (cancel.interrupt()) {
      task.stop(outcome);
    }
  }

  synchronized Optional<Reply.Running> running(long nowNanos) {
    var task = running;
    return task == null ? Optional.empty() : Optional.of(task.told(nowNanos));
  }

  /** Reports what has waited too long, and enforces the deadline of the running task. */
  synchronized void tick(long nowNanos, long abandonAfterNanos) {
    var cursor = current;
    if (cursor == null) {
      return;
    }
    buffer.flushIfOld(cursor.batch().batch(), nowNanos);
    var task = running;
    if (task == null) {
      return;
    }
    if (task.isOverdue(nowNanos)) {
      task.stop(new Outcome.TimedOut(task.deadlineNanos()));
    } else if (task.ignoresStop(nowNanos, abandonAfterNanos)) {
      abandon(task, cursor);
    }
  }

  synchronized void close() {
    closed = true;
    stopRunning(new Outcome.Cancelled("the worker ends"));
    thread.interrupt();
  }

  private void stopRunning(Outcome outcome) {
    var task = running;
    if (task != null) {
      task.stop(outcome);
    }
  }

  // The thread cannot be ended by force. It is left to itself, and the rest of its batch goes to a
  // new one.
  private void abandon(RunningTask task, BatchCursor cursor) {
    running = null;
    long runNanos = System.nanoTime() - task.startedNanos();
    buffer.add(new TaskResult(task.task().index(), task.forcedOutcome(), runNanos));
    thread.setName(thread.getName() + " (abandoned)");
    thread = threads.newThread(this::serve);
    inbox.add(cursor);
    thread.start();
  }

  private void serve() {
    try {
      while (isMine()) {
        runBatch(inbox.take());
      }
    } catch (InterruptedException closing) {
      // close() is the only one to interrupt between tasks; the thread ends.
    }
  }

  private void runBatch(BatchCursor cursor) {
    long began = TaskTrace.now();
    for (long index = cursor.claim(); index != BatchCursor.NONE; index = cursor.claim()) {
      if (!record(cursor, code.run(cursor.batch(), index, this::entered))) {
        return;
      }
    }
    var tasks = cursor.batch().tasks();
    TaskTrace.since(
        Note.Kind.SERVED,
        tasks.stage(),
        cursor.batch().batch().value(),
        tasks.from(),
        tasks.until(),
        began);
    finish(cursor);
  }

  private synchronized boolean isMine() {
    return !closed && thread == Thread.currentThread();
  }

  // A task is claimed without the lock. What was meant for it meanwhile is found here, before it
  // starts.
  private synchronized void entered(RunningTask task) {
    running = task;
    var ended = endOfUnwanted(task.task().index());
    if (ended != null) {
      task.stop(ended);
    }
  }

  private @Nullable Outcome endOfUnwanted(long index) {
    if (closed) {
      return new Outcome.Cancelled("the worker ends");
    }
    var alone = unwanted.isEmpty() ? null : unwanted.remove(index);
    return alone == null ? stopped : alone;
  }

  private synchronized boolean record(BatchCursor cursor, TaskResult result) {
    if (!isMine()) {
      return false;
    }
    running = null;
    buffer.add(result);
    buffer.flushIfOld(cursor.batch().batch(), System.nanoTime());
    return true;
  }

  private synchronized void finish(BatchCursor cursor) {
    if (isMine()) {
      current = null;
      unwanted.clear();
      stopped = null;
      buffer.finish(cursor.batch().batch());
    }
  }
}
