package dev.thresher.share;

import dev.thresher.model.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who is there, as the coordinator of a cluster knows it: agents and drivers say how things stand
 * once a beat, and who has not been heard for a lease is there no more. A new registry knows
 * everything again after a beat. Not safe for several threads.
 */
public final class Registry {
  /** Beats come once a second; a living agent says more within this. */
  private static final Duration SILENCE = Duration.ofSeconds(4);

  private final String version;
  private final Duration lease;
  private final Map<String, Entry<AgentOffer>> agents = new TreeMap<>();
  private final Map<RunId, Entry<RunDemand>> runs = new LinkedHashMap<>();
  private Map<RunKey, Map<String, Integer>> decided = Map.of();
  private boolean changed;

  private record Entry<T>(T value, long heardNanos) {}

  /** Somebody who came or went, in words for a log. */
  public record Move(String sentence) {}

  /**
   * @param version of this engine; no other one is let in
   * @param lease how long somebody may be unheard of
   */
  public Registry(String version, Duration lease) {
    this.version = version;
    this.lease = lease;
  }

  /** Why that agent cannot be let in, in words for its user; empty if it is entered. */
  public Optional<String> enter(AgentOffer offer, long nowNanos) {
    if (!offer.version().equals(version)) {
      return Optional.of(otherVersion(offer.version()));
    }
    var known = agents.get(offer.name());
    if (known != null
        && known.value().life() != offer.life()
        && nowNanos - known.heardNanos() < SILENCE.toNanos()) {
      return Optional.of(
          "an agent on %s, %s, has the name %s already; choose another one with --name"
              .formatted(known.value().host(), known.value().address(), offer.name()));
    }
    changed |= known == null || !known.value().equals(offer);
    agents.put(offer.name(), new Entry<>(offer, nowNanos));
    return Optional.empty();
  }

  /** Why that run gets nothing, in words for its user; empty if it is entered. */
  public Optional<String> enter(RunDemand demand, long nowNanos) {
    if (!demand.version().equals(version)) {
      return Optional.of(otherVersion(demand.version()));
    }
    var known = runs.get(demand.run().run());
    if (known != null && known.value().run().epoch() > demand.run().epoch()) {
      return Optional.of("another driver goes on with the run " + demand.run().run());
    }
    var obstacle =
        demand.used().isEmpty() ? Allocation.obstacle(demand, offers()) : Optional.<String>empty();
    if (obstacle.isEmpty() && !isQuestion(demand)) {
      changed |= known == null || !known.value().equals(demand);
      runs.put(demand.run().run(), new Entry<>(demand, nowNanos));
    }
    return obstacle;
  }

  /** Whether somebody only asks how things stand: it wants nothing and has nothing. */
  public static boolean isQuestion(RunDemand demand) {
    return demand.workers() == 0 && demand.used().isEmpty();
  }

  /** What answers a question. */
  public Allotment standing(RunDemand question) {
    return new Allotment(question.run(), List.of(), totals(question, runs.size()));
  }

  private String otherVersion(String theirs) {
    return "its version is %s, and the coordinator's %s: use the same on all machines"
        .formatted(theirs, version);
  }

  /** That life of an agent has ended. */
  public void leave(String agent, long life) {
    var known = agents.get(agent);
    if (known != null && known.value().life() == life) {
      agents.remove(agent);
      changed = true;
    }
  }

  public void leave(RunKey run) {
    var known = runs.get(run.run());
    if (known != null && known.value().run().equals(run)) {
      runs.remove(run.run());
      changed = true;
    }
  }

  public boolean knows(RunKey run) {
    var known = runs.get(run.run());
    return known != null && known.value().run().equals(run);
  }

  public boolean knows(String agent) {
    return agents.containsKey(agent);
  }

  /** Takes out who has not been heard for too long. */
  public List<Move> expire(long nowNanos) {
    var moves = new ArrayList<Move>();
    agents
        .values()
        .removeIf(entry -> {
          boolean over = isOver(entry, nowNanos);
          if (over) {
            moves.add(
                new Move("agent " + entry.value().name() + " has not been heard of for too long"));
          }
          return over;
        });
    runs.values()
        .removeIf(entry -> {
          boolean over = isOver(entry, nowNanos);
          if (over) {
            moves.add(new Move("the driver of " + entry.value().run() + " has not been heard of"));
          }
          return over;
        });
    changed |= !moves.isEmpty();
    return moves;
  }

