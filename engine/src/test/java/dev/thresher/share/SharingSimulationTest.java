package dev.thresher.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.model.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Agents and runs that come, go, start and give back at random moments, and what the coordinator
 * decides meanwhile. It is forgotten at times what had been decided, as by a coordinator that is
 * started again.
 */
class SharingSimulationTest {
  private static final int SEEDS = 400;
  private static final int STEPS = 60;

  private static final class World {
    final SplittableRandom random;
    final Map<String, Integer> agents = new TreeMap<>();
    final List<Run> runs = new ArrayList<>();
    Map<RunKey, Map<String, Integer>> decided = Map.of();
    int names;

    World(long seed) {
      random = new SplittableRandom(seed);
    }

    List<AgentOffer> offers() {
      var offers = new ArrayList<AgentOffer>();
      agents.forEach((name, slots) -> offers.add(Offers.agent(name, 1, slots, held(name))));
      return offers;
    }

    Map<RunKey, Integer> held(String agent) {
      var held = new HashMap<RunKey, Integer>();
      for (var run : runs) {
        int workers = run.used.getOrDefault(agent, 0);
        if (workers > 0) {
          held.put(run.key, workers * run.slots);
        }
      }
      return held;
    }

    void decide() {
      var demands =
          runs.stream()
              .map(run ->
                  Offers.run(run.key, run.priority, run.wanted, run.slots, Map.copyOf(run.used)))
              .toList();
      decided = Allocation.decide(offers(), demands, decided);
    }

    void step() {
      switch (random.nextInt(8)) {
        case 0 -> agents.put("agent" + names++, random.nextInt(1, 6));
        case 1 ->
            runs.add(new Run("run" + names++, random.nextInt(1, 8), random.nextInt(1, 3), rank()));
        case 2 -> {
          if (!runs.isEmpty() && random.nextInt(3) == 0) {
            runs.remove(random.nextInt(runs.size()));
          }
        }
        case 3 -> {
          if (agents.size() > 1 && random.nextInt(4) == 0) {
            var gone = List.copyOf(agents.keySet()).get(random.nextInt(agents.size()));
            agents.remove(gone);
            runs.forEach(run -> run.used.remove(gone));
          }
        }
        case 4 -> decided = random.nextInt(10) == 0 ? Map.of() : decided;
        default -> runs.forEach(this::moveOne);
      }
      decide();
    }

    // Most runs are like each other.
    int rank() {
      return random.nextInt(3) == 0 ? random.nextInt(-2, 3) : 0;
    }

    // A run starts or gives back one worker, as it is told.
    boolean moveOne(Run run) {
      var mine = decided.getOrDefault(run.key, Map.of());
      for (var agent : agents.keySet()) {
        int may = mine.getOrDefault(agent, 0);
        int has = run.used.getOrDefault(agent, 0);
        if (may > has && run.workers() < run.wanted) {
          run.used.merge(agent, 1, Integer::sum);
          return true;
        }
        if (may < has) {
          run.used.merge(agent, -1, Integer::sum);
          return true;
        }
      }
      return false;
    }
  }

  private static final class Run {
    final RunKey key;
    final int wanted;
    final int slots;
    final int priority;
    final Map<String, Integer> used = new TreeMap<>();

    Run(String name, int wanted, int slots, int priority) {
      this.key = new RunKey(new RunId(name), 1);
      this.wanted = wanted;
      this.slots = slots;
      this.priority = priority;
    }

    int workers() {
      return used.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  @Test
  void noAgentIsEverGivenAwayTwice() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      var world = new World(seed);
      for (int step = 0; step < STEPS; step++) {
        world.step();
        assertNoneIsOverfull(world, "seed " + seed + ", step " + step);
      }
    }
  }

  private static void assertNoneIsOverfull(World world, String where) {
    world.agents.forEach((agent, slots) -> {
      int taken = 0;
      for (var run : world.runs) {
        int may = world.decided.getOrDefault(run.key, Map.of()).getOrDefault(agent, 0);
        taken += run.slots * Math.max(may, run.used.getOrDefault(agent, 0));
      }
      assertThat(taken).as(where + ": " + agent).isLessThanOrEqualTo(slots);
    });
  }

  @Test
  void whenNothingChangesAnyMoreEverybodyHasAShareAndWhoIsToldTwiceIsToldTheSame() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      var world = new World(seed);
      for (int step = 0; step < STEPS; step++) {
        world.step();
      }
      settle(world, "seed " + seed);
      var last = world.decided;
      world.decide();
      assertThat(world.decided).as("seed " + seed).isEqualTo(last);
      assertNobodyStarves(world, "seed " + seed);
      assertNobodyIsOvertaken(world, "seed " + seed);
    }
  }

  private static void settle(World world, String where) {
    int moves = 0;
    boolean moved = true;
    while (moved) {
      moved = false;
      for (var run : world.runs) {
        moved |= world.moveOne(run);
        world.decide();
      }
      assertThat(++moves).as(where + ": the runs come to rest").isLessThan(1_000);
    }
  }

  private static void assertNobodyIsOvertaken(World world, String where) {
    for (var run : world.runs) {
      if (run.slots == 1 && run.workers() < run.wanted) {
        for (var other : world.runs) {
          assertThat(other.priority < run.priority ? other.workers() : 0)
              .as(where + ": " + run.key + " waits, " + other.key + " has workers")
              .isZero();
        }
      }
    }
  }

  // Whoever has nothing would fit nowhere, or everybody has but one.
  private static void assertNobodyStarves(World world, String where) {
    for (var run : world.runs) {
      if (run.workers() == 0
          && world.agents.values().stream().anyMatch(slots -> slots >= run.slots)) {
        for (var other : world.runs) {
          boolean alike = other.slots == 1 && run.slots == 1 && other.priority == run.priority;
          assertThat(alike ? other.workers() : 0)
              .as(where + ": " + other.key + " has more than one, " + run.key + " has none")
              .isLessThanOrEqualTo(1);
        }
      }
    }
  }
}
