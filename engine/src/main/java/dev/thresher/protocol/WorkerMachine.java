package dev.thresher.protocol;

import dev.thresher.model.BatchId;
import dev.thresher.model.Incarnation;
import dev.thresher.model.Outcome;
import dev.thresher.model.TaskRange;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.protocol.SlotTable.Busy;
import dev.thresher.protocol.SlotTable.Purpose;
import dev.thresher.protocol.WorkerAction.Assign;
import dev.thresher.protocol.WorkerAction.CancelTask;
import dev.thresher.protocol.WorkerAction.Exit;
import dev.thresher.protocol.WorkerAction.Forget;
import dev.thresher.protocol.WorkerAction.Interrupt;
import dev.thresher.protocol.WorkerAction.Learn;
import dev.thresher.protocol.WorkerAction.Send;
import dev.thresher.protocol.WorkerAction.TakeBack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What a worker decides: which batch goes to which slot, what to tell the coordinator, what to tell
 * it again. A plain object with one owner; not safe for several threads. Time is monotonic
 * nanoseconds from any origin.
 *
 * <p>Phases: <em>joining</em> (registers on every tick, takes nothing), <em>serving</em>, <em>
 * draining</em> (starts nothing more, gives back what has not started), <em>over</em>. An expired
 * lease keeps a serving worker from starting anything until it hears of the coordinator again; when
 * that takes longer than the orphan grace, the worker ends.
 */
public final class WorkerMachine {
  /**
   * @param slots tasks at once, or {@link Reply#UNLIMITED}
   * @param version of the engine
   * @param orphanGraceNanos how long a worker whose lease has expired goes on with what runs
   */
  public record Identity(
      Incarnation worker,
      long pid,
      String host,
      int slots,
      String version,
      long orphanGraceNanos) {}

  private enum Phase {
    JOINING,
    SERVING,
    DRAINING,
    OVER
  }

  private final Identity me;
  private final SlotTable slots;
  private final PieceQueue queue = new PieceQueue();
  private final TreeMap<Long, HeldBatch> held = new TreeMap<>();
  private final BatchMemory memory = new BatchMemory();
  private final Outbox outbox = new Outbox();
  private final Set<Integer> stages = new HashSet<>();
  private List<WorkerAction> actions = new ArrayList<>();
  private Phase phase = Phase.JOINING;
  private long epoch;
  private long round;
  private long leaseNanos;
  private long heardNanos;
  private boolean lapsed;

  public WorkerMachine(Identity me) {
    this.me = me;
    this.slots = new SlotTable(me.slots());
  }

  /** Whether two slots may report at about the same time. */
  public boolean hasSeveralSlots() {
    return me.slots() != 1;
  }

  /** The actions to perform, in this order. The first event should be a {@code Ticked}. */
  public List<WorkerAction> on(WorkerEvent event, long nowNanos) {
    actions = new ArrayList<>(2);
    if (phase != Phase.OVER) {
      switch (event) {
        case WorkerEvent.Received(Request request) -> onReceived(request, nowNanos);
        case WorkerEvent.SlotReported reported -> onReported(reported);
        case WorkerEvent.SlotsReported(var reports) -> onReported(reports);
        case WorkerEvent.SlotGaveBack gaveBack -> onGaveBack(gaveBack);
        case WorkerEvent.Ticked ticked -> onTick(ticked, nowNanos);
      }
      startWhatCanStart();
    }
    return actions;
  }

