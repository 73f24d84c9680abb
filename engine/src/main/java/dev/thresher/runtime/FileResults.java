package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.plan.TaskFiles;
import dev.thresher.rundir.Publication;
import dev.thresher.task.CommandShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Gives the file that a task made its name, complete and in one step, when the task's result comes:
 * results come once for each task, so files of other attempts never appear. What else is in the
 * result goes on.
 */
final class FileResults implements StageResults {
  private final TaskFiles files;
  private final StageResults rest;
  private final boolean overwrite;

  FileResults(TaskFiles files, StageResults rest, boolean overwrite) {
    this.files = files;
    this.rest = rest;
    this.overwrite = overwrite;
  }

  @Override
  public void completed(long index, Value result) throws IOException {
    var fields = new LinkedHashMap<>(result.asFields().entries());
    var staged = fields.remove(CommandShape.STAGED);
    if (staged == null) {
      throw new IllegalStateException("the result of task " + index + " has no file: " + result);
    }
    var target = files.target(index);
    publish(Path.of(staged.asText()), target);
    fields.put(CommandShape.OUTPUT, Value.of(target.toString()));
    rest.completed(index, new Value.Fields(fields));
  }

  // Moved beside its target first, which may mean to another file system; named there.
  private void publish(Path staged, Path target) throws IOException {
    try (var publication = Publication.begin(target, overwrite)) {
      Files.move(staged, publication.staged(), StandardCopyOption.REPLACE_EXISTING);
      publication.publish();
    }
  }

  @Override
  public void missing(long index) throws IOException {
    rest.missing(index);
  }

  @Override
  public Optional<Value> finish() throws IOException {
    return rest.finish();
  }
}
