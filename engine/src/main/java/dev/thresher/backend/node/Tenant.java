package dev.thresher.backend.node;

import dev.thresher.backend.BackendProtocol.FleetStopped;
import dev.thresher.backend.BackendProtocol.Kill;
import dev.thresher.backend.BackendProtocol.Registered;
import dev.thresher.backend.BackendProtocol.Replace;
import dev.thresher.backend.BackendProtocol.StopAll;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToFleet;
import dev.thresher.backend.BackendProtocol.WorkerExited;
import dev.thresher.backend.BackendProtocol.WorkerStarted;
import dev.thresher.backend.node.NodeMessage.DriverBeat;
import dev.thresher.backend.node.NodeMessage.EndRun;
import dev.thresher.backend.node.NodeMessage.FileRefused;
import dev.thresher.backend.node.NodeMessage.FileTaken;
import dev.thresher.backend.node.NodeMessage.FilesTold;
import dev.thresher.backend.node.NodeMessage.KillWorker;
import dev.thresher.backend.node.NodeMessage.Piece;
import dev.thresher.backend.node.NodeMessage.PieceAsked;
import dev.thresher.backend.node.NodeMessage.PieceRefused;
import dev.thresher.backend.node.NodeMessage.RelayedLetter;
import dev.thresher.backend.node.NodeMessage.RelayedRequest;
import dev.thresher.backend.node.NodeMessage.StartRefused;
import dev.thresher.backend.node.NodeMessage.StartWorker;
import dev.thresher.backend.node.NodeMessage.TenantState;
import dev.thresher.backend.node.NodeMessage.WorkerEnded;
import dev.thresher.backend.process.Nursery;
import dev.thresher.backend.process.ProcessFleet;
import dev.thresher.model.Bytes;
import dev.thresher.model.Incarnation;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.RunKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one life of a run at one agent. They are worker processes like any others, with a
 * fleet that starts, watches and ends them; the coordinator of that fleet is this actor, which
 * stands here for the driver. It passes frames on without a look at them, and ends everything when
 * the driver has not been heard for the orphan grace.
 */
final class Tenant extends AbstractBehavior<Object> {
  /** How long what has ended is told to a driver that says nothing any more. */
  private static final Duration TELLING = Duration.ofSeconds(10);

  /** All of it ends now. */
  record Leave(String reason) {}

  private record Beat() {}

  private record Prepared(TenantHome home) {}

  private record Unfit(String reason) {}

  private record Handed(WorkerEnded told) {}

  private final AgentTerms agent;
  private final RunKey run;
  private final NodeLine line;
  private final ActorRef<Object> parent;
  private final List<StartWorker> waiting = new ArrayList<>();
  private final Map<Incarnation, TenantState.Living> living = new TreeMap<>();
  private final Map<Incarnation, WorkerEnded> ended = new TreeMap<>();
  private volatile NodeAddress driver;
  private @Nullable TenantHome home;
  private @Nullable Nursery nursery;
  private @Nullable ActorRef<ToFleet> fleet;
  private String unfit = "";
  private final Punctuality punctuality;
  private long heardNanos = System.nanoTime();
  private boolean ending;
  private boolean atOnce;
  private boolean stopped;

  /** Workers that have ended, whose own files are on their way. */
  private int papers;

