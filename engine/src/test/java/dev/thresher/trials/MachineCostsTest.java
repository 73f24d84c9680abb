package dev.thresher.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.compare.Costs;
import dev.thresher.compare.Inside;
import dev.thresher.compare.Inside.Phases;
import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.runtime.WorkloadLoader;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.workload.Overrides;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineCostsTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final Costs COSTS =
      new Costs(
          List.of(
              new Costs.Cost(
                  BackendKind.THREADS,
                  2,
                  0.4,
                  10e-6,
                  0.07,
                  List.of(new Costs.Payload(1024, 11e-6))),
              new Costs.Cost(BackendKind.PROCESSES, 2, 1.4, 30e-6, 0, List.of())),
          false,
          NOON);

  @TempDir Path directory;

  private MachineCosts kept(String key) {
    return new MachineCosts(directory.resolve("compare"), key, InstantSource.fixed(NOON));
  }

  @Test
  void whatIsMeasuredIsAWorkloadThatRuns() throws Exception {
    var arguments = kept("here").arguments(64, 100);
    var sets = arguments.stream().filter(word -> word.contains("=")).toList();
    var loader = new WorkloadLoader(BuiltinKinds.load(), new StoredRecords());
    var loaded =
        loader.load(
            Path.of(arguments.getFirst()),
            new Overrides(sets, Optional.empty(), OptionalInt.empty()));
    assertThat(loaded).isInstanceOf(Loaded.Ready.class);
    assertThat(((Loaded.Ready) loaded).plan().tasks()).isEqualTo(100);
  }

  private static Inside run(int tasks, double working) {
    return new Inside(
        new Phases(0.3, 0.1, working, 0.1),
        OptionalInt.of(2),
        tasks,
        0,
        Optional.empty(),
        Optional.empty(),
        0,
        0);
  }

  @Test
  void whatTheFirstTasksOfARunCostIsNoCostOfATask() {
    var cost = MachineCosts.cost(BackendKind.THREADS, 2, run(100, 0.101), run(20_000, 0.3));
    assertThat(cost.secondsPerTask()).isCloseTo(20e-6, within(1e-9));
    assertThat(cost.onceSeconds()).isCloseTo(0.2, within(1e-9));
    assertThat(cost.startUpSeconds()).isCloseTo(0.5, within(1e-9));
    assertThat(cost.aroundSeconds()).isCloseTo(0.6, within(1e-9));
  }

  @Test
  void whereMoreTasksTookLessTimeNothingIsKnownOfTheFirstOnes() {
    var cost = MachineCosts.cost(BackendKind.THREADS, 2, run(100, 0.3), run(20_000, 0.2));
    assertThat(cost.secondsPerTask()).isCloseTo(20e-6, within(1e-9));
    assertThat(cost.onceSeconds()).isZero();
  }

  @Test
  void costsAreKeptForThisMachineVersionAndJdkWithTheirAge() throws Exception {
    assertThat(kept("here").remembered()).isEmpty();
    kept("here").keep(COSTS);
    assertThat(kept("here").remembered()).contains(new Costs(COSTS.backends(), true, NOON));
    assertThat(kept("elsewhere").remembered()).isEmpty();
  }

  @Test
  void costsOfWhichTheAgeIsNotKnownAreMeasuredAnew() throws Exception {
    kept("here").keep(COSTS);
    var file = directory.resolve("compare/costs.json");
    Files.writeString(file, Files.readString(file).replace("2026-11-28T12:00:00Z", "noon"));
    assertThat(kept("here").remembered()).isEmpty();
    Files.writeString(file, Files.readString(file).replace("measuredAt", "at"));
    assertThat(kept("here").remembered()).isEmpty();
  }
}
