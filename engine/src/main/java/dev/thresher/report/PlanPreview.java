package dev.thresher.report;

import dev.thresher.plan.Plan;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import java.util.List;

/**
 * A plan and its first tasks, for those who want to look before they run.
 *
 * @param firstTasks of each stage, by the number of the stage
 */
public record PlanPreview(Plan plan, List<List<TaskPreview>> firstTasks) {
  private static final int TASKS_SHOWN = 3;

  public PlanPreview {
    firstTasks = List.copyOf(firstTasks);
  }

  /**
   * @throws java.io.UncheckedIOException if a file of inputs cannot be read; the message is for the
   *     user
   */
  public static PlanPreview of(Plan plan, KindRegistry kinds, RecordFiles records) {
    return new PlanPreview(
        plan,
        plan.stages().stream()
            .map(stage -> TaskPreview.of(stage, TASKS_SHOWN, kinds, records))
            .toList());
  }
}
