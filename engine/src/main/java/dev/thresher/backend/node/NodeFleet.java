package dev.thresher.backend.node;

import dev.thresher.backend.BackendProtocol.FleetStopped;
import dev.thresher.backend.BackendProtocol.GiveBack;
import dev.thresher.backend.BackendProtocol.Kill;
import dev.thresher.backend.BackendProtocol.Registered;
import dev.thresher.backend.BackendProtocol.Replace;
import dev.thresher.backend.BackendProtocol.Start;
import dev.thresher.backend.BackendProtocol.StopAll;
import dev.thresher.backend.BackendProtocol.ToCoordinator;
import dev.thresher.backend.BackendProtocol.ToFleet;
import dev.thresher.backend.BackendProtocol.WorkerExited;
import dev.thresher.backend.BackendProtocol.WorkerStarted;
import dev.thresher.backend.WorkerExit;
import dev.thresher.backend.node.NodeMessage.Allotted;
import dev.thresher.backend.node.NodeMessage.DriverBeat;
import dev.thresher.backend.node.NodeMessage.DriverHere;
import dev.thresher.backend.node.NodeMessage.DriverLeaves;
import dev.thresher.backend.node.NodeMessage.DriverRefused;
import dev.thresher.backend.node.NodeMessage.EndRun;
import dev.thresher.backend.node.NodeMessage.KillWorker;
import dev.thresher.backend.node.NodeMessage.StartRefused;
import dev.thresher.backend.node.NodeMessage.StartWorker;
import dev.thresher.backend.node.NodeMessage.TenantState;
import dev.thresher.backend.node.NodeMessage.WorkerEnded;
import dev.thresher.model.Incarnation;
import dev.thresher.model.WorkerId;
import dev.thresher.protocol.Starts;
import dev.thresher.share.Allotment;
import dev.thresher.share.RunDemand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of a run on the hosts of a cluster. A place that is to be filled waits until the
 * cluster's coordinator has allotted a slot; then the agent there is asked for a worker, again each
 * beat until it has one. An agent that is not heard for a lease is lost with all workers there, for
 * which nobody is to blame. Without the coordinator the run goes on with what it was allotted last.
 */
public final class NodeFleet extends AbstractBehavior<Object> {
  private static final Logger LOG = LoggerFactory.getLogger(NodeFleet.class);
  private static final Duration AFTER_GRACE = Duration.ofSeconds(3);

  private record Beat() {}

  private record StartDue(Incarnation incarnation) {}

  private record Overdue() {}

  /** One worker, from when an agent is asked for it. */
  private static final class Berth {
    final Incarnation incarnation;
    final String agent;
    final int slots;
    boolean started;
    boolean registered;
    boolean unwanted;
    String killedFor = "";

    Berth(Incarnation incarnation, String agent, int slots) {
      this.incarnation = incarnation;
      this.agent = agent;
      this.slots = slots;
    }
  }

  private final ActorRef<ToCoordinator> coordinator;
  private final NodeFleetTerms terms;
  private final TimerScheduler<Object> timers;
  private final Map<Incarnation, Berth> berths = new TreeMap<>();
  private final Deque<Incarnation> waiting = new ArrayDeque<>();
  private final Map<String, Allotment.Share> shares = new TreeMap<>();
  private final Map<String, Host> hosts = new HashMap<>();
  private final Set<String> full = new HashSet<>();
  private final Map<String, List<Incarnation>> seen = new HashMap<>();
  private final WaitingNotice notice;
  private final Punctuality punctuality;
  private int pending;
  private long coordinatorHeardNanos = System.nanoTime();
  private boolean coordinatorMissed;
  private boolean stopping;
  private Duration grace = Duration.ZERO;

  /** What is known of an agent at which there are workers. */
  private static final class Host {
    final dev.thresher.share.NodeAddress address;
    long heardNanos = System.nanoTime();
    long life;
    boolean isKnown;

    Host(dev.thresher.share.NodeAddress address) {
      this.address = address;
    }
  }

  /** Frames of workers do not come this way: see {@link NodeFleetTerms#frames}. */
  public static Behavior<ToFleet> create(
      ActorRef<ToCoordinator> coordinator, NodeFleetTerms terms) {
    return Behaviors.setup((ActorContext<Object> context) ->
            Behaviors.withTimers(timers -> {
              timers.startTimerWithFixedDelay(new Beat(), Duration.ZERO, terms.times().beat());
              return new NodeFleet(context, timers, coordinator, terms);
            }))
        .narrow();
  }

