// Called by scale.sh. What deciding costs, without machines: the shipped schedule against simulated workers, and the shipped
// coordinator of a cluster against beats of simulated hosts. In the package of the simulation, whose parts are its own.
package dev.thresher.sim;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.RunId;
import dev.thresher.runtime.WorkloadLoader;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.schedule.SchedulingLimits;
import dev.thresher.share.AgentOffer;
import dev.thresher.share.NodeAddress;
import dev.thresher.share.Registry;
import dev.thresher.share.RunDemand;
import dev.thresher.share.RunKey;
import dev.thresher.workload.Overrides;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

final class ScheduleScale {
  private static final long MILLI = 1_000_000;

  public static void main(String[] args) throws Exception {
    if (args[0].equals("beats")) {
      beats();
    } else {
      schedules();
    }
  }

  // ------------------------------------------------------------------------------------------ a run's schedule
  private static void schedules() throws Exception {
    simulate(2, 100_000, 1); // warms up
    System.out.printf(
        "%8s %9s %9s %10s %12s %14s%n", "workers", "tasks", "grain", "cpu s", "us per task", "tasks/s of cpu");
    for (long grainMillis : new long[] {1, 20}) {
      for (int workers : new int[] {2, 8, 16, 64}) {
        for (long tasks : new long[] {10_000, 100_000, 1_000_000}) {
          if (tasks * grainMillis / workers < 4 * 3600 * 1000L && !(tasks == 1_000_000 && grainMillis > 1)) {
            simulate(workers, tasks, grainMillis);
          }
        }
      }
    }
  }

  private static void simulate(int workers, long tasks, long grainMillis) throws Exception {
    var file = Files.createTempFile("scale", ".conf");
    Files.writeString(
        file, "name = scale, task { kind = sleep, millis = 1, tasks = %d }".formatted(tasks));
    var loader = new WorkloadLoader(BuiltinKinds.load(), new StoredRecords());
    var overrides = new Overrides(List.of(), List.of(), Optional.empty(), OptionalInt.empty());
    if (!(loader.load(file, overrides) instanceof Loaded.Ready ready)) {
      throw new IllegalStateException("refused");
    }
    Files.delete(file);
    var limits = SchedulingLimits.of(ready.settings(), BackendKind.PROCESSES, 1);
    var model =
        new TaskModel(1, grainMillis * MILLI, TaskModel.Spread.UNIFORM, 0, 0, 0, Set.of(), Set.of());
    var scenario =
        new Scenario(
            1, ready.plan(), limits, workers, 1, model,
            new SimulatedNetwork.Conditions(200_000, 20_000, 0, 0, false),
            MILLI, 0, 0, List.of(), List.of(), -1, -1, Optional.empty(), 0);
    var simulation = Simulation.of(scenario);
    long before = cpu();
    var history = simulation.run();
    double seconds = (cpu() - before) / 1e9;
    long committed = history.stream().filter(one -> one instanceof Happening.Committed).count();
    if (!(history.getLast() instanceof Happening.Finished)) {
      System.out.printf("%8d %9d %7d ms: the simulation's own bound of steps came first%n", workers, tasks, grainMillis);
      return;
    }
    if (committed != tasks) {
      throw new IllegalStateException("committed " + committed + " of " + tasks);
    }
    System.out.printf(
        "%8d %9d %6d ms %10.2f %12.2f %14.0f%n",
        workers, tasks, grainMillis, seconds, seconds * 1e6 / tasks, tasks / seconds);
  }

  // --------------------------------------------------------------------------------- the coordinator of a cluster
  private static void beats() {
    beats(32, 8, false);
    System.out.printf(
        "%6s %6s %18s %18s %22s%n", "hosts", "runs", "us per decision", "one a second", "one for each message");
    for (int runs : new int[] {1, 8, 32}) {
      for (int hosts : new int[] {1, 4, 16, 64, 256, 1024}) {
        beats(hosts, runs, true);
      }
    }
  }

  private static void beats(int hosts, int runs, boolean shown) {
    var registry = new Registry("1", Duration.ofHours(1));
    for (int i = 0; i < hosts; i++) {
      registry.enter(offer(i), 0);
    }
    int each = Math.max(1, hosts * 8 / runs);
    var granted = new HashMap<RunKey, Map<String, Integer>>();
    for (int round = 0; round < 3; round++) { // until each uses what it may
      for (int i = 0; i < runs; i++) {
        registry.enter(demand(i, each, granted.getOrDefault(key(i), Map.of())), 0);
      }
      for (var told : registry.allot()) {
        var shares = new HashMap<String, Integer>();
        told.allotment().shares().forEach(share -> shares.put(share.agent(), share.workers()));
        granted.put(told.allotment().run(), shares);
      }
    }
    long until = System.nanoTime() + 1_500 * MILLI;
    long before = cpu();
    int decisions = 0;
    while (System.nanoTime() < until) {
      registry.enter(offer(decisions % hosts), 0);
      if (registry.allot().size() != runs) {
        throw new IllegalStateException("a run is missing");
      }
      decisions++;
    }
    double micros = (cpu() - before) / 1e3 / decisions;
    if (shown) {
      int messages = hosts + runs + 1;
      System.out.printf(
          "%6d %6d %18.1f %16.2f %% %20.1f %%%n",
          hosts, runs, micros, micros / 1e4, micros * messages / 1e4);
    }
  }

  private static RunKey key(int number) {
    return new RunKey(new RunId("run-" + number), 1);
  }

  private static AgentOffer offer(int number) {
    return new AgentOffer(
        "host-" + number, 1, new NodeAddress("host-" + number, 7000), "host", "1", 8,
        AgentOffer.Isolation.PROCESSES, Map.of(), false, Map.of());
  }

  private static RunDemand demand(int number, int workers, Map<String, Integer> used) {
    return new RunDemand(
        key(number), new NodeAddress("driver", 8000), "1", "ada", 0, workers, 1, Map.of(), used);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private ScheduleScale() {}
}
