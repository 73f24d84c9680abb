package dev.thresher.execute;

import dev.thresher.model.BatchId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.WorkerAction;
import dev.thresher.protocol.WorkerEvent;
import dev.thresher.task.StageSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * A thread a slot, platform or virtual by the factory. A slot runs its batch on its own, without a
 * message per task.
 */
public final class ThreadSlots implements Slots {
  private final TaskCode code;
  private final Consumer<WorkerEvent> events;
  private final ThreadFactory threads;
  private final ConcurrentHashMap<Integer, SlotThread> slots = new ConcurrentHashMap<>();
  private final SlotWatch watch;

  /**
   * @param code for these slots alone; closed with them
   * @param events called from slot threads, one call at a time per slot; must return at once
   * @param abandonAfter how long a task may ignore its interruption before its slot goes on without
   *     it
   */
  public ThreadSlots(
      TaskCode code, Consumer<WorkerEvent> events, ThreadFactory threads, Duration abandonAfter) {
    this.code = code;
    this.events = events;
    this.threads = threads;
    long abandonAfterNanos = abandonAfter.toNanos();
    this.watch =
        new SlotWatch(
            () -> slots.values().stream().anyMatch(SlotThread::isBusy),
            now -> slots.values().forEach(slot -> slot.tick(now, abandonAfterNanos)));
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
    slots
        .computeIfAbsent(slot, number -> new SlotThread(number, code, events, threads))
        .assign(batch);
    watch.wake();
  }

  @Override
  public void takeBack(int slot, BatchId batch, long count) {
    var known = slots.get(slot);
    if (known != null) {
      known.takeBack(batch, count);
    }
  }

  @Override
  public void interrupt(int slot, BatchId batch, String reason) {
    var known = slots.get(slot);
    if (known != null) {
      known.interrupt(batch, reason);
    }
  }

  @Override
  public void cancelTask(WorkerAction.CancelTask cancel) {
    var known = slots.get(cancel.slot());
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
    return slots.values().stream().flatMap(slot -> slot.running(now).stream()).toList();
  }

  @Override
  public void close() {
    watch.close();
    slots.values().forEach(SlotThread::close);
    code.close();
  }
}