  private NodeFleet(
      ActorContext<Object> context,
      TimerScheduler<Object> timers,
      ActorRef<ToCoordinator> coordinator,
      NodeFleetTerms terms) {
    super(context);
    this.timers = timers;
    this.coordinator = coordinator;
    this.terms = terms;
    this.notice = new WaitingNotice(terms.notices());
    this.punctuality = new Punctuality(terms.times().beat(), System.nanoTime());
    var self = context.getSelf();
    terms.frames().serve(coordinator::tell, self::tell);
  }

  @Override
  public Receive<Object> createReceive() {
    return newReceiveBuilder()
        .onMessage(ToFleet.class, this::onAsked)
        .onMessage(NodeMessage.class, this::onHeard)
        .onMessage(Beat.class, _ -> onBeat())
        .onMessage(StartDue.class, due -> onDue(due.incarnation()))
        .onMessage(Overdue.class, _ -> onOverdue())
        .build();
  }

  private Behavior<Object> onAsked(ToFleet message) {
    switch (message) {
      case Start(int workers) -> {
        for (int i = 1; i <= workers; i++) {
          waiting.add(new Incarnation(WorkerId.numbered(i), 1));
        }
        place();
        sayHere();
      }
      case Replace(WorkerId worker, int number, Duration pause) -> {
        var incarnation = new Incarnation(worker, number);
        pending++;
        timers.startSingleTimer(incarnation, new StartDue(incarnation), pause);
      }
      case Registered(Incarnation worker) -> {
        var berth = berths.get(worker);
        if (berth != null && !berth.registered) {
          berth.registered = true;
          beat(berth.agent);
        }
      }
      case Kill(Incarnation worker, String reason) -> kill(worker, reason);
      case StopAll(Duration given) -> onStopAll(given);
    }
    return this;
  }

  private Behavior<Object> onDue(Incarnation incarnation) {
    pending--;
    if (!stopping) {
      waiting.add(incarnation);
      place();
      sayHere();
    }
    return this;
  }

  private void kill(Incarnation worker, String reason) {
    var berth = berths.get(worker);
    if (berth != null && berth.killedFor.isEmpty()) {
      berth.killedFor = reason;
      tell(berth.agent, new KillWorker(terms.run(), worker, reason));
    }
  }

  private Behavior<Object> onHeard(NodeMessage message) {
    switch (message) {
      case Allotted(Allotment allotment) -> {
        if (allotment.run().equals(terms.run())) {
          onAllotted(allotment);
        }
      }
      case DriverRefused(var run, String reason) -> {
        if (run.equals(terms.run())) {
          terms.notices().accept("the cluster's coordinator gives this run no workers: " + reason);
        }
      }
      case StartRefused refused -> {
        if (refused.run().equals(terms.run())) {
          onRefused(refused);
        }
      }
      case TenantState state -> {
        if (state.run().equals(terms.run())) {
          onState(state);
        }
      }
      case WorkerEnded ended -> {
        if (ended.run().equals(terms.run())) {
          onEnded(ended);
        }
      }
      case NodeMessage _ -> {} // for coordinators and agents
    }
    return this;
  }

  private void onAllotted(Allotment allotment) {
    coordinatorHeardNanos = System.nanoTime();
    if (coordinatorMissed) {
      coordinatorMissed = false;
      terms.notices().accept("the cluster's coordinator is there again");
    }
    shares.clear();
    allotment.shares().forEach(share -> shares.put(share.agent(), share));
    full.clear();
    place();
    giveBack();
    if (!stopping) {
      notice.stands(berths.size(), waiting.size(), allotment.cluster());
    }
  }

  private int at(String agent) {
    return (int) berths.values().stream().filter(berth -> berth.agent.equals(agent)).count();
  }

  // To where there is most room, so that a run that is small has its workers on several hosts.
  private void place() {
    boolean placed = false;
    while (!stopping && !waiting.isEmpty()) {
      @Nullable String best = null;
      int most = 0;
      for (var share : shares.values()) {
        int room = share.workers() - at(share.agent());
        if (room > most && !full.contains(share.agent())) {
          best = share.agent();
          most = room;
        }
      }
      if (best == null) {
        break;
      }
      ask(waiting.remove(), best);
      placed = true;
    }
    if (placed) {
      sayHere();
    }
  }

  private void ask(Incarnation incarnation, String agent) {
    var share = shares.get(agent);
    if (share == null) {
      throw new IllegalStateException("nothing is allotted at " + agent);
    }
    var known = hosts.get(agent);
    if (known == null || !known.address.equals(share.address()) || at(agent) == 0) {
      hosts.put(agent, new Host(share.address()));
    }
    var berth = new Berth(incarnation, agent, share.slots());
    berths.put(incarnation, berth);
    terms.frames().expect(incarnation, share.address());
    start(berth);
  }

