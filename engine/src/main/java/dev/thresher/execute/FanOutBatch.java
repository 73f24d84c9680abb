package dev.thresher.execute;

import dev.thresher.host.SignsOfLife;
import dev.thresher.model.BatchId;
import dev.thresher.model.Outcome;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.TaskResult;
import dev.thresher.protocol.WorkerAction;
import dev.thresher.protocol.WorkerEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One batch whose tasks all run at once. Its lock orders its events. */
final class FanOutBatch {
  private final RunTasks batch;
  private final TaskCode code;
  private final SlotBuffer buffer;
  private final Runnable ended;
  private final Set<RunningTask> running = new HashSet<>();
  private final Map<Long, Outcome> unwanted = new HashMap<>();
  private long left;
  private boolean closed;
  private @Nullable Outcome stopped;

  FanOutBatch(
      int slot, RunTasks batch, TaskCode code, Consumer<WorkerEvent> events, Runnable ended) {
    this.batch = batch;
    this.code = code;
    this.buffer = new SlotBuffer(slot, events);
    this.ended = ended;
    this.left = batch.tasks().size();
  }

  void start() {
    for (long i = batch.tasks().from(); i < batch.tasks().until(); i++) {
      long index = i;
      Thread.ofVirtual()
          .name("task-", index)
          .uncaughtExceptionHandler(SignsOfLife.NEEDED)
          .start(() -> run(index));
    }
  }

  private void run(long index) {
    var entered = new RunningTask[1];
    var result =
        code.run(
            batch,
            index,
            task -> {
              entered[0] = task;
              enter(task);
            });
    leave(entered[0], result);
  }

  private synchronized void enter(RunningTask task) {
    running.add(task);
    var alone = unwanted.isEmpty() ? null : unwanted.remove(task.task().index());
    var outcome = alone == null ? stopped : alone;
    if (outcome != null) {
      task.stop(outcome);
    }
  }

  private synchronized void leave(RunningTask task, TaskResult result) {
    running.remove(task);
    left--;
    if (closed) {
      return;
    }
    buffer.add(result);
    if (left == 0) {
      ended.run();
      buffer.finish(batch.batch());
    }
  }

  synchronized void interrupt(BatchId wanted, String reason) {
    if (batch.batch().equals(wanted)) {
      stopAll(new Outcome.Cancelled(reason));
    }
  }

  synchronized void cancelTask(WorkerAction.CancelTask cancel) {
    if (!batch.batch().equals(cancel.batch())) {
      return;
    }
    buffer.hurry();
    var outcome = new Outcome.Cancelled(cancel.reason());
    var task = running.stream().filter(one -> one.task().index() == cancel.index()).findFirst();
    if (task.isEmpty()) {
      unwanted.put(cancel.index(), outcome);
    } else if (cancel.interrupt()) {
      task.get().stop(outcome);
    }
  }

  synchronized void tick(long nowNanos) {
    buffer.flushIfOld(batch.batch(), nowNanos);
    for (var task : running) {
      if (task.isOverdue(nowNanos)) {
        task.stop(new Outcome.TimedOut(task.deadlineNanos()));
      }
    }
  }

  synchronized List<Reply.Running> running(long nowNanos) {
    return running.stream().map(task -> task.told(nowNanos)).toList();
  }

  synchronized void close() {
    closed = true;
    stopAll(new Outcome.Cancelled("the worker ends"));
  }

  private void stopAll(Outcome outcome) {
    stopped = outcome;
    running.forEach(task -> task.stop(outcome));
  }
}