  private void onReceived(Request request, long nowNanos) {
    if (!isForThisLife(request)) {
      return;
    }
    heardNanos = nowNanos;
    lapsed = false;
    switch (request) {
      case Request.Welcome welcome -> onWelcome(welcome);
      case Request.Define define -> onDefine(define);
      case Request.ForgetStage(int stage) -> onForgetStage(stage);
      case RunTasks batch -> onRunTasks(batch);
      case Request.Revoke(BatchId batch, long from) -> onRevoke(batch, from);
      case Request.Cancel(BatchId batch, String reason) -> onCancel(batch, reason);
      case Request.CancelTask cancel -> onCancelTask(cancel);
      case Request.Acknowledge(_, long sequence) ->
          outbox.acknowledge(sequence).forEach(batch -> actions.add(new Forget(batch)));
      case Request.Beat(_, long number) -> round = Math.max(round, number);
      case Request.Drain() -> onDrain();
      case Request.Stop() -> exit("stopped by the coordinator");
    }
  }

  /** Until the first welcome the epoch is 0, so that nothing that carries one is for this life. */
  private boolean isForThisLife(Request request) {
    return switch (request) {
      case Request.Welcome(_, long of, Incarnation you, _) ->
          of >= epoch && you.equals(me.worker());
      case RunTasks batch -> batch.epoch() == epoch;
      case Request.Acknowledge acknowledge -> acknowledge.epoch() == epoch;
      case Request.Beat beat -> beat.epoch() == epoch;
      case Request.Define _,
          Request.ForgetStage _,
          Request.Revoke _,
          Request.Cancel _,
          Request.CancelTask _,
          Request.Drain _,
          Request.Stop _ ->
          true;
    };
  }

  private void onWelcome(Request.Welcome welcome) {
    epoch = welcome.epoch();
    leaseNanos = welcome.leaseNanos();
    if (phase == Phase.JOINING) {
      phase = Phase.SERVING;
    }
    outbox.allAgain().forEach(this::send);
  }

  private void onDefine(Request.Define define) {
    if (stages.add(define.stage().stage())) {
      actions.add(new Learn(define.stage()));
    }
  }

  private void onForgetStage(int stage) {
    if (stages.remove(stage)) {
      actions.add(new WorkerAction.ForgetStage(stage));
    }
  }

  private void onRunTasks(RunTasks batch) {
    if (isKnown(batch.batch()) || !stages.contains(batch.tasks().stage())) {
      return;
    }
    // What may have been forgotten was acknowledged if it was ever here, and the coordinator would
    // not ask for it again. It asks, so it never was here.
    if (phase == Phase.DRAINING || memory.mayHaveForgotten(batch.batch())) {
      memory.remember(batch.batch());
      send(outbox.returned(batch.epoch(), batch.batch(), Optional.of(batch.tasks())));
      return;
    }
    var taken = new HeldBatch(batch);
    held.put(batch.batch().value(), taken);
    queue.addLast(taken, batch.tasks());
  }

  private boolean isKnown(BatchId batch) {
    return held.containsKey(batch.value())
        || memory.remembers(batch)
        || (memory.mayHaveForgotten(batch) && outbox.mentions(batch));
  }

  private void onRevoke(BatchId id, long from) {
    var batch = held.get(id.value());
    if (batch == null || revoke(batch, from) == 0) {
      send(outbox.returned(epoch, id, Optional.empty()));
    }
  }

  private void onDrain() {
    if (phase == Phase.SERVING) {
      phase = Phase.DRAINING;
      List.copyOf(held.values()).forEach(batch -> revoke(batch, batch.request().tasks().from()));
      sayIfDrained();
    }
  }

  /** Answers how many reports tell, or will tell, what becomes of it. */
  private int revoke(HeldBatch batch, long from) {
    batch.revokeFrom(from);
    var unstarted = queue.withdraw(batch, from);
    unstarted.forEach(tasks -> giveToCoordinator(batch, tasks));
    int asked = 0;
    for (var busy : slots.busy()) {
      if (busy.batch == batch && busy.until() > from) {
        ask(busy, busy.until() - Math.max(from, busy.from), Purpose.RETURN);
        asked++;
      }
    }
    forgetIfThrough(batch);
    return unstarted.size() + asked;
  }

