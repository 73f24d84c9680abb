package dev.thresher.backend.node;

import dev.thresher.backend.node.NodeMessage.AgentHere;
import dev.thresher.backend.node.NodeMessage.AgentLeaves;
import dev.thresher.backend.node.NodeMessage.AgentRefused;
import dev.thresher.backend.node.NodeMessage.AgentWelcome;
import dev.thresher.backend.node.NodeMessage.DrainAgent;
import dev.thresher.backend.node.NodeMessage.DriverBeat;
import dev.thresher.backend.node.NodeMessage.EndRun;
import dev.thresher.backend.node.NodeMessage.FileRefused;
import dev.thresher.backend.node.NodeMessage.FileTaken;
import dev.thresher.backend.node.NodeMessage.FilesTold;
import dev.thresher.backend.node.NodeMessage.KillWorker;
import dev.thresher.backend.node.NodeMessage.Piece;
import dev.thresher.backend.node.NodeMessage.PieceAsked;
import dev.thresher.backend.node.NodeMessage.PieceRefused;
import dev.thresher.backend.node.NodeMessage.RelayedRequest;
import dev.thresher.backend.node.NodeMessage.StartRefused;
import dev.thresher.backend.node.NodeMessage.StartWorker;
import dev.thresher.backend.node.NodeMessage.TenantState;
import dev.thresher.model.Incarnation;
import dev.thresher.model.RunId;
import dev.thresher.share.AgentOffer;
import dev.thresher.share.RunKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * The agent of a host: has a {@link Tenant} for each run that has workers here, sees to it that
 * they have no more slots than there are, and tells the coordinator each beat how things stand.
 * Neither the coordinator's end nor a driver's is of any concern to the others.
 */
public final class AgentActor extends AbstractBehavior<Object> {
  /** What comes to an agent from within its process. */
  public sealed interface Command {}

  /** Takes no new worker, and ends when the last one has. */
  public record Drain() implements Command {}

  private record Beat() implements Command {}

  /** A worker of a tenant's has ended, or was never started. */
  record Left(RunKey run, Incarnation worker) implements Command {}

  /** Nothing of a tenant is left. */
  record Gone(RunKey run) implements Command {}

  private static final class Entry {
    final RunKey run;
    final ActorRef<Object> tenant;
    final Map<Incarnation, Integer> slots = new HashMap<>();
    final Set<Incarnation> known = new HashSet<>();

    Entry(RunKey run, ActorRef<Object> tenant) {
      this.run = run;
      this.tenant = tenant;
    }