  /**
   * Whether anybody has said anything new since it was decided last. Most of what is heard repeats
   * what was said a second ago, and a decision takes a time that grows with the square of the
   * hosts.
   */
  public boolean hasChanged() {
    return changed;
  }

  /** For how long nothing has been heard of everybody who is there. */
  public Map<NodeAddress, Duration> silences(long nowNanos) {
    var silences = new HashMap<NodeAddress, Duration>();
    for (var agent : agents.values()) {
      silences.put(agent.value().address(), Duration.ofNanos(nowNanos - agent.heardNanos()));
    }
    for (var run : runs.values()) {
      silences.put(run.value().address(), Duration.ofNanos(nowNanos - run.heardNanos()));
    }
    return silences;
  }

  private boolean isOver(Entry<?> entry, long nowNanos) {
    return nowNanos - entry.heardNanos() > lease.toNanos();
  }

  /** Decides anew, from what everybody has said. */
  public List<Addressed> allot() {
    changed = false;
    var demands = runs.values().stream().map(Entry::value).toList();
    decided = Allocation.decide(offers(), demands, decided);
    return demands.stream()
        .map(demand -> new Addressed(demand.address(), allotment(demand, demands.size())))
        .toList();
  }

  private Allotment allotment(RunDemand demand, int runs) {
    return new Allotment(demand.run(), shares(demand), totals(demand, runs));
  }

  /** What the driver at that address is to be told. */
  public record Addressed(NodeAddress to, Allotment allotment) {}

  private List<AgentOffer> offers() {
    return agents.values().stream().map(Entry::value).toList();
  }

  private List<Allotment.Share> shares(RunDemand demand) {
    return decided.getOrDefault(demand.run(), Map.of()).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(one -> share(demand, agentNamed(one.getKey()), one.getValue()))
        .toList();
  }

  private static Allotment.Share share(RunDemand demand, AgentOffer agent, int workers) {
    return new Allotment.Share(
        agent.name(), agent.address(), workers, agent.slotsOfWorker(demand.slots()));
  }

  private AgentOffer agentNamed(String name) {
    var entry = agents.get(name);
    if (entry == null) {
      throw new IllegalStateException("shares are of agents that are there, not of " + name);
    }
    return entry.value();
  }

  private Allotment.Totals totals(RunDemand run, int count) {
    int slots = agents.values().stream().mapToInt(entry -> entry.value().slots()).sum();
    int held =
        agents.values().stream()
            .flatMap(entry -> entry.value().held().values().stream())
            .mapToInt(Integer::intValue)
            .sum();
    return new Allotment.Totals(
        agents.size(), slots, Math.max(0, slots - held), count, Allocation.most(run, offers()));
  }

  /** What that agent holds for drivers that are gone, as others go on with their runs. */
  public List<RunKey> outlived(AgentOffer agent) {
    return agent.held().keySet().stream()
        .filter(held -> {
          var known = runs.get(held.run());
          return known != null && known.value().run().epoch() > held.epoch();
        })
        .toList();
  }

  /** How things stand, for people. */
  public Standing standing(long nowNanos) {
    var hosts =
        agents.values().stream()
            .map(entry -> new Standing.Host(entry.value(), unheard(entry, nowNanos)))
            .toList();
    var demands =
        runs.values().stream()
            .map(entry ->
                new Standing.Run(
                    entry.value(),
                    decided.getOrDefault(entry.value().run(), Map.of()),
                    unheard(entry, nowNanos)))
            .toList();
    return new Standing(hosts, demands);
  }

  private static Duration unheard(Entry<?> entry, long nowNanos) {
    return Duration.ofNanos(nowNanos - entry.heardNanos());
  }

  /** In the order of their names. */
  public List<AgentOffer> agents() {
    return offers();
  }
}