  private void onCancel(BatchId id, String reason) {
    var batch = held.get(id.value());
    if (batch == null || batch.isCancelled()) {
      return;
    }
    batch.cancel(reason);
    queue.withdraw(batch, 0).forEach(tasks -> endUnstarted(batch, tasks, reason));
    for (var busy : slots.busy()) {
      if (busy.batch == batch) {
        actions.add(new Interrupt(busy.slot, id, reason));
      }
    }
    forgetIfThrough(batch);
  }

  /**
   * Wherever it is: what is on its way back from a slot is looked at when it comes. In a slot it
   * might wait for long for those before it, so the slot gives it back unless it has started.
   */
  private void onCancelTask(Request.CancelTask cancel) {
    var batch = held.get(cancel.batch().value());
    if (batch == null || batch.isCancelled()) {
      return;
    }
    long index = cancel.index();
    boolean isNews = batch.cancel(index, cancel.reason());
    if (queue.withdrawOne(batch, index)) {
      endUnstarted(batch, one(batch, index), cancel.reason());
      forgetIfThrough(batch);
      return;
    }
    for (var busy : slots.busy()) {
      if (busy.batch == batch && busy.from <= index && index < busy.until()) {
        actions.add(
            new CancelTask(busy.slot, cancel.batch(), index, cancel.reason(), cancel.interrupt()));
        if (isNews) {
          ask(busy, busy.until() - index, Purpose.SIFT);
        }
      }
    }
  }

  private void onReported(WorkerEvent.SlotReported reported) {
    var batch = note(reported);
    if (batch != null) {
      tell(batch, reported.results());
      sayIfDrained();
    }
  }

  /** One report for each batch: a message costs more than a result. */
  private void onReported(List<WorkerEvent.SlotReported> reports) {
    var results = new LinkedHashMap<HeldBatch, List<TaskResult>>();
    for (var reported : reports) {
      var batch = note(reported);
      if (batch != null) {
        results.computeIfAbsent(batch, _ -> new ArrayList<>()).addAll(reported.results());
      }
    }
    results.forEach(this::tell);
    sayIfDrained();
  }

  /** The batch of which the slot holds less now; null if it is none that this worker holds. */
  private @Nullable HeldBatch note(WorkerEvent.SlotReported reported) {
    var busy = slots.find(reported.slot(), reported.batch());
    if (busy == null) {
      return null;
    }
    busy.reported(reported.results().size());
    if (reported.finished()) {
      slots.release(busy);
      busy.batch.pieceGone();
    }
    return busy.batch;
  }

  private void tell(HeldBatch batch, List<TaskResult> results) {
    if (!results.isEmpty()) {
      send(outbox.ended(batch.request(), results, batch.isThrough()));
    }
    forgetIfThrough(batch);
  }

  private void onGaveBack(WorkerEvent.SlotGaveBack gaveBack) {
    var asked = slots.answered(gaveBack.slot(), gaveBack.batch());
    if (asked == null) {
      return;
    }
    var batch = asked.batch();
    batch.pieceGone();
    var busy = slots.find(gaveBack.slot(), gaveBack.batch());
    if (busy != null) {
      busy.gaveBack(gaveBack.tasks(), asked.purpose());
    }
    if (gaveBack.tasks().isPresent()) {
      placeAgain(batch, gaveBack.tasks().get());
    } else if (asked.purpose() == Purpose.RETURN) {
      send(outbox.returned(batch.request().epoch(), batch.id(), Optional.empty()));
    }
    forgetIfThrough(batch);
    sayIfDrained();
  }

  /** Tasks that came out of a slot: what has happened to their batch meanwhile decides. */
  private void placeAgain(HeldBatch batch, TaskRange tasks) {
    if (batch.isCancelled()) {
      endUnstarted(batch, tasks, batch.cancelReason());
      return;
    }
    long kept = Math.clamp(batch.revokedFrom() - tasks.from(), 0, tasks.size());
    if (kept < tasks.size()) {
      giveToCoordinator(batch, tasks.dropFirst(kept));
    }
    if (kept > 0) {
      queue.addFirst(batch, tasks.head(kept));
      endUnwanted(batch, tasks.head(kept));
    }
  }

