package dev.thresher.execute;

import dev.thresher.model.BatchId;
import dev.thresher.protocol.TaskResult;
import dev.thresher.protocol.WorkerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Results of one batch that have not been reported yet. Reporting each tiny task by itself would
 * cost more than the task, keeping results back would delay those behind them: so reports go out
 * when the batch is through and otherwise no more often than every {@link #FLUSH_NANOS}. Guarded by
 * its owner's lock.
 */
final class SlotBuffer {
  static final long FLUSH_NANOS = 5_000_000;

  private final int slot;
  private final Consumer<WorkerEvent> events;
  private List<TaskResult> results = new ArrayList<>();
  private long flushedNanos = System.nanoTime();

  SlotBuffer(int slot, Consumer<WorkerEvent> events) {
    this.slot = slot;
    this.events = events;
  }

  void add(TaskResult result) {
    results.add(result);
  }

  void flushIfOld(BatchId batch, long nowNanos) {
    if (!results.isEmpty() && nowNanos - flushedNanos >= FLUSH_NANOS) {
      send(batch, false, nowNanos);
    }
  }

  void finish(BatchId batch) {
    send(batch, true, System.nanoTime());
  }

  private void send(BatchId batch, boolean finished, long nowNanos) {
    var ready = results;
    results = new ArrayList<>();
    flushedNanos = nowNanos;
    events.accept(new WorkerEvent.SlotReported(slot, batch, ready, finished));
  }
}
