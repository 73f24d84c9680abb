package dev.thresher.sim;

import dev.thresher.model.BatchId;
import dev.thresher.model.Outcome;
import dev.thresher.model.Payload;
import dev.thresher.model.TaskId;
import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.ReportPace;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.Starts;
import dev.thresher.protocol.TaskResult;
import dev.thresher.protocol.WorkerAction;
import dev.thresher.protocol.WorkerEvent;
import dev.thresher.sim.TaskModel.Behaviour;
import dev.thresher.task.StageSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one simulated worker, with the manners of the room {@code execute}: a slot goes from
 * task to task by itself, reports at the end of a batch and otherwise every few milliseconds, gives
 * back unstarted tasks from the end, and ends a task at its deadline unless the task is stubborn.
 */
final class SimulatedSlots {
  static final Payload NOTHING = new Payload.Reference("result");

  /** What slots need from the worker that they belong to. */
  interface Surroundings {
    /** Later, unless the worker is dead by then. */
    void after(long nanos, Runnable action);

    long now();

    void began(TaskId task, int attempt);

    void ended(TaskId task, int attempt, Outcome outcome);

    /** A slot tells the worker's machine. */
    void tell(WorkerEvent event);

    /** A task ends its own process. */
    void die();
  }

  private final class Running {
    long stoppedAt = -1;
    final TaskId task;
    final long startedAt = worker.now();
    boolean ended;

    Running(TaskId task) {
      this.task = task;
    }
  }

  private final class Slot {
    final int number;
    final RunTasks batch;
    final StageSpec stage;
    final List<Running> running = new ArrayList<>();
    long next;
    long until;
    final Map<Long, Outcome> unwanted = new HashMap<>();
    List<TaskResult> results = new ArrayList<>();
    final ReportPace pace = new ReportPace(worker.now());
    boolean watched;

    Slot(int number, RunTasks batch, StageSpec stage) {
      this.number = number;
      this.batch = batch;
      this.stage = stage;
      this.next = batch.tasks().from();
      this.until = batch.tasks().until();
    }
  }

  private final Surroundings worker;
  private final TaskModel model;
  private final Meetings meetings;
  private final boolean fanOut;
  private final Map<Integer, StageSpec> stages = new HashMap<>();
  private final TreeMap<Integer, Slot> busy = new TreeMap<>();
  private final Map<BatchId, List<TaskRange>> started = new HashMap<>();

  SimulatedSlots(Surroundings worker, TaskModel model, Meetings meetings, boolean fanOut) {
    this.worker = worker;
    this.model = model;
    this.meetings = meetings;
    this.fanOut = fanOut;
  }

  void learn(StageSpec stage) {
    stages.put(stage.stage(), stage);
  }

  void forgetStage(int stage) {
    stages.remove(stage);
  }

  void assign(int number, RunTasks batch) {
    var stage = stages.get(batch.tasks().stage());
    if (stage == null || busy.containsKey(number)) {
      throw new IllegalStateException("slot " + number + " cannot take " + batch);
    }
    var slot = new Slot(number, batch, stage);
    busy.put(number, slot);
    if (fanOut) {
      while (slot.next < slot.until) {
        begin(slot);
      }
    } else {
      begin(slot);
    }
  }

  void takeBack(int number, BatchId batch, long count) {
    var slot = find(number, batch);
    Optional<TaskRange> given = Optional.empty();
    if (slot != null && slot.next < slot.until) {
      long from = Math.max(slot.next, slot.until - count < 0 ? 0 : slot.until - count);
      given = Optional.of(new TaskRange(batch(slot).stage(), from, slot.until));
      slot.until = from;
    }
    worker.tell(new WorkerEvent.SlotGaveBack(number, batch, given));
  }

  void interrupt(int number, BatchId batch, String reason) {
    var slot = find(number, batch);
    if (slot == null) {
      return;
    }
    var outcome = new Outcome.Cancelled(reason);
    for (long index = slot.next; index < slot.until; index++) {
      slot.results.add(new TaskResult(index, outcome, 0));
    }
    slot.until = slot.next;
    List.copyOf(slot.running).forEach(running -> stop(slot, running, outcome));
  }

  private void stop(Slot slot, Running running, Outcome outcome) {
    running.stoppedAt = running.stoppedAt < 0 ? worker.now() : running.stoppedAt;
    if (behaviour(slot, running).ending() != TaskModel.Ending.IGNORES_INTERRUPTION) {
      worker.after(1, () -> end(slot, running, outcome));
    }
  }

