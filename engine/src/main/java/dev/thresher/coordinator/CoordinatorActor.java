package dev.thresher.coordinator;

import dev.thresher.backend.BackendProtocol.CancelRun;
import dev.thresher.backend.BackendProtocol.CoordinatorTick;
import dev.thresher.backend.BackendProtocol.DrainRun;
import dev.thresher.backend.BackendProtocol.FleetStopped;
import dev.thresher.backend.BackendProtocol.FromCoordinator;
import dev.thresher.backend.BackendProtocol.FromWorker;
import dev.thresher.backend.BackendProtocol.GiveBack;
import dev.thresher.backend.BackendProtocol.Kill;
import dev.thresher.backend.BackendProtocol.LedgerCalls;
import dev.thresher.backend.BackendProtocol.Registered;
import dev.thresher.backend.BackendProtocol.Replace;
import dev.thresher.backend.BackendProtocol.RowsReady;
import dev.thresher.backend.BackendProtocol.Start;
import dev.thresher.backend.BackendProtocol.StopAll;
import dev.thresher.backend.BackendProtocol.SubmitterCalls;
import dev.thresher.backend.BackendProtocol.TakenIn;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToFleet;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.backend.BackendProtocol.WorkerExited;
import dev.thresher.backend.BackendProtocol.WorkerStarted;
import dev.thresher.backend.BackendProtocol.WorkerUp;
import dev.thresher.backend.BatchTrace;
import dev.thresher.backend.Peer;
import dev.thresher.host.CrashPoints;
import dev.thresher.host.CrashPoints.Moment;
import dev.thresher.host.SignsOfLife;
import dev.thresher.journal.DurableSchedule;
import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Reply;
import dev.thresher.protocol.Request;
import dev.thresher.schedule.Decision;
import dev.thresher.schedule.ScheduleEvent;
import dev.thresher.schedule.Volume;
import dev.thresher.trace.Note;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one run: starts its fleet, performs what the schedule decides, and stops when all is over.
 */
