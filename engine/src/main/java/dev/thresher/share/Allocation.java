package dev.thresher.share;

import dev.thresher.model.Counted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Shares slots out, once, from how things stand. Runs of a higher priority come first; among the
 * same, each run in the order of its arrival gets one worker, then each a second one, until all
 * have what they want or nothing is left: that is a run's share. What a run has up to that it keeps
 * where it has it; what it has beyond that it is to give back; what is free is given to those below
 * their share.
 *
 * <p>Everything is decided in an order that is the same each time, so who is told twice is told the
 * same.
 */
public final class Allocation {
  private final List<AgentOffer> agents;
  private final List<RunDemand> runs;
  private final Map<RunKey, Map<String, Integer>> before;

  private Allocation(
      List<AgentOffer> agents, List<RunDemand> runs, Map<RunKey, Map<String, Integer>> before) {
    this.agents = agents;
    this.runs = runs;
    this.before = before;
  }

  /**
   * @param runs in the order of their arrival
   * @param before what was decided last, as runs may be about to make use of it
   * @return by run and agent the workers that it may have there; agents of which it may have none
   *     are missing
   */
  public static Map<RunKey, Map<String, Integer>> decide(
      List<AgentOffer> agents, List<RunDemand> runs, Map<RunKey, Map<String, Integer>> before) {
    var ordered = agents.stream().sorted(Comparator.comparing(AgentOffer::name)).toList();
    return new Allocation(ordered, List.copyOf(runs), before).decide();
  }

  /** Why no agent could ever have such a worker, in words; empty if one could, or none is there. */
  public static Optional<String> obstacle(RunDemand run, List<AgentOffer> agents) {
    var labelled = agents.stream().filter(agent -> hasLabels(agent, run)).toList();
    if (agents.isEmpty()) {
      return Optional.empty();
    }
    if (labelled.isEmpty()) {
      return Optional.of(
          "no agent of the cluster has the label %s; start one with --label, or ask for another"
              .formatted(inWords(run.labels())));
    }
    var largest =
        labelled.stream()
            .max(Comparator.comparingInt(AgentOffer::slots).thenComparing(AgentOffer::name))
            .orElseThrow();
    if (largest.slots() < run.slots()) {
      return Optional.of(
          "a worker of %s fits on no agent: the largest, %s, has %d; ask for smaller ones (engine.processes.slots)"
              .formatted(Counted.of(run.slots(), "slot"), largest.name(), largest.slots()));
    }
    return noMemory(run, labelled.stream().filter(agent -> agent.slots() >= run.slots()).toList());
  }

  /** How many workers of that run there could be if it had all agents for itself. */
  static int most(RunDemand run, List<AgentOffer> agents) {
    return agents.stream()
        .filter(agent -> fits(agent, run))
        .mapToInt(agent -> agent.slots() / agent.slotsOfWorker(run.slots()))
        .sum();
  }

  private static Optional<String> noMemory(RunDemand run, List<AgentOffer> agents) {
    if (agents.stream().anyMatch(agent -> agent.holdsHeap(run.heap()))) {
      return Optional.empty();
    }
    var largest =
        agents.stream()
            .max(Comparator.comparingInt(AgentOffer::largestHeap).thenComparing(AgentOffer::name))
            .orElseThrow();
    return Optional.of(
        "a worker with a heap of %d MiB fits on no agent: the largest, %s, has %d MiB for one; ask for less (engine.processes.heap-mebibytes)"
            .formatted(run.heap(), largest.name(), largest.largestHeap()));
  }

