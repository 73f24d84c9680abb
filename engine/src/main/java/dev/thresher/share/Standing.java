package dev.thresher.share;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How things stand in a cluster at one moment, as its coordinator knows it. */
public record Standing(List<Host> hosts, List<Run> runs) {
  public Standing {
    hosts = List.copyOf(hosts);
    runs = List.copyOf(runs);
  }

  /**
   * @param unheard since when nothing has come from it
   */
  public record Host(AgentOffer offer, Duration unheard) {
    /** Slots that runs have there. */
    public int used() {
      return offer.held().values().stream().mapToInt(Integer::intValue).sum();
    }

    public int free() {
      return offer.draining() ? 0 : Math.max(0, offer.slots() - used());
    }
  }

  /**
   * @param granted workers that it may have, by the name of the agent
   * @param unheard since when nothing has come from its driver
   */
  public record Run(RunDemand demand, Map<String, Integer> granted, Duration unheard) {
    public Run {
      granted = Map.copyOf(granted);
    }

    public int wantedSlots() {
      return demand.workers() * demand.slots();
    }

    /** Whether it would have more workers than it may. */
    public boolean waits() {
      return sum(granted) < demand.workers();
    }

    private static int sum(Map<String, Integer> workers) {
      return workers.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** Slots of the workers that a run has. */
  public int heldSlots(Run run) {
    return run.demand().used().entrySet().stream()
        .mapToInt(one -> one.getValue() * slotsOfWorker(one.getKey(), run.demand().slots()))
        .sum();
  }

  private int slotsOfWorker(String agent, int asked) {
    return host(agent).map(host -> host.offer().slotsOfWorker(asked)).orElse(asked);
  }

  public Optional<Host> host(String name) {
    return hosts.stream().filter(host -> host.offer().name().equals(name)).findFirst();
  }

  public List<AgentOffer> offers() {
    return hosts.stream().map(Host::offer).toList();
  }

  public int slots() {
    return hosts.stream().mapToInt(host -> host.offer().slots()).sum();
  }

  public int freeSlots() {
    return hosts.stream().mapToInt(Host::free).sum();
  }

  /** Runs that would have more workers than they may. */
  public int waiting() {
    return Math.toIntExact(runs.stream().filter(Run::waits).count());
  }
}
