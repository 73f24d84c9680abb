package dev.thresher.plan;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.CommandLine;
import dev.thresher.task.RecordFiles;
import dev.thresher.task.Rows;
import dev.thresher.task.StageRows;
import dev.thresher.task.StageSpec;
import dev.thresher.task.Template;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where each task of a stage puts the file that it makes. */
public final class TaskFiles {
  private final StageSpec spec;
  private final Rows rows;
  private final Template template;

  /**
   * @param output one file per task
   * @throws IllegalArgumentException if the kind divides its own work, which then has no files
   */
  public TaskFiles(StageSpec spec, OutputSpec output, RecordFiles records) {
    this.spec = spec;
    this.rows =
        StageRows.given(spec.inputs(), records)
            .orElseThrow(() -> new IllegalArgumentException("no rows are given: " + spec));
    this.template = output.perTask();
  }

  /** Of a stage that has them. */
  public static Optional<TaskFiles> of(PlannedStage stage, RecordFiles records) {
    return stage
        .output()
        .filter(output -> output.format() == OutputSpec.Format.PER_TASK)
        .map(output -> new TaskFiles(stage.spec(), output, records));
  }

  public long size() {
    return rows.size();
  }

  /**
   * Absolute.
   *
   * @throws IllegalArgumentException if a value leads out of the directory that the output names,
   *     or is not there; the message is for the user
   */
  public Path target(long index) {
    var values = spec.constants().with(rows.row(index)).with(CommandLine.INDEX, Value.of(index));
    var text = filled(index, values);
    var path = Path.of(text);
    for (var name : path) {
      if (name.toString().equals("..")) {
        throw new IllegalArgumentException(
            "the output of task " + index + " leads upwards: " + text);
      }
    }
    if (text.endsWith("/") || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("the output of task " + index + " names no file: " + text);
    }
    return path.normalize();
  }

  private String filled(long index, Fields values) {
    for (var hole : template.holes()) {
      if (Template.find(hole, values).filter(Template::isText).isEmpty()) {
        throw new IllegalArgumentException(
            "the output of task %d is named after {%s}, of which its row has no text or number"
                .formatted(index, Template.column(hole)));
      }
    }
    return template.fill(values);
  }

  /**
   * @throws IllegalArgumentException if two tasks have the same file; the message is for the user
   */
  public void requireApart() {
    Map<Path, Long> owners = new HashMap<>();
    for (long index = 0; index < rows.size(); index++) {
      var earlier = owners.putIfAbsent(target(index), index);
      if (earlier != null) {
        throw new IllegalArgumentException(
            "tasks %d and %d would both write %s: put more of their values into output, such as {index}"
                .formatted(earlier, index, target(index)));
      }
    }
  }
}