  private static String inWords(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(", "));
  }

  private static boolean hasLabels(AgentOffer agent, RunDemand run) {
    return agent.labels().entrySet().containsAll(run.labels().entrySet());
  }

  private static boolean fits(AgentOffer agent, RunDemand run) {
    return !agent.draining()
        && hasLabels(agent, run)
        && agent.slots() >= run.slots()
        && agent.holdsHeap(run.heap());
  }

  private Map<RunKey, Map<String, Integer>> decide() {
    var shares = shares();
    var kept = new LinkedHashMap<RunKey, Map<String, Integer>>();
    for (var run : runs) {
      kept.put(run.run(), kept(run, shares.getOrDefault(run.run(), 0)));
    }
    var free = free(kept);
    deal(shares, kept, free);
    return kept;
  }

  // The share of each run, as if nobody had anything yet: it must not depend on who has what, or
  // slots would go to and fro for ever.
  private Map<RunKey, Integer> shares() {
    var free = new HashMap<String, Integer>();
    agents.forEach(agent -> free.put(agent.name(), agent.slots()));
    var wanted = new HashMap<RunKey, Integer>();
    runs.forEach(run -> wanted.put(run.run(), run.workers()));
    var dealt = new LinkedHashMap<RunKey, Map<String, Integer>>();
    runs.forEach(run -> dealt.put(run.run(), new TreeMap<>()));
    deal(wanted, dealt, free);
    var shares = new HashMap<RunKey, Integer>();
    dealt.forEach((run, workers) -> shares.put(run, sum(workers)));
    return shares;
  }

  private void deal(
      Map<RunKey, Integer> wanted,
      Map<RunKey, Map<String, Integer>> dealt,
      Map<String, Integer> free) {
    var ranks = new TreeMap<Integer, List<RunDemand>>(Comparator.reverseOrder());
    runs.forEach(run -> ranks.computeIfAbsent(run.priority(), _ -> new ArrayList<>()).add(run));
    ranks.values().forEach(rank -> deal(rank, wanted, dealt, free));
  }

  // One for each in turn.
  private void deal(
      List<RunDemand> rank,
      Map<RunKey, Integer> wanted,
      Map<RunKey, Map<String, Integer>> dealt,
      Map<String, Integer> free) {
    var left = new ArrayList<>(rank);
    while (!left.isEmpty()) {
      left.removeIf(run -> {
        var has = dealt.getOrDefault(run.run(), Map.of());
        if (sum(has) >= wanted.getOrDefault(run.run(), 0)) {
          return true;
        }
        var agent = roomiest(run, free);
        agent.ifPresent(chosen -> {
          has.merge(chosen.name(), 1, Integer::sum);
          free.merge(chosen.name(), -chosen.slotsOfWorker(run.slots()), Integer::sum);
        });
        return agent.isEmpty();
      });
    }
  }

  private Optional<AgentOffer> roomiest(RunDemand run, Map<String, Integer> free) {
    return agents.stream()
        .filter(agent -> fits(agent, run))
        .filter(agent -> free.getOrDefault(agent.name(), 0) >= agent.slotsOfWorker(run.slots()))
        .max(
            Comparator.comparing((AgentOffer agent) -> free.getOrDefault(agent.name(), 0))
                .thenComparing(AgentOffer::name, Comparator.reverseOrder()));
  }

  private int committed(RunDemand run, String agent) {
    int promised = before.getOrDefault(run.run(), Map.of()).getOrDefault(agent, 0);
    return Math.max(promised, run.used().getOrDefault(agent, 0));
  }

  private Map<String, Integer> kept(RunDemand run, int share) {
    var kept = new TreeMap<String, Integer>();
    for (var agent : agents) {
      int has = fits(agent, run) ? committed(run, agent.name()) : 0;
      if (has > 0) {
        kept.put(agent.name(), has);
      }
    }
    while (sum(kept) > share) {
      var from = mostDispensable(run, kept);
      if (kept.merge(from, -1, Integer::sum) == 0) {
        kept.remove(from);
      }
    }
    return kept;
  }

  // What is promised and not used goes first.
  private static String mostDispensable(RunDemand run, Map<String, Integer> kept) {
    return kept.entrySet().stream()
        .max(
            Comparator.comparing((Map.Entry<String, Integer> one) ->
                    one.getValue() > run.used().getOrDefault(one.getKey(), 0))
                .thenComparing(Map.Entry::getValue)
                .thenComparing(Map.Entry::getKey))
        .orElseThrow()
        .getKey();
  }

  // What a run is to give back is not free before it has.
  private Map<String, Integer> free(Map<RunKey, Map<String, Integer>> kept) {
    var free = new HashMap<String, Integer>();
    for (var agent : agents) {
      int taken = 0;
      var counted = new HashSet<RunKey>();
      for (var run : runs) {
        int mine = kept.getOrDefault(run.run(), Map.of()).getOrDefault(agent.name(), 0);
        int workers = Math.max(mine, run.used().getOrDefault(agent.name(), 0));
        int slots = workers * agent.slotsOfWorker(run.slots());
        taken += Math.max(slots, agent.held().getOrDefault(run.run(), 0));
        counted.add(run.run());
      }
      for (var held : agent.held().entrySet()) {
        taken += counted.contains(held.getKey()) ? 0 : held.getValue();
      }
      free.put(agent.name(), agent.slots() - taken);
    }
    return free;
  }

  private static int sum(Map<String, Integer> workers) {
    return workers.values().stream().mapToInt(Integer::intValue).sum();
  }
}