  private void start(Berth berth) {
    tell(
        berth.agent,
        new StartWorker(
            terms.run(),
            terms.line().address(),
            berth.incarnation,
            terms.worker().apply(berth.incarnation).withSlots(berth.slots)));
  }

  private void tell(String agent, NodeMessage message) {
    var host = hosts.get(agent);
    if (host != null) {
      terms.line().tell(host.address, message);
    }
  }

  // A worker that is to go finishes what it runs; another one waits in its place.
  private void giveBack() {
    var agents = new HashSet<String>();
    berths.values().forEach(berth -> agents.add(berth.agent));
    for (var agent : agents) {
      var share = shares.get(agent);
      long surplus = at(agent) - (share == null ? 0 : share.workers());
      surplus -=
          berths.values().stream()
              .filter(berth -> berth.agent.equals(agent) && berth.unwanted)
              .count();
      var candidates =
          berths.values().stream()
              .filter(berth -> berth.agent.equals(agent) && !berth.unwanted && berth.registered)
              .toList()
              .reversed();
      for (var berth : candidates) {
        if (surplus-- > 0) {
          berth.unwanted = true;
          coordinator.tell(
              new GiveBack(berth.incarnation, "the cluster needs its slot for somebody else"));
        }
      }
    }
  }

  private void onRefused(StartRefused refused) {
    var berth = berths.get(refused.worker());
    if (berth == null || berth.started || !berth.agent.equals(refused.agent())) {
      return;
    }
    berths.remove(refused.worker());
    terms.frames().forget(refused.worker());
    if (refused.forGood()) {
      var exit =
          new WorkerExit(
              0, Duration.ZERO, new WorkerExit.NeverRegistered(refused.reason()), List.of());
      terms.notices().accept(refused.reason());
      coordinator.tell(new WorkerExited(refused.worker(), exit, new Starts.Told(Map.of())));
    } else if (stopping) {
      coordinator.tell(
          new WorkerExited(
              refused.worker(),
              new WorkerExit(0, Duration.ZERO, new WorkerExit.KilledByUs("end of run"), List.of()),
              new Starts.Told(Map.of())));
    } else {
      LOG.info("{}: {}", refused.worker(), refused.reason());
      full.add(refused.agent());
      waiting.addFirst(refused.worker());
      place();
    }
    sayHere();
    sayIfStopped();
  }

  private void onState(TenantState state) {
    var host = hosts.get(state.agent());
    if (host == null) {
      return;
    }
    host.heardNanos = System.nanoTime();
    if (host.isKnown && host.life != state.life()) {
      loseStarted(state.agent(), "its agent has been started again");
    }
    host.isKnown = true;
    host.life = state.life();
    var there = new HashSet<Incarnation>(state.ended());
    for (var living : state.living()) {
      there.add(living.worker());
      onLiving(state.agent(), living);
    }
    var gone =
        berths.values().stream()
            .filter(berth -> berth.agent.equals(state.agent()))
            .filter(berth -> (berth.started || stopping) && !there.contains(berth.incarnation))
            .toList();
    gone.forEach(berth -> lose(berth, "its agent knows nothing of it"));
  }

  private void onLiving(String agent, TenantState.Living living) {
    var berth = berths.get(living.worker());
    if (berth == null || !berth.agent.equals(agent)) {
      tell(agent, new KillWorker(terms.run(), living.worker(), "it is not wanted any more"));
    } else if (living.pid() > 0 && !berth.started) {
      berth.started = true;
      coordinator.tell(new WorkerStarted(living.worker(), living.pid(), living.at()));
    }
  }

  private void onEnded(WorkerEnded ended) {
    seen.computeIfAbsent(ended.agent(), _ -> new ArrayList<>()).add(ended.worker());
    var berth = berths.get(ended.worker());
    if (berth != null && berth.agent.equals(ended.agent())) {
      var host = hosts.get(ended.agent());
      if (host != null) {
        host.heardNanos = System.nanoTime();
      }
      end(berth, ended.exit(), ended.starts());
    }
  }

  private void end(Berth berth, WorkerExit exit, Starts starts) {
    berths.remove(berth.incarnation);
    terms.frames().forget(berth.incarnation);
    if (!berth.started && exit.pid() > 0) {
      coordinator.tell(
          new WorkerStarted(berth.incarnation, exit.pid(), Instant.now().minus(exit.uptime())));
    }
    coordinator.tell(new WorkerExited(berth.incarnation, exit, starts));
    place();
    sayHere();
    sayIfStopped();
  }