public final class CoordinatorActor extends AbstractBehavior<ToCoordinator> {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorActor.class);
  private static final Duration TICK = Duration.ofMillis(50);

  private final DurableSchedule schedule;
  private final RunObserver observer;
  private final Submitter submitter;
  private final Duration grace;
  private final ActorRef<ToFleet> fleet;
  private final Map<Incarnation, Peer<ToWorker>> workers = new HashMap<>();
  private Decision.@Nullable Finish finish;

  /**
   * @param submitter gives it tasks while it runs, {@link Submitter#NONE} if the plan has all
   * @param fleet makes the behaviour of the fleet, which reports to the given coordinator
   * @param workers places that the fleet fills without being asked
   * @param grace for workers to end by themselves when the run is over
   */
  public static Behavior<ToCoordinator> create(
      DurableSchedule schedule,
      RunObserver observer,
      Submitter submitter,
      Function<ActorRef<ToCoordinator>, Behavior<ToFleet>> fleet,
      int workers,
      Duration grace) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new CoordinatorTick(), TICK);
          var started = context.spawn(fleet.apply(context.getSelf()), "fleet");
          var actor = new CoordinatorActor(context, schedule, observer, submitter, started, grace);
          schedule.whenLogMoves(() -> context.getSelf().tell(new LedgerCalls()));
          actor.begin(workers);
          return actor;
        }));
  }

  private CoordinatorActor(
      ActorContext<ToCoordinator> context,
      DurableSchedule schedule,
      RunObserver observer,
      Submitter submitter,
      ActorRef<ToFleet> fleet,
      Duration grace) {
    super(context);
    this.schedule = schedule;
    this.observer = observer;
    this.submitter = submitter;
    this.fleet = fleet;
    this.grace = grace;
  }

  private void begin(int places) {
    fleet.tell(new Start(places));
    for (int i = 1; i <= places; i++) {
      decide(new ScheduleEvent.WorkerExpected(WorkerId.numbered(i)));
    }
  }

  @Override
  public Receive<ToCoordinator> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::onMessage).build();
  }

  private Behavior<ToCoordinator> onMessage(ToCoordinator message) {
    return switch (message) {
      case FromWorker heard -> onHeard(heard);
      case WorkerStarted started -> {
        observer.started(started);
        yield this;
      }
      case WorkerUp up -> {
        LOG.info("{} is a member of the cluster at {}", up.worker(), up.address());
        yield this;
      }
      case WorkerExited exited -> onExited(exited);
      case GiveBack(Incarnation worker, String reason) ->
          decide(new ScheduleEvent.WorkerUnwanted(worker, false, reason));
      case DrainRun() -> decide(new ScheduleEvent.DrainAsked());
      case CancelRun(String reason) -> decide(new ScheduleEvent.CancelAsked(reason));
      case RowsReady(int stage, var inputs, long size, boolean whole) ->
          decide(new ScheduleEvent.RowsCounted(stage, inputs, size, whole));
      case TakenIn(long results, long bytes) ->
          decide(new ScheduleEvent.TakenIn(new Volume(results, bytes)));
      case SubmitterCalls() -> onSubmitterCalls();
      case LedgerCalls() -> onLedgerCalls();
      case CoordinatorTick() -> {
        SignsOfLife.beat();
        yield decide(new ScheduleEvent.Ticked());
      }
      case FleetStopped() -> onFleetStopped();
    };
  }

  private Behavior<ToCoordinator> onHeard(FromWorker heard) {
    switch (heard.reply()) {
      case Reply.Register register -> {
        workers.put(heard.from(), heard.worker());
        fleet.tell(new Registered(heard.from()));
        observer.registered(heard.from(), register);
      }
      case Reply.Beating beating ->
          observer.working(heard.from(), beating.running(), beating.heap());
      case Reply.Ended ended -> {
        CrashPoints.reached(Moment.RESULTS_HEARD);
        BatchTrace.at(Note.Kind.HEARD, ended);
      }
      case Reply.Returned _, Reply.Drained _ -> {}
    }
    return decide(new ScheduleEvent.Heard(heard.from(), heard.reply()));
  }

  private Behavior<ToCoordinator> onSubmitterCalls() {
    submitter.news().forEach(this::decide);
    return this;
  }

  private Behavior<ToCoordinator> onLedgerCalls() {
    if (finish == null) {
      perform(schedule.onLogMoved(System.nanoTime()));
    }
    return this;
  }

  private Behavior<ToCoordinator> onExited(WorkerExited exited) {
    workers.remove(exited.worker());
    observer.exited(exited, finish != null);
    return decide(
        new ScheduleEvent.WorkerGone(exited.worker(), Blaming.of(exited.exit()), exited.starts()));
  }

  private Behavior<ToCoordinator> onFleetStopped() {
    SignsOfLife.end();
    var end = finish;
    if (end != null) {
      observer.finished(end);
    }
    return Behaviors.stopped();
  }

  private Behavior<ToCoordinator> decide(ScheduleEvent event) {
    // Once finished the schedule is not asked again: whatever comes now belongs to the end.
    if (finish == null) {
      perform(schedule.on(event, System.nanoTime()));
    }
    return this;
  }

  private void perform(List<Decision> decisions) {
    for (var decision : decisions) {
      switch (decision) {
        case Decision.Send(Incarnation to, Request request) -> send(to, request);
        case Decision.Commit commit -> observer.committed(commit);
        case Decision.Withdraw withdrawn -> observer.withdrawn(withdrawn);
        case Decision.Retry retry -> observer.retried(retry);
        case Decision.Replace(WorkerId worker, int number, Duration pause) ->
            fleet.tell(new Replace(worker, number, pause));
        case Decision.Kill(Incarnation worker, String reason) ->
            fleet.tell(new Kill(worker, reason));
        case Decision.Finish end -> onFinish(end);
      }
    }
  }

  private void send(Incarnation to, Request request) {
    var worker = workers.get(to);
    if (worker != null) {
      worker.tell(new FromCoordinator(withArguments(to, request)));
    }
  }

  private Request withArguments(Incarnation to, Request request) {
    if (request instanceof Request.RunTasks tasks) {
      CrashPoints.reached(Moment.BATCH_CHOSEN);
      BatchTrace.at(Note.Kind.HANDED, tasks);
      return submitter.withArguments(to, tasks);
    }
    return request;
  }

  private void onFinish(Decision.Finish end) {
    LOG.info("the run ends: {} {}", end.end(), end.detail());
    finish = end;
    fleet.tell(new StopAll(grace));
  }
}
