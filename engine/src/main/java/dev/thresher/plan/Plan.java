package dev.thresher.plan;

import dev.thresher.workload.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A run, as the coordinator accepts it.
 *
 * @param name of the workload; names the run directory
 * @param deadline of the whole run, from its start; empty for none
 * @param stages in plan order: a stage depends on earlier ones only
 */
public record Plan(String name, Optional<Duration> deadline, List<PlannedStage> stages) {
  public Plan {
    if (deadline.isPresent() && !deadline.get().isPositive()) {
      throw new IllegalArgumentException("a deadline after " + deadline.get());
    }
    stages = List.copyOf(stages);
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).spec().stage() != i) {
        throw new IllegalArgumentException("stage " + i + " is numbered " + stages.get(i).spec());
      }
    }
  }

  /** Without a deadline. */
  public Plan(String name, List<PlannedStage> stages) {
    this(name, Optional.empty(), stages);
  }

  public Plan withDeadline(Duration deadline) {
    return new Plan(name, Optional.of(deadline), stages);
  }

  /** For messages: {@code 30 s}, or {@code none}. */
  public String shownDeadline() {
    return deadline.map(DurationText::render).orElse("none");
  }

  public long tasks() {
    return stages.stream().mapToLong(PlannedStage::size).reduce(0, Math::addExact);
  }
}
