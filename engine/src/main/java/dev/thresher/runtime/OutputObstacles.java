package dev.thresher.runtime;

import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.TaskFiles;
import dev.thresher.rundir.Publication;
import dev.thresher.task.RecordFiles;
import java.util.ArrayList;
import java.util.List;

/** Looks before a run for what stands in the way of its outputs. */
public final class OutputObstacles {
  private static final int SHOWN = 5;

  private OutputObstacles() {}

  /** In sentences for the user, at most a handful; empty if nothing stands in the way. */
  public static List<String> of(PlannedStage stage, RecordFiles records, boolean overwrite) {
    var files = TaskFiles.of(stage, records);
    return files.isPresent()
        ? ofTasks(files.get(), overwrite)
        : stage
            .output()
            .map(output -> Publication.obstacle(output.path(), overwrite))
            .filter(obstacle -> !obstacle.isEmpty())
            .stream()
            .toList();
  }

  private static List<String> ofTasks(TaskFiles files, boolean overwrite) {
    var obstacles = new ArrayList<String>();
    long more = 0;
    for (long index = 0; index < files.size(); index++) {
      var obstacle = Publication.obstacle(files.target(index), overwrite);
      if (obstacle.isEmpty()) {
        continue;
      }
      if (obstacles.size() < SHOWN) {
        obstacles.add(obstacle);
      } else {
        more++;
      }
    }
    if (more > 0) {
      obstacles.add("of " + more + " more tasks cannot be written either");
    }
    return obstacles;
  }
}
