package dev.thresher.runtime;

import dev.thresher.model.Counted;
import dev.thresher.plan.Dependence;
import dev.thresher.plan.OutputSpec;
import dev.thresher.plan.Plan;
import dev.thresher.plan.PlannedStage;
import dev.thresher.plan.TaskFiles;
import dev.thresher.rundir.Publication;
import dev.thresher.task.RecordFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks before a run for what stands in the way of its outputs. */
public final class OutputObstacles {
  private static final int SHOWN = 5;

  private OutputObstacles() {}

  /**
   * What stands in the way of the output of a stage.
   *
   * @param text a sentence for the user
   */
  public record Obstacle(String stage, String text) {}

  /** Of all outputs of a run, at most a handful each; what only rows will tell is left out. */
  public static List<Obstacle> of(Plan plan, RecordFiles records, boolean overwrite) {
    var ofTasks =
        plan.stages().stream()
            .flatMap(stage ->
                of(stage, records, overwrite).stream()
                    .map(text -> new Obstacle(stage.spec().name(), text)));
    var ofTables =
        plan.derivations().stream()
            .flatMap(table ->
                ofFile(table.output(), overwrite).map(text -> new Obstacle(table.name(), text)));
    return Stream.concat(ofTasks, ofTables).toList();
  }

  /**
   * In sentences for the user, at most a handful; empty if nothing stands in the way, or if only
   * the rows of another stage will tell which files there are.
   */
  static List<String> of(PlannedStage stage, RecordFiles records, boolean overwrite) {
    boolean isKnown = stage.size() > 0 || !(stage.dependence() instanceof Dependence.RowsOf);
    var files = isKnown ? TaskFiles.of(stage, records) : Optional.<TaskFiles>empty();
    return files.isPresent()
        ? ofTasks(files.get(), overwrite)
        : ofFile(stage.output(), overwrite).toList();
  }

  private static Stream<String> ofFile(Optional<OutputSpec> output, boolean overwrite) {
    return output
        .filter(known -> known.format() != OutputSpec.Format.PER_TASK)
        .map(known -> Publication.obstacle(known.path(), overwrite))
        .filter(obstacle -> !obstacle.isEmpty())
        .stream();
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
      obstacles.add("of " + Counted.of(more, "more task") + " cannot be written either");
    }
    return obstacles;
  }
}
