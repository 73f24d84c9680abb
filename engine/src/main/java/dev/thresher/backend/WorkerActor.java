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
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker as an actor, the same in the coordinator's JVM and in a process of its own: messages and
 * reports of its slots become events, {@link WorkerMachine} decides, its actions are performed.
 * Where the coordinator lives, and so whether messages are encoded, it does not know.
 */
public final class WorkerActor extends AbstractBehavior<ToWorker> {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerActor.class);

  /**
   * What makes one worker.
   *
   * @param beat time between two signs of life
   * @param slots makes the slots, given where they report; called once, on the actor's thread
   * @param onExit is told why, once, when the machine ends the worker; not when the actor is
   *     stopped otherwise
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

  public static Behavior<ToWorker> create(Parts parts, Peer<ToCoordinator> coordinator) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new WorkerTick(), Duration.ZERO, parts.beat());
          return new WorkerActor(context, parts, coordinator);
        }));
  }

  private WorkerActor(
      ActorContext<ToWorker> context, Parts parts, Peer<ToCoordinator> coordinator) {
    super(context);
    this.parts = parts;
    this.coordinator = coordinator;
    this.self = new Peer.Actor<>(context.getSelf());
    this.slots = parts.slots().apply(event -> self.tell(new FromSlots(event)));
  }

  @Override
  public Receive<ToWorker> createReceive() {
    return newReceiveBuilder()
        .onAnyMessage(this::onMessage)
        .onSignal(PostStop.class, _ -> onStopped())
        .build();
  }

  private Behavior<ToWorker> onMessage(ToWorker message) {
    if (message instanceof FromSlots(WorkerEvent.SlotReported reported)) {
      return onReported(reported);
    }
    var next = tellReports();
    return next == this ? onOther(message) : next;
  }

  private Behavior<ToWorker> onOther(ToWorker message) {
    return switch (message) {
      case FromCoordinator(Request request) -> onReceived(request);
      case FromSlots(WorkerEvent event) -> decide(event);
      case ReportsWait() -> {
        announced = false;
        yield this;
      }
      case WorkerTick() -> decide(new WorkerEvent.Ticked(slots.running(), heap()));
    };
  }

  /**
   * Slots that wait for something often end at the same time. What they report waits until the
   * actor has seen all that lies before it now, so that it goes in few messages.
   */
  private Behavior<ToWorker> onReported(WorkerEvent.SlotReported reported) {
    Behavior<ToWorker> next = this;
    for (var part : ReportCutter.cut(reported)) {
      long size = ReportCutter.size(part);
      if (reportedBytes + size > WireLimits.RESULTS_BYTES) {
        next = tellReports();
      }
      reports.add(part);
      reportedBytes += size;
    }
    if (!parts.machine().hasSeveralSlots()) {
      return next == this ? tellReports() : next;
    }
    if (!announced && next == this) {
      announced = true;
      getContext().getSelf().tell(new ReportsWait());
    }
    return next;
  }

  private Behavior<ToWorker> tellReports() {
    if (reports.isEmpty()) {
      return this;
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

  private Behavior<ToWorker> onReceived(Request request) {
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

  private Behavior<ToWorker> decide(WorkerEvent event) {
    return perform(parts.machine().on(event, System.nanoTime()));
  }

  private Behavior<ToWorker> perform(List<WorkerAction> actions) {
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
          return Behaviors.stopped();
        }
      }
    }
    return this;
  }

  private void send(Reply reply) {
    if (reply instanceof Reply.Ended) {
      CrashPoints.reached(Moment.RESULTS_READY);
    }
    coordinator.tell(new FromWorker(parts.incarnation(), reply, self));
  }

  private Behavior<ToWorker> onStopped() {
    slots.close();
    return this;
  }
}
