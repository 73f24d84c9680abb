package dev.thresher.backend.process;

import dev.thresher.backend.BackendProtocol.FleetStopped;
import dev.thresher.backend.BackendProtocol.FromWorker;
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
import dev.thresher.backend.direct.DirectListener;
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
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
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
 * exit within some 20 ms; its node, if it has one, is then taken out of the cluster at once.
 */
public final class ProcessFleet extends AbstractBehavior<Object> {
  /**
   * @param startTimeout from the start of a process to its registration
   * @param started the file in which a worker notes what it starts that may start once only
   * @param wave processes that start at the same time; the next one starts when one of them has
   *     registered or ended
   * @param endTimeout from the kill of the last processes to their ends: those that are not seen
   *     within are taken for ended, as a run must not wait for what the system does not tell
   */
  public record Limits(
      Duration startTimeout, int wave, Function<Incarnation, Path> started, Duration endTimeout) {}

  /** From the end of a worker's channel to the end of its process, which brings it about. */
  private static final Duration CHANNEL_GRACE = Duration.ofSeconds(2);

  private sealed interface Own {}

  private record Spawned(Incarnation incarnation, WorkerProcess process) implements Own {}

  private record NotSpawned(Incarnation incarnation, Throwable why) implements Own {}

  private record Ended(Incarnation incarnation, ProcessEnd end, Starts starts) implements Own {}

  private record StartDue(Incarnation incarnation) implements Own {}

  private record StartOverdue(Incarnation incarnation) implements Own {}

  private record GraceOver() implements Own {}

  private record EndsOverdue() implements Own {}

  /**
   * @param fault why it was closed from here; empty if the worker's side has gone
   */
  private record ChannelEnded(Incarnation incarnation, String fault) implements Own {}

  private record ChannelOverdue(Incarnation incarnation) implements Own {}

  private final ActorRef<ToCoordinator> coordinator;
  private final Nursery nursery;
  private final Limits limits;
  private final Optional<DirectListener> channels;
  private final TimerScheduler<Object> timers;
  private final Optional<Meeting> meeting;
  private final Map<Incarnation, Life> lives = new TreeMap<>();
  private final Deque<Incarnation> waiting = new ArrayDeque<>();
  private boolean stopping;

  /** Where workers join the coordinator's node, if they are to. */
  private record Meeting(Cluster cluster, Rendezvous rendezvous) {
    static Meeting at(ActorSystem<?> system, ActorRef<ToCoordinator> coordinator) {
      var ref = ActorRefResolver.get(system).toSerializationFormat(coordinator);
      return new Meeting(Cluster.get(system), new Rendezvous(EngineSystem.address(system), ref));
    }

    void tellMoves(ActorRef<MemberEvent> to) {
      cluster.subscriptions().tell(Subscribe.create(to, MemberEvent.class));
    }

    void takeOut(Address node) {
      cluster.manager().tell(new Down(node));
    }
  }

  /**
   * @param channels by which workers speak to the coordinator; empty if they join its node, which
   *     {@link EngineSystem#coordinator} made then
   */
  public static Behavior<ToFleet> create(
      ActorRef<ToCoordinator> coordinator,
      Nursery nursery,
      Limits limits,
      Optional<DirectListener> channels) {
    return create(
        coordinator,
        nursery,
        limits,
        channels,
        (listener, self) -> listener.serve(onChannels(coordinator, self)));
  }

  /**
   * The same for workers whose coordinator is on another host: what they say is handed on as it is.
   *
   * @param coordinator is told of the workers' starts and ends
   * @param frames takes what they say, on their channels' threads
   */
  public static Behavior<ToFleet> relaying(
      ActorRef<ToCoordinator> coordinator,
      Nursery nursery,
      Limits limits,
      DirectListener channels,
      BiConsumer<Incarnation, byte[]> frames) {
    return create(
        coordinator,
        nursery,
        limits,
        Optional.of(channels),
        (listener, self) -> listener.relay(onChannels(frames, self)));
  }

  private static Behavior<ToFleet> create(
      ActorRef<ToCoordinator> coordinator,
      Nursery nursery,
      Limits limits,
      Optional<DirectListener> channels,
      BiConsumer<DirectListener, ActorRef<Object>> listen) {
    return Behaviors.setup(
            (ActorContext<Object> context) -> {
              channels.ifPresent(listener -> listen.accept(listener, context.getSelf()));
              return Behaviors.withTimers(timers ->
                  new ProcessFleet(context, timers, coordinator, nursery, limits, channels));
            })
        .narrow();
  }