    int held() {
      return slots.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  private final AgentTerms terms;
  private final NodeLine line;
  private final AgentEvents events;
  private final Map<RunId, Entry> tenants = new HashMap<>();
  private final Punctuality punctuality;
  private long heardNanos = System.nanoTime();
  private boolean isIn;
  private boolean missed;
  private boolean draining;
  private int homes;

  /** The line is to be told by the caller that what comes is for this actor. */
  public static Behavior<Object> create(AgentTerms terms, NodeLine line, AgentEvents events) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new Beat(), Duration.ZERO, terms.times().beat());
          return new AgentActor(context, terms, line, events);
        }));
  }

  private AgentActor(
      ActorContext<Object> context, AgentTerms terms, NodeLine line, AgentEvents events) {
    super(context);
    this.terms = terms;
    this.line = line;
    this.events = events;
    this.punctuality = new Punctuality(terms.times().beat(), System.nanoTime());
  }

  @Override
  public Receive<Object> createReceive() {
    return newReceiveBuilder()
        .onMessage(NodeMessage.class, this::onHeard)
        .onMessage(Command.class, this::onCommand)
        .build();
  }

  private Behavior<Object> onCommand(Command command) {
    switch (command) {
      case Beat() -> beat();
      case Drain() -> {
        draining = true;
        sayHere();
      }
      case Left(RunKey run, Incarnation worker) -> {
        var entry = entry(run);
        if (entry != null) {
          entry.slots.remove(worker);
          sayHere();
        }
      }
      case Gone(RunKey run) -> {
        if (entry(run) != null) {
          tenants.remove(run.run());
          events.notice("nothing of run " + run + " is left here");
          sayHere();
        }
      }
    }
    return endIfDrained();
  }

  private Behavior<Object> endIfDrained() {
    boolean isEmpty = tenants.values().stream().allMatch(entry -> entry.slots.isEmpty());
    if (!draining || !isEmpty) {
      return this;
    }
    line.tell(terms.coordinator(), new AgentLeaves(terms.name(), terms.life()));
    events.ended();
    return Behaviors.stopped();
  }

  private void beat() {
    sayHere();
    var silence = Duration.ofNanos(System.nanoTime() - heardNanos);
    if (!punctuality.isLate(System.nanoTime())) {
      line.silent(terms.coordinator(), silence);
    }
    if (silence.compareTo(patience()) > 0 && !missed) {
      missed = true;
      isIn = false;
      events.unheard();
    }
  }

  // A new agent is told early that there may be something wrong with what it was given.
  private Duration patience() {
    return isIn ? terms.times().lease() : terms.times().beat().multipliedBy(6);
  }

  private void sayHere() {
    var held = new HashMap<RunKey, Integer>();
    for (var entry : tenants.values()) {
      if (entry.held() > 0) {
        held.put(entry.run, entry.held());
      }
    }
    line.tell(
        terms.coordinator(),
        new AgentHere(
            new AgentOffer(
                terms.name(),
                terms.life(),
                line.address(),
                terms.host(),
                terms.version(),
                terms.slots(),
                terms.isolation(),
                terms.labels(),
                terms.largestHeap(),
                draining,
                held)));
  }

  private Behavior<Object> onHeard(NodeMessage message) {
    switch (message) {
      case AgentWelcome(String agent, long life) -> {
        if (isMe(agent, life)) {
          onWelcome();
        }
      }
      case AgentRefused(String agent, long life, String reason) -> {
        if (isMe(agent, life)) {
          heardNanos = System.nanoTime();
          events.refused(reason);
        }
      }
      case DrainAgent(String agent, long life) -> {
        if (isMe(agent, life) && !draining) {
          events.notice("the coordinator asks: running tasks finish, no new ones start");
          getContext().getSelf().tell(new Drain());
        }
      }
      case StartWorker start -> onStart(start);
      case DriverBeat beat -> onDriverBeat(beat);
      case KillWorker kill -> toTenant(kill.run(), kill);
      case EndRun end -> toTenant(end.run(), end);
      case RelayedRequest request -> toTenant(request.run(), request);
      case FilesTold told -> toTenant(told.run(), told);
      case Piece piece -> toTenant(piece.run(), piece);
      case PieceRefused refused -> toTenant(refused.run(), refused);
      case PieceAsked asked -> toTenant(asked.run(), asked);
      case FileTaken taken -> toTenant(taken.run(), taken);
      case FileRefused refused -> toTenant(refused.run(), refused);
      case NodeMessage _ -> {} // for coordinators and drivers
    }
    return this;
  }

  private boolean isMe(String agent, long life) {
    return agent.equals(terms.name()) && life == terms.life();
  }

  private void onWelcome() {
    heardNanos = System.nanoTime();
    missed = false;
    if (!isIn) {
      isIn = true;
      events.joined();
    }
  }

  private void onStart(StartWorker start) {
    var entry = tenants.get(start.run().run());
    if (entry != null && entry.run.epoch() > start.run().epoch()) {
      refuse(start, true, "another driver goes on with the run");
      return;
    }
    if (entry != null && entry.run.epoch() < start.run().epoch()) {
      // Its workers must not outlive it into the next life of the run; the driver asks again.
      entry.tenant.tell(new Tenant.Leave("another driver goes on with the run"));
      return;
    }
    if (entry != null && entry.known.contains(start.worker())) {
      entry.tenant.tell(start);
      return;
    }
    admit(start);
  }

  private void admit(StartWorker start) {
    int free = terms.slots() - tenants.values().stream().mapToInt(Entry::held).sum();
    if (draining) {
      refuse(start, false, terms.name() + " takes no new workers");
    } else if (free < start.terms().slots()) {
      refuse(start, false, terms.name() + " has no slot left");
    } else {
      var entry = tenants.computeIfAbsent(start.run().run(), _ -> open(start));
      entry.known.add(start.worker());
      entry.slots.put(start.worker(), start.terms().slots());
      entry.tenant.tell(start);
      sayHere();
    }
  }

  private Entry open(StartWorker start) {
    homes++;
    events.notice("run " + start.run() + " has its first worker here");
    var behavior =
        Tenant.create(
            terms, start, terms.home().resolve("r" + homes), line, getContext().getSelf());
    return new Entry(start.run(), getContext().spawn(behavior, "tenant-" + homes));
  }

  private void refuse(StartWorker start, boolean forGood, String reason) {
    line.tell(
        start.driver(),
        new StartRefused(start.run(), terms.name(), start.worker(), forGood, reason));
  }

  private void onDriverBeat(DriverBeat beat) {
    if (entry(beat.run()) == null) {
      line.tell(
          beat.driver(),
          new TenantState(beat.run(), terms.name(), terms.life(), List.of(), List.of()));
    }
    toTenant(beat.run(), beat);
  }

  // Of another life of the run nothing is taken.
  private void toTenant(RunKey run, NodeMessage message) {
    var entry = entry(run);
    if (entry != null) {
      entry.tenant.tell(message);
    }
  }

  private @org.jspecify.annotations.Nullable Entry entry(RunKey run) {
    var entry = tenants.get(run.run());
    return entry != null && entry.run.equals(run) ? entry : null;
  }
}
