package dev.thresher.workload;

import dev.thresher.model.BackendKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a workload file asks for, checked, with globs expanded and defaults of parameters filled in.
 *
 * @param workers as given; empty leaves the number to the backend
 * @param deadline of the whole run
 * @param stages with tasks, each after those that it depends on
 * @param queries stages without tasks, each after those that it takes rows from
 * @param result name of the stage whose result is that of the run
 */
public record Workload(
    String name,
    BackendKind backend,
    OptionalInt workers,
    Optional<Duration> deadline,
    List<WorkloadStage> stages,
    List<WorkloadQuery> queries,
    String result) {
  public Workload {
    stages = List.copyOf(stages);
    queries = List.copyOf(queries);
  }
}
