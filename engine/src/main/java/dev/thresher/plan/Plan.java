package dev.thresher.plan;

import java.util.List;

/**
 * A run, as the coordinator accepts it.
 *
 * @param name of the workload; names the run directory and the default results directory
 * @param stages in plan order: a stage depends on earlier ones only
 */
public record Plan(String name, List<PlannedStage> stages) {
  public Plan {
    stages = List.copyOf(stages);
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).spec().stage() != i) {
        throw new IllegalArgumentException("stage " + i + " is numbered " + stages.get(i).spec());
      }
    }
  }

  public long tasks() {
    return stages.stream().mapToLong(PlannedStage::size).reduce(0, Math::addExact);
  }
}
