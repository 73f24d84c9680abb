package dev.thresher.execute;

import dev.thresher.model.BatchId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.WorkerAction;
import dev.thresher.protocol.WorkerEvent;
import dev.thresher.task.StageSpec;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Slots without a limit: every task of every batch starts at once, on a virtual thread of its own.
 * There is never anything to take back.
 */
public final class FanOutSlots implements Slots {
  private final TaskCode code;
  private final Consumer<WorkerEvent> events;
  private final ConcurrentHashMap<Integer, FanOutBatch> batches = new ConcurrentHashMap<>();
  private final SlotWatch watch;

  /**
   * @param code for these slots alone; closed with them
   */
  public FanOutSlots(TaskCode code, Consumer<WorkerEvent> events) {
    this.code = code;
    this.events = events;
    this.watch =
        new SlotWatch(
            () -> !batches.isEmpty(), now -> batches.values().forEach(batch -> batch.tick(now)));
  }

  @Override
  public void learn(StageSpec stage) {
    code.learn(stage);
  }

  @Override
  public void forgetStage(int stage) {
    code.forgetStage(stage);
  }

  @Override
  public void assign(int slot, Request.RunTasks batch) {
    var fanOut = new FanOutBatch(slot, batch, code, events, () -> batches.remove(slot));
    batches.put(slot, fanOut);
    watch.wake();
    fanOut.start();
  }

  @Override
  public void takeBack(int slot, BatchId batch, long count) {
    events.accept(new WorkerEvent.SlotGaveBack(slot, batch, java.util.Optional.empty()));
  }

  @Override
  public void interrupt(int slot, BatchId batch, String reason) {
    var known = batches.get(slot);
    if (known != null) {
      known.interrupt(batch, reason);
    }
  }

  @Override
  public void cancelTask(WorkerAction.CancelTask cancel) {
    var known = batches.get(cancel.slot());
    if (known != null) {
      known.cancelTask(cancel);
    }
  }

  @Override
  public void forget(BatchId batch) {
    code.forget(batch);
  }

  @Override
  public List<Reply.Running> running() {
    long now = System.nanoTime();
    return batches.values().stream()
        .flatMap(batch -> batch.running(now).stream())
        .limit(1000)
        .toList();
  }

  @Override
  public void close() {
    watch.close();
    batches.values().forEach(FanOutBatch::close);
    code.close();
  }
}
