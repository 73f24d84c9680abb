package dev.thresher.backend;

import dev.thresher.backend.BackendProtocol.FromCoordinator;
import dev.thresher.backend.BackendProtocol.FromSlots;
import dev.thresher.backend.BackendProtocol.FromWorker;
import dev.thresher.backend.BackendProtocol.ReportsWait;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.backend.BackendProtocol.WorkerTick;
import dev.thresher.codec.WireLimits;
import dev.thresher.execute.Slots;
import dev.thresher.host.CrashPoints;
import dev.thresher.host.CrashPoints.Moment;
import dev.thresher.model.BatchId;
import dev.thresher.model.HeapUse;
import dev.thresher.model.Incarnation;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.protocol.WorkerAction;
import dev.thresher.protocol.WorkerEvent;
import dev.thresher.protocol.WorkerMachine;
import dev.thresher.trace.Note;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker, the same in the coordinator's JVM and in a process of its own: messages and reports of
 * its slots become events, {@link WorkerMachine} decides, its actions are performed. Where the
 * coordinator lives, and so whether messages are encoded, it does not know.
 *
 * <p>Has no thread of its own: whoever runs it, an actor or a loop, hands it one message after the
 * other, and a {@link WorkerTick} each {@link Parts#beat}.
 */
public final class WorkerShell implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerShell.class);

  /**
   * What makes one worker.
   *
   * @param beat time between two signs of life
   * @param slots makes the slots, given where they report; called once, when the worker is made
   * @param onExit is told why, once, when the machine ends the worker; not when it is stopped
   *     otherwise
   */
  public record Parts(
      Incarnation incarnation,
      WorkerMachine machine,
      Function<Consumer<WorkerEvent>, Slots> slots,
      Duration beat,
      Consumer<String> onExit) {}

  private final Parts parts;
  private final Peer<ToCoordinator> coordinator;
  private final Peer<ToWorker> self;
  private final Slots slots;
  private final List<WorkerEvent.SlotReported> reports = new ArrayList<>();
  private long reportedBytes;
  private boolean announced;

  /**
   * @param self hands messages to this worker, from any thread
   */
  public WorkerShell(Parts parts, Peer<ToCoordinator> coordinator, Peer<ToWorker> self) {
    this.parts = parts;
    this.coordinator = coordinator;
    this.self = self;
    this.slots = parts.slots().apply(event -> self.tell(new FromSlots(event)));
  }

  /** Answers whether the worker goes on. */
  public boolean on(ToWorker message) {
    if (message instanceof FromSlots(WorkerEvent.SlotReported reported)) {
      return onReported(reported);
    }
    return tellReports() && onOther(message);
  }

  private boolean onOther(ToWorker message) {
    return switch (message) {
      case FromCoordinator(Request request) -> onReceived(request);
      case FromSlots(WorkerEvent event) -> decide(event);
      case ReportsWait() -> {
        announced = false;
        yield true;
      }
      case WorkerTick() -> decide(new WorkerEvent.Ticked(slots.running(), heap()));
    };
  }

  /**
   * Slots that wait for something often end at the same time. What they report waits until the
   * worker has seen all that lies before it now, so that it goes in few messages.
   */
  private boolean onReported(WorkerEvent.SlotReported reported) {
    boolean goesOn = true;
    for (var part : ReportCutter.cut(reported)) {
      long size = ReportCutter.size(part);
      if (reportedBytes + size > WireLimits.RESULTS_BYTES) {
        goesOn &= tellReports();
      }
      reports.add(part);
      reportedBytes += size;
    }
    if (!parts.machine().hasSeveralSlots()) {
      return goesOn && tellReports();
    }
    if (!announced && goesOn) {
      announced = true;
      self.tell(new ReportsWait());
    }
    return goesOn;
  }

  private boolean tellReports() {
    if (reports.isEmpty()) {
      return true;
    }
    var event = reports.size() == 1 ? reports.getFirst() : new WorkerEvent.SlotsReported(reports);
    reports.clear();
    reportedBytes = 0;
    return decide(event);
  }

  private static HeapUse heap() {
    var jvm = Runtime.getRuntime();
    return new HeapUse(jvm.totalMemory() - jvm.freeMemory(), jvm.maxMemory());
  }

  private boolean onReceived(Request request) {
    switch (request) {
      case Request.RunTasks batch -> {
        CrashPoints.reached(Moment.BATCH_RECEIVED);
        BatchTrace.at(Note.Kind.TAKEN, batch);
      }
      case Request.Acknowledge _ -> CrashPoints.reached(Moment.RESULTS_ACKNOWLEDGED);
      case Request.Welcome _,
          Request.Define _,
          Request.ForgetStage _,
          Request.Revoke _,
          Request.Cancel _,
          Request.CancelTask _,
          Request.Beat _,
          Request.Drain _,
          Request.Stop _ -> {}
    }
    return decide(new WorkerEvent.Received(request));
  }

  private boolean decide(WorkerEvent event) {
    return perform(parts.machine().on(event, System.nanoTime()));
  }

  private boolean perform(List<WorkerAction> actions) {
    for (var action : actions) {
      switch (action) {
        case WorkerAction.Send(var reply) -> send(reply);
        case WorkerAction.Learn(var stage) -> slots.learn(stage);
        case WorkerAction.Assign(int slot, Request.RunTasks batch) -> slots.assign(slot, batch);
        case WorkerAction.TakeBack(int slot, BatchId batch, long count) ->
            slots.takeBack(slot, batch, count);
        case WorkerAction.Interrupt(int slot, BatchId batch, String reason) ->
            slots.interrupt(slot, batch, reason);
        case WorkerAction.CancelTask cancel -> slots.cancelTask(cancel);
        case WorkerAction.ForgetStage(int stage) -> slots.forgetStage(stage);
        case WorkerAction.Forget(BatchId batch) -> slots.forget(batch);
        case WorkerAction.Exit(String reason) -> {
          LOG.info("{} ends: {}", parts.incarnation(), reason);
          parts.onExit().accept(reason);
          return false;
        }
      }
    }
    return true;
  }

  private void send(Reply reply) {
    if (reply instanceof Reply.Ended) {
      CrashPoints.reached(Moment.RESULTS_READY);
    }
    coordinator.tell(new FromWorker(parts.incarnation(), reply, self));
  }

  @Override
  public void close() {
    slots.close();
  }
}