  void cancelTask(WorkerAction.CancelTask cancel) {
    var slot = find(cancel.slot(), cancel.batch());
    if (slot == null) {
      return;
    }
    slot.pace.hurry();
    var outcome = new Outcome.Cancelled(cancel.reason());
    if (cancel.index() >= slot.next && cancel.index() < slot.until) {
      slot.unwanted.put(cancel.index(), outcome);
    }
    if (cancel.interrupt()) {
      slot.running.stream()
          .filter(running -> running.task.index() == cancel.index())
          .toList()
          .forEach(running -> stop(slot, running, outcome));
    }
  }

  void forget(BatchId batch) {
    started.remove(batch);
  }

  /** What the note says that a worker leaves behind. */
  Starts starts() {
    return new Starts.Told(started);
  }

  List<Reply.Running> running() {
    var all = new ArrayList<Reply.Running>();
    for (var slot : busy.values()) {
      for (var running : slot.running) {
        long stopping = running.stoppedAt < 0 ? 0 : worker.now() - running.stoppedAt;
        long runs = worker.now() - running.startedAt;
        all.add(new Reply.Running(running.task, slot.batch.attempt(), runs, stopping));
      }
    }
    return all;
  }

  private void begin(Slot slot) {
    var unwanted = slot.unwanted.remove(slot.next);
    if (unwanted != null) {
      slot.pace.hurry();
      slot.results.add(new TaskResult(slot.next++, unwanted, 0));
      goOn(slot);
      return;
    }
    var running = new Running(new TaskId(batch(slot).stage(), slot.next++));
    slot.running.add(running);
    started
        .computeIfAbsent(slot.batch.batch(), _ -> new ArrayList<>())
        .add(TaskRange.of(running.task));
    worker.began(running.task, slot.batch.attempt());
    var behaviour = behaviour(slot, running);
    long deadline = slot.stage.deadlineNanos();
    switch (behaviour.ending()) {
      case KILLS_ITS_WORKER -> worker.after(behaviour.nanos(), worker::die);
      case COMPLETES -> endLater(slot, running, behaviour.nanos(), completed());
      case FAILS -> endLater(slot, running, behaviour.nanos(), failed(running.task));
      case HANGS, IGNORES_INTERRUPTION -> {}
    }
    if (deadline > 0 && behaviour.ending() != TaskModel.Ending.IGNORES_INTERRUPTION) {
      worker.after(deadline, () -> end(slot, running, new Outcome.TimedOut(deadline)));
    }
  }

  private void endLater(Slot slot, Running running, long nanos, Outcome outcome) {
    Runnable ending = () -> worker.after(nanos, () -> end(slot, running, outcome));
    if (model.meets(running.task)) {
      meetings.arrive(ending);
    } else {
      ending.run();
    }
  }

  private void end(Slot slot, Running running, Outcome outcome) {
    if (running.ended) {
      return;
    }
    running.ended = true;
    slot.running.remove(running);
    worker.ended(running.task, slot.batch.attempt(), outcome);
    long nanos = worker.now() - running.startedAt;
    slot.results.add(new TaskResult(running.task.index(), outcome, nanos));
    goOn(slot);
  }

  private void goOn(Slot slot) {
    if (slot.next < slot.until) {
      flushOldResults(slot);
      begin(slot);
    } else if (slot.running.isEmpty()) {
      busy.remove(slot.number);
      flush(slot, true);
    } else {
      flushOldResults(slot);
    }
  }

  private void flushOldResults(Slot slot) {
    if (slot.results.isEmpty()) {
      return;
    }
    if (slot.pace.isDue(worker.now())) {
      flush(slot, false);
    } else if (!slot.watched) {
      slot.watched = true;
      worker.after(ReportPace.SOON_NANOS, () -> lookAgain(slot));
    }
  }

  private void lookAgain(Slot slot) {
    slot.watched = false;
    if (busy.get(slot.number) == slot) {
      flushOldResults(slot);
    }
  }

  private void flush(Slot slot, boolean finished) {
    var ready = slot.results;
    slot.results = new ArrayList<>();
    slot.pace.reported(worker.now());
    worker.tell(new WorkerEvent.SlotReported(slot.number, slot.batch.batch(), ready, finished));
  }

  private @Nullable Slot find(int number, BatchId batch) {
    var slot = busy.get(number);
    return slot != null && slot.batch.batch().equals(batch) ? slot : null;
  }

  private Behaviour behaviour(Slot slot, Running running) {
    return model.of(running.task, slot.batch.attempt());
  }

  private static TaskRange batch(Slot slot) {
    return slot.batch.tasks();
  }

  private static Outcome completed() {
    return new Outcome.Completed(NOTHING);
  }

  private Outcome failed(TaskId task) {
    return new Outcome.Failed(model.failure(task));
  }
}
