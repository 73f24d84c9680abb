package dev.thresher.workload;

import dev.thresher.model.BackendKind;
import dev.thresher.model.Halt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a workload file asks for, checked, with globs expanded and defaults of parameters filled in.
 *
 * @param workers as given; empty leaves the number to the backend
 * @param deadline of the whole run
 * @param halt when failures end the run, instead of {@code on-error = fail-fast}
 * @param stages with tasks, each after those that it depends on
 * @param queries stages without tasks, each after those that it takes rows from
 * @param result name of the stage whose result is that of the run
 */
public record Workload(
    String name,
    BackendKind backend,
    OptionalInt workers,
    Optional<Duration> deadline,
    Optional<Halt> halt,
    List<WorkloadStage> stages,
    List<WorkloadQuery> queries,
    String result) {
  public Workload {
    stages = List.copyOf(stages);
    queries = List.copyOf(queries);
  }

  /** {@code output} of the stage of this name, with tasks or without. */
  public Optional<OutputRequest> output(String stage) {
    var ofTasks =
        stages.stream().filter(one -> one.name().equals(stage)).map(WorkloadStage::output);
    var ofQueries =
        queries.stream().filter(one -> one.name().equals(stage)).map(WorkloadQuery::output);
    return Stream.concat(ofTasks, ofQueries).flatMap(Optional::stream).findFirst();
  }
}
