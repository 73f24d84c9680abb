package dev.thresher.backend.thread;

import dev.thresher.backend.BackendProtocol.FleetStopped;
import dev.thresher.backend.BackendProtocol.Kill;
import dev.thresher.backend.BackendProtocol.Registered;
import dev.thresher.backend.BackendProtocol.Replace;
import dev.thresher.backend.BackendProtocol.Start;
import dev.thresher.backend.BackendProtocol.StopAll;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToFleet;
import dev.thresher.backend.BackendProtocol.ToWorker;
import dev.thresher.backend.BackendProtocol.WorkerExited;
import dev.thresher.backend.BackendProtocol.WorkerStarted;
import dev.thresher.backend.WorkerActor;
import dev.thresher.backend.WorkerExit;
import dev.thresher.backend.WorkerShell;
import dev.thresher.execute.Slots;
import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Starts;
import dev.thresher.protocol.WorkerEvent;
import dev.thresher.protocol.WorkerMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.Routers;

/**
 * The fleet of the thread backends. The router's part is to create, supervise and stop the routees;
 * work is addressed to the routee that the schedule chose, never spread by the router.
 *
 * <p>A routee whose shell fails is restarted as the worker's next incarnation. Nothing here can end
 * a thread by force: {@code Kill} is answered by the slots themselves, which leave a stuck thread
 * behind.
 */
public final class ThreadFleet extends AbstractBehavior<ToFleet> {

  /**
   * What makes the workers.
   *
   * @param dispatcher path of the routees' dispatcher in the actor system's configuration
   * @param slotsPerWorker tasks at once, or {@code Reply.UNLIMITED}
   * @param slots makes one worker's slots, given its incarnation and where they report
   */
  public record Parts(
      String dispatcher,
      int slotsPerWorker,
      String host,
      String version,
      Duration beat,
      Function<Incarnation, Function<Consumer<WorkerEvent>, Slots>> slots) {}

  private final Parts parts;
  private final ActorRef<ToCoordinator> coordinator;
  // Routees start beside each other, on threads of their dispatcher.
  private final AtomicInteger workers = new AtomicInteger();
  private final ConcurrentHashMap<String, Incarnation> routees = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Incarnation, Instant> startedAt = new ConcurrentHashMap<>();

  public static Behavior<ToFleet> create(Parts parts, ActorRef<ToCoordinator> coordinator) {
    return Behaviors.setup(context -> new ThreadFleet(context, parts, coordinator));
  }

  private ThreadFleet(
      ActorContext<ToFleet> context, Parts parts, ActorRef<ToCoordinator> coordinator) {
    super(context);
    this.parts = parts;
    this.coordinator = coordinator;
  }

  @Override
  public Receive<ToFleet> createReceive() {
    return newReceiveBuilder()
        .onAnyMessage(this::onMessage)
        .onSignal(Terminated.class, _ -> onPoolStopped())
        .build();
  }

  private Behavior<ToFleet> onMessage(ToFleet message) {
    switch (message) {
      case Start(int workers) -> start(workers);
      case StopAll _ -> stopAll();
      // A routee restarts by itself, and its slots abandon what does not stop.
      case Replace _, Kill _, Registered _ -> {}
    }
    return this;
  }

  private void start(int workers) {
    var routee =
        Behaviors.supervise(Behaviors.<ToWorker>setup(this::worker))
            .onFailure(SupervisorStrategy.restart());
    var pool =
        getContext()
            .spawn(
                Routers.pool(workers, routee)
                    .withRouteeProps(DispatcherSelector.fromConfig(parts.dispatcher())),
                "routees");
    getContext().watch(pool);
  }

  // Runs on the routee's dispatcher, at its start and at every restart.
  private Behavior<ToWorker> worker(ActorContext<ToWorker> context) {
    var incarnation =
        routees.compute(
            context.getSelf().path().name(),
            (_, former) -> former == null ? nextWorker() : restarted(former));
    startedAt.put(incarnation, Instant.now());
    var pid = ProcessHandle.current().pid();
    coordinator.tell(new WorkerStarted(incarnation, pid, Instant.now()));
    var machine =
        new WorkerMachine(
            new WorkerMachine.Identity(
                incarnation, pid, parts.host(), parts.slotsPerWorker(), parts.version(), 0));
    return WorkerActor.create(
        new WorkerShell.Parts(
            incarnation, machine, parts.slots().apply(incarnation), parts.beat(), _ -> {}),
        coordinator::tell);
  }

  private Incarnation nextWorker() {
    return new Incarnation(WorkerId.numbered(workers.incrementAndGet()), 1);
  }

  private Incarnation restarted(Incarnation former) {
    coordinator.tell(exit(former, new WorkerExit.Exited(70)));
    return new Incarnation(former.worker(), former.number() + 1);
  }

  private void stopAll() {
    var children = getContext().getChildren();
    if (children.isEmpty()) {
      onPoolStopped();
    }
    children.forEach(getContext()::stop);
  }

  private Behavior<ToFleet> onPoolStopped() {
    routees.values().stream()
        .sorted()
        .forEach(worker ->
            coordinator.tell(exit(worker, new WorkerExit.KilledByUs("the run has ended"))));
    coordinator.tell(new FleetStopped());
    return Behaviors.stopped();
  }

  private WorkerExited exit(Incarnation worker, WorkerExit.Cause cause) {
    var since = startedAt.getOrDefault(worker, Instant.now());
    var uptime = Duration.between(since, Instant.now());
    return new WorkerExited(
        worker,
        new WorkerExit(ProcessHandle.current().pid(), uptime, cause, List.of()),
        new Starts.Untold());
  }
}