  private ProcessFleet(
      ActorContext<Object> context,
      TimerScheduler<Object> timers,
      ActorRef<ToCoordinator> coordinator,
      Nursery nursery,
      Limits limits,
      Optional<DirectListener> channels) {
    super(context);
    this.channels = channels;
    this.coordinator = coordinator;
    this.nursery = nursery;
    this.limits = limits;
    this.timers = timers;
    this.meeting =
        channels.isPresent()
            ? Optional.empty()
            : Optional.of(Meeting.at(context.getSystem(), coordinator));
    var self = context.getSelf();
    meeting.ifPresent(node -> node.tellMoves(self.narrow()));
  }

  private static DirectListener.Relay onChannels(
      BiConsumer<Incarnation, byte[]> frames, ActorRef<Object> self) {
    return new DirectListener.Relay() {
      @Override
      public void heard(Incarnation worker, byte[] frame) {
        frames.accept(worker, frame);
      }

      @Override
      public void ended(Incarnation worker) {
        self.tell(new ChannelEnded(worker, ""));
      }

      @Override
      public void refused(Incarnation worker, String why) {
        self.tell(new ChannelEnded(worker, why));
      }
    };
  }

  private static DirectListener.Events onChannels(
      ActorRef<ToCoordinator> coordinator, ActorRef<Object> self) {
    return new DirectListener.Events() {
      @Override
      public void heard(FromWorker message) {
        coordinator.tell(message);
      }

      @Override
      public void ended(Incarnation worker) {
        self.tell(new ChannelEnded(worker, ""));
      }

      @Override
      public void refused(Incarnation worker, String why) {
        self.tell(new ChannelEnded(worker, why));
      }
    };
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
      case ChannelEnded(Incarnation incarnation, String fault) ->
          onChannelEnded(incarnation, fault);
      case ChannelOverdue(Incarnation incarnation) -> onKill(incarnation, "its channel has ended");
      case GraceOver() -> onGraceOver();
      case EndsOverdue() -> onEndsOverdue();
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
      process.kill(); // it was given up while it started
      return;
    }
    life.runs(process);
    coordinator.tell(new WorkerStarted(incarnation, process.pid(), process.startedAt()));
    channels.ifPresent(listener -> listener.admit(incarnation));
    var self = getContext().getSelf();
    var started = limits.started().apply(incarnation);
    var _ =
        process
            .onExit()
            .thenAccept(end -> self.tell(new Ended(incarnation, end, StartFile.read(started))));
    if (stopping) {
      life.kill("end of run");
    } else {
      meeting.ifPresent(node -> nursery.introduce(process, node.rendezvous()));
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

  // As a rule the process has ended, and how it did is told in a moment. What it had been running
  // is
  // not to blame if it is the engine that could not go on with it.
  private void onChannelEnded(Incarnation incarnation, String fault) {
    if (fault.isEmpty()) {
      var overdue = new ChannelOverdue(incarnation);
      timers.startSingleTimer(overdue, overdue, CHANNEL_GRACE);
    } else {
      onKill(incarnation, "its channel was closed: " + fault);
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
      life.address().ifPresent(this::takeOut);
      end(ended.incarnation(), life.exit(ended.end()), ended.starts());
    }
  }

  private void end(Incarnation incarnation, WorkerExit exit, Starts starts) {
    lives.remove(incarnation);
    timers.cancel(incarnation);
    timers.cancel(new ChannelOverdue(incarnation));
    channels.ifPresent(listener -> listener.forget(incarnation));
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
      takeOut(address);
    }
  }

  private void takeOut(Address node) {
    meeting.ifPresent(at -> at.takeOut(node));
  }

  private void onStopAll(Duration grace) {
    stopping = true;
    waiting.clear();
    timers.cancelAll();
    timers.startSingleTimer(new GraceOver(), grace);
    lives.values().forEach(life -> life.dismiss(nursery, "end of run"));
    sayIfStopped();
  }

  private void onGraceOver() {
    lives.values().forEach(life -> life.kill("end of run"));
    timers.startSingleTimer(new EndsOverdue(), limits.endTimeout());
  }

  private void onEndsOverdue() {
    new TreeMap<>(lives)
        .forEach((incarnation, life) -> {
          var exit = life.unseen(limits.endTimeout());
          getContext()
              .getLog()
              .warn("{} (process {}): {}", incarnation, exit.pid(), exit.describe());
          end(incarnation, exit, new Starts.Untold());
        });
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