  /**
   * @param first the first worker that the run is to have here; it comes again as a message
   * @param place of this tenant's own files
   */
  static Behavior<Object> create(
      AgentTerms agent, StartWorker first, Path place, NodeLine line, ActorRef<Object> parent) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new Beat(), agent.times().beat());
          return new Tenant(context, agent, first, place, line, parent);
        }));
  }

  private Tenant(
      ActorContext<Object> context,
      AgentTerms agent,
      StartWorker first,
      Path place,
      NodeLine line,
      ActorRef<Object> parent) {
    super(context);
    this.agent = agent;
    this.run = first.run();
    this.driver = first.driver();
    this.line = line;
    this.parent = parent;
    this.punctuality = new Punctuality(agent.times().beat(), System.nanoTime());
    // A file system that others share may keep one waiting, and must not keep anybody else.
    context.pipeToSelf(
        CompletableFuture.supplyAsync(
            () -> TenantHome.open(agent, first.run(), first.terms(), place, line, () -> driver),
            opening -> Thread.ofPlatform().name("run-directory").daemon().start(opening)),
        (@Nullable TenantHome opened, @Nullable Throwable failed) ->
            opened != null ? new Prepared(opened) : new Unfit(TenantHome.reason(failed, agent)));
  }

  @Override
  public Receive<Object> createReceive() {
    return newReceiveBuilder()
        .onMessage(NodeMessage.class, this::onHeard)
        .onMessage(ToCoordinator.class, this::onFleet)
        .onMessage(Beat.class, _ -> onBeat())
        .onMessage(Prepared.class, prepared -> onPrepared(prepared.home()))
        .onMessage(Unfit.class, refused -> onUnfit(refused.reason()))
        .onMessage(Handed.class, handed -> onHanded(handed.told()))
        .onMessage(Leave.class, leave -> onLeave(leave.reason()))
        .onSignal(PostStop.class, _ -> onStopped())
        .build();
  }

  private Behavior<Object> onHeard(NodeMessage message) {
    heardNanos = System.nanoTime();
    switch (message) {
      case StartWorker start -> onStart(start);
      case DriverBeat beat -> onDriverBeat(beat);
      case KillWorker(_, Incarnation worker, String reason) -> tell(new Kill(worker, reason));
      case EndRun(_, Duration grace) -> end(grace);
      case RelayedRequest(_, Incarnation worker, Bytes frame) -> relay(worker, frame);
      case FilesTold told -> onFiles(told);
      case Piece piece -> onFiles(piece);
      case PieceRefused refused -> onFiles(refused);
      case PieceAsked asked -> onFiles(asked);
      case FileTaken taken -> onFiles(taken);
      case FileRefused refused -> onFiles(refused);
      case NodeMessage _ -> {} // the agent hands on no others
    }
    return this;
  }

  private void onStart(StartWorker start) {
    driver = start.driver();
    var past = ended.get(start.worker());
    if (past != null) {
      line.tell(driver, past);
    } else if (living.containsKey(start.worker())) {
      sayState();
    } else if (!unfit.isEmpty() || ending) {
      refuse(start);
    } else if (home == null) {
      waiting.removeIf(other -> other.worker().equals(start.worker()));
      waiting.add(start);
    } else {
      begin(home, start);
    }
  }

  private void refuse(StartWorker start) {
    line.tell(
        driver,
        new StartRefused(
            run,
            agent.name(),
            start.worker(),
            !unfit.isEmpty(),
            unfit.isEmpty() ? "its run ends here" : unfit));
    parent.tell(new AgentActor.Left(run, start.worker()));
  }

  private void begin(TenantHome at, StartWorker start) {
    at.expect(start.worker(), start.terms());
    living.put(start.worker(), new TenantState.Living(start.worker(), 0, java.time.Instant.now()));
    tell(new Replace(start.worker().worker(), start.worker().number(), Duration.ZERO));
  }

  private Behavior<Object> onPrepared(TenantHome prepared) {
    home = prepared;
    var made = prepared.nursery(agent.slots());
    nursery = made;
    fleet =
        getContext()
            .spawn(
                ProcessFleet.relaying(
                    getContext().getSelf().narrow(),
                    made,
                    prepared.limits(),
                    prepared.channels(),
                    (worker, frame) ->
                        line.tell(driver, new RelayedLetter(run, worker, Bytes.adopt(frame)))),
                "fleet");
    if (ending) {
      tell(new StopAll(Duration.ZERO));
    } else {
      waiting.forEach(start -> begin(prepared, start));
    }
    waiting.clear();
    return this;
  }

  private Behavior<Object> onUnfit(String reason) {
    unfit = reason;
    waiting.forEach(this::refuse);
    waiting.clear();
    stopped = true;
    return this;
  }

  private void onDriverBeat(DriverBeat beat) {
    driver = beat.driver();
    beat.registered().forEach(worker -> tell(new Registered(worker)));
    beat.endsSeen().forEach(ended::remove);
  }

  private void relay(Incarnation worker, Bytes frame) {
    if (home != null) {
      home.channels().send(worker, frame.toArray());
    }
  }

  private void onFiles(NodeMessage message) {
    if (home != null) {
      home.files().ifPresent(files -> files.hear(message));
    }
  }

  private void tell(ToFleet message) {
    if (fleet != null) {
      fleet.tell(message);
    }
  }

  private void end(Duration grace) {
    if (!ending) {
      ending = true;
      waiting.forEach(this::refuse);
      waiting.clear();
      tell(new StopAll(grace));
    }
  }

  private Behavior<Object> onLeave(String reason) {
    getContext().getLog().info("run {} ends here: {}", run, reason);
    atOnce = true;
    end(Duration.ZERO);
    return leaveIfOver();
  }

  private Behavior<Object> onFleet(ToCoordinator message) {
    switch (message) {
      case WorkerStarted(Incarnation worker, long pid, var at) -> {
        living.put(worker, new TenantState.Living(worker, pid, at));
        sayState();
      }
      case WorkerExited(Incarnation worker, var exit, var starts) ->
          afterPapers(new WorkerEnded(run, agent.name(), agent.life(), worker, exit, starts));
      case FleetStopped() -> {
        stopped = true;
        return leaveIfOver();
      }
      case ToCoordinator _ -> {} // a fleet says nothing else
    }
    return this;
  }

  // Where the driver would look for them if it saw them there.
  private void afterPapers(WorkerEnded told) {
    if (home == null || home.files().isEmpty()) {
      onEnded(told);
      return;
    }
    papers++;
    var at = home;
    getContext()
        .pipeToSelf(
            CompletableFuture.runAsync(
                () -> at.handPapers(told.worker()), handing -> Thread.ofVirtual().start(handing)),
            (_, _) -> new Handed(told));
  }

  private Behavior<Object> onHanded(WorkerEnded told) {
    papers--;
    onEnded(told);
    return leaveIfOver();
  }

  private void onEnded(WorkerEnded told) {
    living.remove(told.worker());
    ended.put(told.worker(), told);
    line.tell(driver, told);
    parent.tell(new AgentActor.Left(run, told.worker()));
  }

  private void sayState() {
    line.tell(
        driver,
        new TenantState(
            run,
            agent.name(),
            agent.life(),
            List.copyOf(living.values()),
            List.copyOf(ended.keySet())));
  }

  private Behavior<Object> onBeat() {
    sayState();
    ended.values().forEach(told -> line.tell(driver, told));
    if (!punctuality.isLate(System.nanoTime())) {
      line.silent(driver, silence());
    }
    if (!ending && silence().compareTo(agent.times().orphanGrace()) > 0) {
      return onLeave("its driver has not been heard for " + silence().toSeconds() + " s");
    }
    return leaveIfOver();
  }

  private Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heardNanos);
  }

  private Behavior<Object> leaveIfOver() {
    boolean told = ended.isEmpty() || silence().compareTo(TELLING) > 0;
    if (!stopped || papers > 0 || !(atOnce || told)) {
      return this;
    }
    parent.tell(new AgentActor.Gone(run));
    return Behaviors.stopped();
  }

  private Behavior<Object> onStopped() {
    if (nursery != null) {
      nursery.close();
    }
    if (home != null) {
      home.close();
    }
    return this;
  }
}
