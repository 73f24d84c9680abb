package dev.thresher.backend.node;

import dev.thresher.backend.node.NodeMessage.AgentHere;
import dev.thresher.backend.node.NodeMessage.AgentLeaves;
import dev.thresher.backend.node.NodeMessage.AgentRefused;
import dev.thresher.backend.node.NodeMessage.AgentWelcome;
import dev.thresher.backend.node.NodeMessage.Allotted;
import dev.thresher.backend.node.NodeMessage.DrainAgent;
import dev.thresher.backend.node.NodeMessage.DriverHere;
import dev.thresher.backend.node.NodeMessage.DriverLeaves;
import dev.thresher.backend.node.NodeMessage.DriverRefused;
import dev.thresher.backend.node.NodeMessage.EndRun;
import dev.thresher.share.AgentOffer;
import dev.thresher.share.Allotment;
import dev.thresher.share.Registry;
import dev.thresher.share.RunDemand;
import dev.thresher.share.RunKey;
import dev.thresher.share.Standing;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * The coordinator of a cluster: hears agents and drivers, lets {@link Registry} decide, and tells
 * drivers what they may have. It holds nothing that anybody would miss: if it ends, runs go on with
 * what they have, and one that is started again knows all after a beat.
 */
public final class StandingCoordinator extends AbstractBehavior<Object> {
  private record Beat() {}

  /** How do things stand? */
  public record Ask(CompletableFuture<Standing> answer) {}

  /**
   * That host is to take no new worker, and to end with its last one.
   *
   * @param known answered by whether there is one of that name
   */
  public record DrainHost(String name, CompletableFuture<Boolean> known) {}

  private final NodeLine line;
  private final Registry registry;
  private final Punctuality punctuality;
  private final Consumer<String> notices;
  private final Map<RunKey, Allotment> told = new HashMap<>();

  /** Lives of agents that are to end. */
  private final Set<Long> draining = new HashSet<>();

  /**
   * The line is to be told by the caller that what comes is for this actor.
   *
   * @param version of this engine
   * @param notices who came and who went, in sentences for a log
   */
  public static Behavior<Object> create(
      NodeLine line, String version, NodeTimes times, Consumer<String> notices) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new Beat(), Duration.ZERO, times.beat());
          return new StandingCoordinator(
              context,
              line,
              new Registry(version, times.lease()),
              new Punctuality(times.beat(), System.nanoTime()),
              notices);
        }));
  }

  private StandingCoordinator(
      ActorContext<Object> context,
      NodeLine line,
      Registry registry,
      Punctuality punctuality,
      Consumer<String> notices) {
    super(context);
    this.line = line;
    this.registry = registry;
    this.punctuality = punctuality;
    this.notices = notices;
  }

  @Override
  public Receive<Object> createReceive() {
    return newReceiveBuilder()
        .onMessage(NodeMessage.class, this::onHeard)
        .onMessage(Beat.class, _ -> onBeat())
        .onMessage(Ask.class, this::onAsk)
        .onMessage(DrainHost.class, this::onDrain)
        .build();
  }

  private Behavior<Object> onHeard(NodeMessage message) {
    switch (message) {
      case AgentHere(AgentOffer offer) -> onAgent(offer);
      case AgentLeaves(String agent, long life) -> {
        registry.leave(agent, life);
        draining.remove(life);
        notices.accept("worker " + agent + " has left");
        allot(false);
      }
      case DriverHere(RunDemand demand) -> onDriver(demand);
      case DriverLeaves(RunKey run) -> {
        if (registry.knows(run)) {
          registry.leave(run);
          notices.accept("run " + run + " has ended");
          allot(false);
        }
      }
      case NodeMessage _ -> {} // for agents and drivers
    }
    return this;
  }

  private void onAgent(AgentOffer offer) {
    boolean isNew = !registry.knows(offer.name());
    var refusal = registry.enter(offer, System.nanoTime());
    if (refusal.isPresent()) {
      line.tell(offer.address(), new AgentRefused(offer.name(), offer.life(), refusal.get()));
      return;
    }
    line.tell(offer.address(), new AgentWelcome(offer.name(), offer.life()));
    if (isNew) {
      notices.accept(
          "worker %s on %s at %s; slots: %d"
              .formatted(offer.name(), offer.host(), offer.address(), offer.slots()));
    }
    endOutlived(offer);
    if (draining.contains(offer.life()) && !offer.draining()) {
      line.tell(offer.address(), new DrainAgent(offer.name(), offer.life()));
    }
    allot(false);
  }

  private Behavior<Object> onAsk(Ask ask) {
    ask.answer().complete(registry.standing(System.nanoTime()));
    return this;
  }

  private Behavior<Object> onDrain(DrainHost drain) {
    var offer =
        registry.agents().stream().filter(agent -> agent.name().equals(drain.name())).findFirst();
    offer.ifPresent(agent -> {
      notices.accept("worker " + agent.name() + " is asked to take nothing new and to end");
      draining.add(agent.life());
      line.tell(agent.address(), new DrainAgent(agent.name(), agent.life()));
    });
    drain.known().complete(offer.isPresent());
    return this;
  }

  private void onDriver(RunDemand demand) {
    boolean isNew = !registry.knows(demand.run());
    var refusal = registry.enter(demand, System.nanoTime());
    if (refusal.isPresent()) {
      line.tell(demand.address(), new DriverRefused(demand.run(), refusal.get()));
      return;
    }
    if (Registry.isQuestion(demand) && isNew) {
      line.tell(demand.address(), new Allotted(registry.standing(demand)));
      return;
    }
    if (isNew) {
      notices.accept(
          "run %s, driven from %s; workers wanted: %d, slots of each: %d"
              .formatted(demand.run(), demand.address(), demand.workers(), demand.slots()));
      told.remove(demand.run());
      registry.agents().forEach(this::endOutlived);
    }
    allot(false);
  }

  // Their slots are wanted for the next life of the same run, and their driver cannot say so.
  private void endOutlived(AgentOffer offer) {
    registry
        .outlived(offer)
        .forEach(run -> line.tell(offer.address(), new EndRun(run, Duration.ZERO)));
  }

  private Behavior<Object> onBeat() {
    long now = System.nanoTime();
    if (!punctuality.isLate(now)) {
      registry.silences(now).forEach(line::silent);
      registry.expire(now).forEach(move -> notices.accept(move.sentence()));
    }
    allot(true);
    return this;
  }

  private void allot(boolean everybody) {
    if (!everybody && !registry.hasChanged()) {
      return;
    }
    var now = new HashMap<RunKey, Allotment>();
    for (var one : registry.allot()) {
      var allotment = one.allotment();
      now.put(allotment.run(), allotment);
      if (everybody || !allotment.equals(told.get(allotment.run()))) {
        line.tell(one.to(), new Allotted(allotment));
      }
    }
    told.clear();
    told.putAll(now);
  }
}
