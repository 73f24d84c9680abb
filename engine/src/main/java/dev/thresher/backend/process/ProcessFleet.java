package dev.thresher.backend.process;

import dev.thresher.backend.BackendProtocol.FleetStopped;
import dev.thresher.backend.BackendProtocol.Kill;
import dev.thresher.backend.BackendProtocol.Registered;
import dev.thresher.backend.BackendProtocol.Replace;
import dev.thresher.backend.BackendProtocol.Start;
import dev.thresher.backend.BackendProtocol.StopAll;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToFleet;
import dev.thresher.backend.BackendProtocol.WorkerExited;
import dev.thresher.backend.BackendProtocol.WorkerStarted;
import dev.thresher.backend.BackendProtocol.WorkerUp;
import dev.thresher.backend.WorkerExit;
import dev.thresher.cluster.EngineSystem;
import dev.thresher.cluster.Roles;
import dev.thresher.codec.Rendezvous;
import dev.thresher.execute.StartFile;
import dev.thresher.launch.ProcessEnd;
import dev.thresher.launch.WorkerProcess;
import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Starts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberJoined;
import org.apache.pekko.cluster.ClusterEvent.MemberUp;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Subscribe;
import org.jspecify.annotations.Nullable;

/**
 * Starts the worker processes of a run in waves, watches them and ends them. Every incarnation that
 * was started, or could not be, ends in exactly one {@link WorkerExited}, seen from the process's
 * exit within some 20 ms; its node is then taken out of the cluster at once.
 */
public final class ProcessFleet extends AbstractBehavior<Object> {
  /**
   * @param startTimeout from the start of a process to its registration
   * @param started the file in which a worker notes what it starts that may start once only
   * @param wave processes that start at the same time; the next one starts when one of them has
   *     registered or ended
   */
  public record Limits(Duration startTimeout, int wave, Function<Incarnation, Path> started) {}

  private sealed interface Own {}

  private record Spawned(Incarnation incarnation, WorkerProcess process) implements Own {}

  private record NotSpawned(Incarnation incarnation, Throwable why) implements Own {}

  private record Ended(Incarnation incarnation, ProcessEnd end, Starts starts) implements Own {}

  private record StartDue(Incarnation incarnation) implements Own {}

  private record StartOverdue(Incarnation incarnation) implements Own {}

  private record GraceOver() implements Own {}

  private final ActorRef<ToCoordinator> coordinator;
  private final Nursery nursery;
  private final Limits limits;
  private final TimerScheduler<Object> timers;
  private final Rendezvous rendezvous;
  private final Cluster cluster;
  private final Map<Incarnation, Life> lives = new TreeMap<>();
  private final Deque<Incarnation> waiting = new ArrayDeque<>();
  private boolean stopping;

  /** To be run on a node that {@link EngineSystem#coordinator} made. */
  public static Behavior<ToFleet> create(
      ActorRef<ToCoordinator> coordinator, Nursery nursery, Limits limits) {
    return Behaviors.setup((ActorContext<Object> context) ->
            Behaviors.withTimers(
                timers -> new ProcessFleet(context, timers, coordinator, nursery, limits)))
        .narrow();
  }

  private ProcessFleet(
      ActorContext<Object> context,
      TimerScheduler<Object> timers,
      ActorRef<ToCoordinator> coordinator,
      Nursery nursery,
      Limits limits) {
    super(context);
    this.coordinator = coordinator;
    this.nursery = nursery;
    this.limits = limits;
    this.timers = timers;
    var system = context.getSystem();
    this.cluster = Cluster.get(system);
    var ref = ActorRefResolver.get(system).toSerializationFormat(coordinator);
    this.rendezvous = new Rendezvous(EngineSystem.address(system), ref);
    cluster.subscriptions().tell(Subscribe.create(context.getSelf().narrow(), MemberEvent.class));
  }

  @Override
  public Receive<Object> createReceive() {
    return newReceiveBuilder()
        .onMessage(ToFleet.class, this::onAsked)
        .onMessage(Own.class, this::onOwn)
        .onMessage(MemberEvent.class, this::onMember)
        .onSignal(PostStop.class, _ -> onStopped())
        .build();
  }

  private Behavior<Object> onAsked(ToFleet message) {
    switch (message) {
      case Start(int workers) -> onStart(workers);
      case Replace(WorkerId worker, int number, Duration pause) ->
          onReplace(new Incarnation(worker, number), pause);
      case Registered(Incarnation worker) -> onRegistered(worker);
      case Kill(Incarnation worker, String reason) -> onKill(worker, reason);
      case StopAll(Duration grace) -> onStopAll(grace);
    }
    return this;
  }

