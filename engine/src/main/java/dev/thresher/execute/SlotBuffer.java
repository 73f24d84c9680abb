package dev.thresher.execute;

import dev.thresher.model.BatchId;
import dev.thresher.model.Outcome;
import dev.thresher.protocol.ReportPace;
import dev.thresher.protocol.TaskResult;
import dev.thresher.protocol.WorkerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Results of one batch that have not been reported yet. Reporting each tiny task by itself would
 * cost more than the task, keeping results back would delay those behind them: so reports go out
 * when the batch is through and otherwise at their {@link ReportPace}. Guarded by its owner's lock.
 */
final class SlotBuffer {
  private final int slot;
  private final Consumer<WorkerEvent> events;
  private List<TaskResult> results = new ArrayList<>();
  private final ReportPace pace = new ReportPace(System.nanoTime());

  SlotBuffer(int slot, Consumer<WorkerEvent> events) {
    this.slot = slot;
    this.events = events;
  }

  void add(TaskResult result) {
    results.add(result);
    if (result.outcome() instanceof Outcome.Cancelled) {
      hurry();
    }
  }

  /** Somebody waits for a task of this batch to end. */
  void hurry() {
    pace.hurry();
  }

  void flushIfOld(BatchId batch, long nowNanos) {
    if (!results.isEmpty() && pace.isDue(nowNanos)) {
      send(batch, false, nowNanos);
    }
  }

  void finish(BatchId batch) {
    send(batch, true, System.nanoTime());
  }

  private void send(BatchId batch, boolean finished, long nowNanos) {
    var ready = results;
    results = new ArrayList<>();
    pace.reported(nowNanos);
    events.accept(new WorkerEvent.SlotReported(slot, batch, ready, finished));
  }
}