  private void endUnwanted(HeldBatch batch, TaskRange tasks) {
    for (var unwanted : batch.cancelledIn(tasks).entrySet()) {
      if (queue.withdrawOne(batch, unwanted.getKey())) {
        endUnstarted(batch, one(batch, unwanted.getKey()), unwanted.getValue());
      }
    }
  }

  private void onTick(WorkerEvent.Ticked ticked, long nowNanos) {
    if (phase == Phase.JOINING) {
      send(new Reply.Register(me.worker(), me.pid(), me.host(), me.slots(), me.version()));
      return;
    }
    checkLease(nowNanos);
    outbox.dueAgain().forEach(this::send);
    send(
        new Reply.Beating(
            epoch,
            round,
            ticked.running(),
            held.values().stream().map(HeldBatch::id).toList(),
            ticked.heap()));
    sayIfDrained();
  }

  private void checkLease(long nowNanos) {
    long silenceNanos = nowNanos - heardNanos;
    if (leaseNanos == 0 || silenceNanos <= leaseNanos) {
      return;
    }
    if (silenceNanos - leaseNanos > me.orphanGraceNanos()) {
      exit("nothing heard of the coordinator for " + silenceNanos / 1_000_000 + " ms");
    } else if (!lapsed) {
      lapsed = true;
      slots.busy().forEach(busy -> ask(busy, Long.MAX_VALUE, Purpose.KEEP));
    }
  }

  private void startWhatCanStart() {
    if (lapsed || phase == Phase.OVER) {
      return;
    }
    while (slots.hasFree() && !queue.isEmpty()) {
      var piece = slots.isLimited() ? queue.next(slots.freeCount()) : queue.next();
      int slot = slots.occupy(piece.batch(), piece.tasks());
      actions.add(new Assign(slot, piece.batch().part(piece.tasks())));
    }
    if (slots.hasIdleBesideBusy()) {
      shareOut();
    }
  }

  /** Lets idle slots have the second half of what others have not started. */
  private void shareOut() {
    for (int idle = slots.freeCount() - slots.questions(Purpose.SHARE); idle > 0; idle--) {
      var fullest = slots.fullest();
      if (fullest.isEmpty()) {
        return;
      }
      ask(fullest.get(), (fullest.get().mayGive() + 1) / 2, Purpose.SHARE);
    }
  }

  private void ask(Busy busy, long count, Purpose purpose) {
    busy.batch.pieceAdded();
    slots.ask(busy, purpose);
    actions.add(new TakeBack(busy.slot, busy.batch.id(), count));
  }

  private void giveToCoordinator(HeldBatch batch, TaskRange tasks) {
    send(outbox.returned(batch.request().epoch(), batch.id(), Optional.of(tasks)));
  }

  private void endUnstarted(HeldBatch batch, TaskRange tasks, String reason) {
    var outcome = new Outcome.Cancelled(reason);
    var results =
        LongStream.range(tasks.from(), tasks.until())
            .mapToObj(index -> new TaskResult(index, outcome, 0))
            .toList();
    send(outbox.ended(batch.request(), results, batch.isThrough()));
  }

  private static TaskRange one(HeldBatch batch, long index) {
    return new TaskRange(batch.request().tasks().stage(), index, index + 1);
  }

  private void forgetIfThrough(HeldBatch batch) {
    if (batch.isThrough() && held.remove(batch.id().value()) != null) {
      memory.remember(batch.id());
      outbox.close(batch.id());
    }
  }

  private void sayIfDrained() {
    if (phase == Phase.DRAINING && held.isEmpty()) {
      send(new Reply.Drained());
    }
  }

  private void exit(String reason) {
    phase = Phase.OVER;
    actions.add(new Exit(reason));
  }

  private void send(Reply reply) {
    actions.add(new Send(reply));
  }
}
