package dev.thresher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * Runs the workload files as they are shipped.
 *
 * @param workloads where they lie
 * @param directory where each backend gets a directory to be run in
 */
record ExampleRuns(Path workloads, Path directory) {
  static final Path SHIPPED = Path.of("../config/workloads").toAbsolutePath();

  /** What an output holds after a run on threads; the same as after one in two processes. */
  String sameEverywhere(String workload, String output, String... sets) throws Exception {
    var onThreads = run(workload, output, BackendKind.THREADS, sets);
    var inProcesses = run(workload, output, BackendKind.PROCESSES, sets);
    assertThat(inProcesses).isEqualTo(onThreads);
    return onThreads;
  }

  String run(String workload, String output, BackendKind backend, String... sets)
      throws InterruptedException, IOException {
    var place = Files.createDirectories(directory.resolve(backend.keyword()));
    var run = Runs.run(plan(workload, place, sets), backend, 2, place.resolve("run-" + workload));
    assertThat(run.end().end())
        .as("%s %s", run.end().detail(), run.events())
        .isEqualTo(RunEnd.COMPLETED);
    return output(backend, output);
  }

  /** What the last run on that backend wrote. */
  String output(BackendKind backend, String output) throws IOException {
    return Files.readString(directory.resolve(backend.keyword()).resolve(output));
  }

  private Plan plan(String workload, Path place, String... sets) {
    var overrides = new Overrides(List.of(sets), Optional.empty(), OptionalInt.empty());
    var loader = new WorkloadLoader(BuiltinKinds.load(), new StoredRecords(), place);
    return switch (loader.load(workloads.resolve(workload), overrides)) {
      case Loaded.Ready ready -> ready.plan();
      case Loaded.Refused(var complaints) -> throw new AssertionError(complaints);
    };
  }

  static List<String[]> rows(String csv) {
    return csv.lines().skip(1).map(line -> line.split(",")).toList();
  }
}
