package dev.thresher.sim;

import dev.thresher.model.BatchId;
import dev.thresher.model.HeapUse;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.Starts;
import dev.thresher.protocol.WorkerAction;
import dev.thresher.protocol.WorkerEvent;
import dev.thresher.protocol.WorkerMachine;
import dev.thresher.schedule.Departure.Blame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One life of a worker: the shipped state machine over simulated slots. */
final class SimulatedWorker implements SimulatedSlots.Surroundings {
  /** From a slot's thread to the worker's actor. */
  private static final long HOP_NANOS = 1_000;

  private static final long ORPHAN_GRACE_NANOS = 30_000_000_000L;

  /** Where the worker's words go, and how its end is noticed. */
  interface Outside {
    void send(Incarnation from, Reply reply);

    void died(SimulatedWorker worker, Blame blame);
  }

  private final VirtualTime time;
  private final Incarnation me;
  private final WorkerMachine machine;
  private final SimulatedSlots slots;
  private final Outside outside;
  private final Consumer<Happening> chronicle;
  private final Set<BatchId> arrived = new HashSet<>();
  private final List<WorkerEvent.SlotReported> reports = new ArrayList<>();
  private final long beatNanos;
  private boolean dead;
  private long frozenUntil;

  SimulatedWorker(
      VirtualTime time,
      Scenario scenario,
      Incarnation me,
      Meetings meetings,
      Outside outside,
      Consumer<Happening> chronicle) {
    this.time = time;
    this.me = me;
    this.outside = outside;
    this.chronicle = chronicle;
    this.beatNanos = scenario.limits().beat().toNanos();
    boolean fanOut = scenario.slots() == Reply.UNLIMITED;
    this.slots = new SimulatedSlots(this, scenario.tasks(), meetings, fanOut);
    this.machine =
        new WorkerMachine(
            new WorkerMachine.Identity(
                me, 1, "simulated", scenario.slots(), "simulated", ORPHAN_GRACE_NANOS));
  }

  Incarnation incarnation() {
    return me;
  }

  void start() {
    chronicle.accept(new Happening.Came(time.now(), me));
    tick();
  }

  void receive(Request request) {
    whenAwake(() -> {
      if (request instanceof Request.RunTasks batch && arrived.add(batch.batch())) {
        chronicle.accept(new Happening.Arrived(time.now(), me, batch.batch(), batch.tasks()));
      }
      decide(new WorkerEvent.Received(request));
    });
  }

  void freezeUntil(long nanos) {
    frozenUntil = Math.max(frozenUntil, nanos);
  }

  /** What it has noted of the tasks that it started; complete once it is dead. */
  Starts starts() {
    return slots.starts();
  }

  /** The process ends, whatever it does. */
  void die(Blame blame) {
    if (!dead) {
      dead = true;
      chronicle.accept(new Happening.Died(time.now(), me, blame));
      outside.died(this, blame);
    }
  }

  @Override
  public void after(long nanos, Runnable action) {
    time.after(nanos, () -> whenAwake(action));
  }

  @Override
  public long now() {
    return time.now();
  }

  @Override
  public void began(TaskId task, int attempt) {
    chronicle.accept(new Happening.Began(time.now(), me, task, attempt));
  }

  @Override
  public void ended(TaskId task, int attempt, Outcome outcome) {
    chronicle.accept(new Happening.Ended(time.now(), me, task, attempt, outcome));
  }

  @Override
  public void tell(WorkerEvent event) {
    if (event instanceof WorkerEvent.SlotReported report) {
      if (reports.isEmpty()) {
        after(HOP_NANOS, this::tellReports);
      }
      reports.add(report);
    } else {
      after(HOP_NANOS, () -> decide(event));
    }
  }

  /** All that slots have reported by now. */
  private void tellReports() {
    var together = List.copyOf(reports);
    reports.clear();
    decide(together.size() == 1 ? together.getFirst() : new WorkerEvent.SlotsReported(together));
  }

  @Override
  public void die() {
    die(Blame.OWN_DOING);
  }

  private void tick() {
    decide(new WorkerEvent.Ticked(slots.running(), HeapUse.UNKNOWN));
    after(beatNanos, this::tick);
  }

  private void decide(WorkerEvent event) {
    for (var action : machine.on(event, time.now())) {
      perform(action);
    }
  }

  private void perform(WorkerAction action) {
    switch (action) {
      case WorkerAction.Send(Reply reply) -> say(reply);
      case WorkerAction.Assign(int slot, Request.RunTasks batch) -> slots.assign(slot, batch);
      case WorkerAction.TakeBack(int slot, BatchId batch, long count) ->
          slots.takeBack(slot, batch, count);
      case WorkerAction.Interrupt(int slot, BatchId batch, String reason) ->
          slots.interrupt(slot, batch, reason);
      case WorkerAction.CancelTask cancel -> slots.cancelTask(cancel);
      case WorkerAction.Learn(var stage) -> slots.learn(stage);
      case WorkerAction.ForgetStage(int stage) -> slots.forgetStage(stage);
      case WorkerAction.Forget(var batch) -> slots.forget(batch);
      case WorkerAction.Exit _ -> die(Blame.OUTSIDE);
    }
  }

  private void say(Reply reply) {
    if (reply instanceof Reply.Report report) {
      chronicle.accept(new Happening.Reported(time.now(), me, report));
    }
    outside.send(me, reply);
  }

  private void whenAwake(Runnable action) {
    if (dead) {
      return;
    }
    if (time.now() < frozenUntil) {
      time.at(frozenUntil, () -> whenAwake(action));
    } else {
      action.run();
    }
  }
}