  private void lose(Berth berth, String why) {
    var host = berth.agent + ", " + why;
    LOG.warn("{} is lost with its host: {}", berth.incarnation, host);
    end(
        berth,
        new WorkerExit(0, Duration.ZERO, new WorkerExit.HostLost(host), List.of()),
        berth.started ? new Starts.Untold() : new Starts.Told(Map.of()));
  }

  private void loseAll(String agent, String why) {
    shares.remove(agent);
    List.copyOf(berths.values()).stream()
        .filter(berth -> berth.agent.equals(agent))
        .forEach(berth -> lose(berth, why));
  }

  private void loseStarted(String agent, String why) {
    List.copyOf(berths.values()).stream()
        .filter(berth -> berth.agent.equals(agent) && berth.started)
        .forEach(berth -> lose(berth, why));
  }

  private Behavior<Object> onBeat() {
    sayHere();
    var agents = new HashSet<>(seen.keySet());
    berths.values().forEach(berth -> agents.add(berth.agent));
    agents.forEach(this::beat);
    for (var berth : List.copyOf(berths.values())) {
      if (!berth.started && !stopping) {
        start(berth);
      }
      if (!berth.killedFor.isEmpty()) {
        tell(berth.agent, new KillWorker(terms.run(), berth.incarnation, berth.killedFor));
      }
    }
    if (stopping) {
      agents.forEach(agent -> tell(agent, new EndRun(terms.run(), grace)));
    }
    if (!punctuality.isLate(System.nanoTime())) {
      loseSilent();
      missCoordinator();
    }
    return this;
  }

  private void beat(String agent) {
    var registered =
        berths.values().stream()
            .filter(berth -> berth.agent.equals(agent) && berth.registered)
            .map(berth -> berth.incarnation)
            .toList();
    var ends = seen.getOrDefault(agent, List.of());
    tell(agent, new DriverBeat(terms.run(), terms.line().address(), registered, ends));
    seen.remove(agent);
  }

  private void loseSilent() {
    long now = System.nanoTime();
    for (var host : List.copyOf(hosts.entrySet())) {
      var silence = Duration.ofNanos(now - host.getValue().heardNanos);
      if (at(host.getKey()) > 0) {
        terms.line().silent(host.getValue().address, silence);
      }
      if (at(host.getKey()) > 0 && silence.compareTo(terms.times().lease()) > 0) {
        terms
            .notices()
            .accept(
                "nothing has been heard of %s for %d s: its workers are taken for lost"
                    .formatted(host.getKey(), silence.toSeconds()));
        loseAll(host.getKey(), "nothing was heard of it for " + silence.toSeconds() + " s");
      }
    }
  }

  private void missCoordinator() {
    var silence = Duration.ofNanos(System.nanoTime() - coordinatorHeardNanos);
    terms.line().silent(terms.standing(), silence);
    if (!coordinatorMissed && !stopping && silence.compareTo(terms.times().lease()) > 0) {
      coordinatorMissed = true;
      terms
          .notices()
          .accept(
              "the cluster's coordinator at %s is out of reach: the run goes on with the workers that it has"
                  .formatted(terms.standing()));
    }
  }

  private void sayHere() {
    var used = new HashMap<String, Integer>();
    berths.values().forEach(berth -> used.merge(berth.agent, 1, Integer::sum));
    int wanted = stopping ? 0 : berths.size() + waiting.size() + pending;
    terms
        .line()
        .tell(
            terms.standing(),
            new DriverHere(
                new RunDemand(
                    terms.run(),
                    terms.line().address(),
                    terms.version(),
                    terms.user(),
                    terms.priority(),
                    wanted,
                    terms.slots(),
                    terms.heap(),
                    terms.labels(),
                    used)));
  }

  private void onStopAll(Duration given) {
    stopping = true;
    grace = given;
    waiting.clear();
    timers.startSingleTimer(new Overdue(), given.plus(AFTER_GRACE));
    var agents = new HashSet<String>();
    berths.values().forEach(berth -> agents.add(berth.agent));
    agents.forEach(agent -> tell(agent, new EndRun(terms.run(), grace)));
    sayIfStopped();
  }

  private Behavior<Object> onOverdue() {
    List.copyOf(berths.values()).forEach(berth -> lose(berth, "it did not say that it had ended"));
    return this;
  }

  private void sayIfStopped() {
    if (stopping && berths.isEmpty()) {
      seen.keySet()
          .forEach(agent ->
              tell(
                  agent,
                  new DriverBeat(
                      terms.run(),
                      terms.line().address(),
                      List.of(),
                      seen.getOrDefault(agent, List.of()))));
      terms.line().tell(terms.standing(), new DriverLeaves(terms.run()));
      coordinator.tell(new FleetStopped());
    }
  }
}
