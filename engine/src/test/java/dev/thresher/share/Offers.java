package dev.thresher.share;

import dev.thresher.model.RunId;
import java.util.Map;

/** Agents and runs as tests have them. */
final class Offers {
  static final String VERSION = "1.0";

  private Offers() {}

  static AgentOffer agent(String name, int slots) {
    return agent(name, 1, slots, Map.of());
  }

  static AgentOffer agent(String name, long life, int slots, Map<RunKey, Integer> held) {
    return new AgentOffer(
        name,
        life,
        new NodeAddress(name, 7000),
        "host of " + name,
        VERSION,
        slots,
        AgentOffer.Isolation.PROCESSES,
        Map.of(),
        false,
        held);
  }

  /** Of one worker process for a run. */
  static AgentOffer threads(String name, int slots) {
    var agent = agent(name, slots);
    return new AgentOffer(
        name,
        1,
        agent.address(),
        agent.host(),
        VERSION,
        slots,
        AgentOffer.Isolation.THREADS,
        Map.of(),
        false,
        Map.of());
  }

  static RunKey key(String run) {
    return new RunKey(new RunId(run), 1);
  }

  static RunDemand run(String name, int workers, Map<String, Integer> used) {
    return run(key(name), workers, 1, used);
  }

  static RunDemand run(RunKey run, int workers, int slots, Map<String, Integer> used) {
    return run(run, 0, workers, slots, used);
  }

  static RunDemand run(
      RunKey run, int priority, int workers, int slots, Map<String, Integer> used) {
    return new RunDemand(
        run,
        new NodeAddress("driver", 8000),
        VERSION,
        "ada",
        priority,
        workers,
        slots,
        Map.of(),
        used);
  }
}
