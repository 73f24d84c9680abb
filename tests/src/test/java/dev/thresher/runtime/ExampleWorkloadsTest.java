package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.data.StoredRecords;
import dev.thresher.kinds.BuiltinKinds;
import dev.thresher.model.BackendKind;
import dev.thresher.model.RunEnd;
import dev.thresher.plan.Plan;
import dev.thresher.runtime.WorkloadLoader.Loaded;
import dev.thresher.scenario.Runs;
import dev.thresher.workload.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The workload files whose tasks are the user's own code, as they are shipped. */
@Timeout(180)
class ExampleWorkloadsTest {
  private static final Path WORKLOADS = Path.of("../config/workloads").toAbsolutePath();

  @TempDir Path directory;

  /** What a workload gives on threads, after comparing it with what it gives in processes. */
  private String sameEverywhere(String workload, String output, String... sets) throws Exception {
    var onThreads = run(workload, output, BackendKind.THREADS, sets);
    var inProcesses = run(workload, output, BackendKind.PROCESSES, sets);
    assertThat(inProcesses).isEqualTo(onThreads);
    return onThreads;
  }

  private String run(String workload, String output, BackendKind backend, String... sets)
      throws InterruptedException, IOException {
    var place = Files.createDirectory(directory.resolve(backend.keyword()));
    var run = Runs.run(plan(workload, place, sets), backend, 2, place.resolve("run"));
    assertThat(run.end().end())
        .as("%s %s", run.end().detail(), run.events())
        .isEqualTo(RunEnd.COMPLETED);
    return Files.readString(place.resolve(output));
  }

  private static Plan plan(String workload, Path place, String... sets) {
    var overrides = new Overrides(List.of(sets), Optional.empty(), OptionalInt.empty());
    var loader = new WorkloadLoader(BuiltinKinds.load(), new StoredRecords(), place);
    return switch (loader.load(WORKLOADS.resolve(workload), overrides)) {
      case Loaded.Ready ready -> ready.plan();
      case Loaded.Refused(var complaints) -> throw new AssertionError(complaints);
    };
  }

  private static List<String[]> rows(String csv) {
    return csv.lines().skip(1).map(line -> line.split(",")).toList();
  }

  @Test
  void theWalkTakesTenDividedByPSteps() throws Exception {
    var csv = sameEverywhere("sweep.conf", "steps.csv");
    assertThat(csv).startsWith("p,seed,steps\n0.1,1,");
    var rows = rows(csv);
    assertThat(rows).hasSize(180);
    assertThat(rows)
        .allSatisfy(row -> {
          double p = Double.parseDouble(row[0]);
          // The mean of 10,000 walks: within six standard errors.
          assertThat(Double.parseDouble(row[2]))
              .isCloseTo(10 / p, within(6 * Math.sqrt(10 * (1 - p)) / p / 100));
        });
  }

  @Test
  void theWalkTakesItsParametersFromTheCommandLine() throws Exception {
    var csv = run("sweep.conf", "steps.csv", BackendKind.THREADS, "walks=100");
    // The mean of a hundred whole numbers has at most two decimals.
    assertThat(rows(csv)).allSatisfy(row -> assertThat(row[2]).matches("\\d+\\.\\d{1,2}"));
  }

  @Test
  void simulatedPricesAgreeWithTheFormula() throws Exception {
    var csv = sameEverywhere("black-scholes.conf", "black-scholes.csv", "paths=20000");
    assertThat(csv).startsWith("strike,volatility,years,price,error,exact,deviation\n");
    var rows = rows(csv);
    assertThat(rows).hasSize(30);
    assertThat(rows)
        .allSatisfy(row -> {
          assertThat(Double.parseDouble(row[4])).isPositive();
          assertThat(Double.parseDouble(row[6])).isBetween(-5.0, 5.0);
        });
    assertThat(rows.stream().map(row -> row[6]).distinct()).hasSize(30);
    // A call at 110 on a share at 100, half a year, 5 %, volatility 0.2, with the error function.
    assertThat(rows.stream().filter(row -> csvKey(row).equals("110,0.2,0.5")))
        .allSatisfy(
            row -> assertThat(Double.parseDouble(row[5])).isCloseTo(2.906471321592, within(1e-10)))
        .hasSize(1);
  }

  private static String csvKey(String[] row) {
    return String.join(",", row[0], row[1], row[2]);
  }

  @Test
  void twelveQueensStandIn14200Ways() throws Exception {
    assertThat(sameEverywhere("queens.conf", "queens.json")).contains("\"solutions\": 14200");
  }

  @Test
  void thereAre4865609GamesOfFiveMoves() throws Exception {
    assertThat(sameEverywhere("perft.conf", "perft.json")).contains("\"games\": 4865609");
  }

  @Test
  void pythonFindsTheFactors() throws Exception {
    var csv = sameEverywhere("factors.conf", "factors.csv");
    assertThat(run("factors.conf", "factors.csv", BackendKind.VIRTUAL_THREADS)).isEqualTo(csv);
    assertThat(csv)
        .startsWith("n,factors,distinct,largest\n2025,\"[3,3,3,3,5,5]\",2,5\n")
        .contains("\n4294967297,\"[641,6700417]\",2,6700417\n");
  }
}
