package dev.thresher.backend;

import dev.thresher.execute.Slots;
import dev.thresher.model.BatchId;
import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.WorkerAction;
import dev.thresher.protocol.WorkerEvent;
import dev.thresher.protocol.WorkerMachine;
import dev.thresher.task.StageSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Notes what it is asked to do; reports what the test says. */
public final class RecordingSlots implements Slots {
  public final List<String> asked = new CopyOnWriteArrayList<>();
  private Consumer<WorkerEvent> events = _ -> {};

  /** Of a worker that has these as its slots, one, and beats fifty times a second. */
  public WorkerShell.Parts parts(Incarnation worker, Consumer<String> onExit) {
    var identity = new WorkerMachine.Identity(worker, 7, "host", 1, "1", Long.MAX_VALUE);
    return new WorkerShell.Parts(
        worker, new WorkerMachine(identity), this::reportingTo, Duration.ofMillis(20), onExit);
  }

  private RecordingSlots reportingTo(Consumer<WorkerEvent> listener) {
    events = listener;
    return this;
  }

  public void report(WorkerEvent event) {
    events.accept(event);
  }

  @Override
  public void learn(StageSpec stage) {
    asked.add("learn " + stage.name());
  }

  @Override
  public void forgetStage(int stage) {
    asked.add("forget stage " + stage);
  }

  @Override
  public void assign(int slot, Request.RunTasks batch) {
    asked.add("assign " + slot + " " + batch.tasks());
  }

  @Override
  public void takeBack(int slot, BatchId batch, long count) {
    asked.add("take back " + count);
  }

  @Override
  public void interrupt(int slot, BatchId batch, String reason) {
    asked.add("interrupt " + reason);
  }

  @Override
  public void cancelTask(WorkerAction.CancelTask cancel) {
    asked.add("cancel " + cancel.index());
  }

  @Override
  public void forget(BatchId batch) {
    asked.add("forget " + batch.value());
  }

  @Override
  public List<Reply.Running> running() {
    return List.of();
  }

  @Override
  public void close() {
    asked.add("close");
  }
}