  private Behavior<Object> onOwn(Own message) {
    switch (message) {
      case Spawned(Incarnation incarnation, WorkerProcess process) ->
          onSpawned(incarnation, process);
      case NotSpawned(Incarnation incarnation, Throwable why) ->
          end(incarnation, Life.notStarted(why), new Starts.Untold());
      case Ended ended -> onEnded(ended);
      case StartDue(Incarnation incarnation) -> enqueue(incarnation);
      case StartOverdue(Incarnation incarnation) -> onOverdue(incarnation);
      case GraceOver() -> lives.values().forEach(life -> life.kill("end of run"));
    }
    return this;
  }

  private void onStart(int workers) {
    for (int i = 1; i <= workers; i++) {
      waiting.add(new Incarnation(WorkerId.numbered(i), 1));
    }
    startWave();
  }

  private void onReplace(Incarnation incarnation, Duration pause) {
    timers.startSingleTimer(incarnation, new StartDue(incarnation), pause);
  }

  private void enqueue(Incarnation incarnation) {
    waiting.add(incarnation);
    startWave();
  }

  private void startWave() {
    while (!stopping && !waiting.isEmpty() && starting() < limits.wave()) {
      var incarnation = waiting.remove();
      lives.put(incarnation, new Life());
      getContext()
          .pipeToSelf(
              nursery.take(incarnation),
              (@Nullable WorkerProcess process, @Nullable Throwable failed) ->
                  process != null
                      ? new Spawned(incarnation, process)
                      : new NotSpawned(incarnation, Life.cause(failed)));
    }
  }

  private long starting() {
    return lives.values().stream().filter(life -> !life.isRegistered()).count();
  }

  private void onSpawned(Incarnation incarnation, WorkerProcess process) {
    var life = life(incarnation);
    if (life == null) {
      return;
    }
    life.runs(process);
    coordinator.tell(new WorkerStarted(incarnation, process.pid(), process.startedAt()));
    var self = getContext().getSelf();
    var started = limits.started().apply(incarnation);
    var _ =
        process
            .onExit()
            .thenAccept(end -> self.tell(new Ended(incarnation, end, StartFile.read(started))));
    if (stopping) {
      life.kill("end of run");
    } else {
      nursery.introduce(process, rendezvous);
      timers.startSingleTimer(incarnation, new StartOverdue(incarnation), limits.startTimeout());
    }
  }

  private void onRegistered(Incarnation incarnation) {
    var life = life(incarnation);
    if (life != null && !life.isRegistered()) {
      life.registered();
      timers.cancel(incarnation);
      startWave();
    }
  }

  private void onOverdue(Incarnation incarnation) {
    var life = life(incarnation);
    if (life != null && !life.isRegistered()) {
      life.giveUp("not heard of within " + limits.startTimeout().toMillis() + " ms");
    }
  }

  private void onKill(Incarnation incarnation, String reason) {
    var life = life(incarnation);
    if (life != null) {
      life.kill(reason);
    }
  }

  private void onEnded(Ended ended) {
    var life = life(ended.incarnation());
    if (life != null) {
      life.address().ifPresent(address -> cluster.manager().tell(new Down(address)));
      end(ended.incarnation(), life.exit(ended.end()), ended.starts());
    }
  }

  private void end(Incarnation incarnation, WorkerExit exit, Starts starts) {
    lives.remove(incarnation);
    timers.cancel(incarnation);
    coordinator.tell(new WorkerExited(incarnation, exit, starts));
    startWave();
    sayIfStopped();
  }

  private Behavior<Object> onMember(MemberEvent event) {
    Roles.incarnation(event.member().getRoles())
        .ifPresent(incarnation -> onMember(incarnation, event));
    return this;
  }

  private void onMember(Incarnation incarnation, MemberEvent event) {
    var address = event.member().address();
    var life = life(incarnation);
    if (life != null) {
      life.listensAt(address);
      if (event instanceof MemberUp) {
        coordinator.tell(new WorkerUp(incarnation, address.toString()));
      }
    } else if (event instanceof MemberJoined || event instanceof MemberUp) {
      // It ended before its membership was known here.
      cluster.manager().tell(new Down(address));
    }
  }

  private void onStopAll(Duration grace) {
    stopping = true;
    waiting.clear();
    timers.cancelAll();
    timers.startSingleTimer(new GraceOver(), grace);
    lives.values().forEach(life -> life.dismiss(nursery, "end of run"));
    sayIfStopped();
  }

  private void sayIfStopped() {
    if (stopping && lives.isEmpty()) {
      coordinator.tell(new FleetStopped());
    }
  }

  // Whatever stopped this actor, no process outlives it.
  private Behavior<Object> onStopped() {
    lives.values().forEach(life -> life.kill("the fleet ended"));
    return this;
  }

  private @Nullable Life life(Incarnation incarnation) {
    return lives.get(incarnation);
  }
}
