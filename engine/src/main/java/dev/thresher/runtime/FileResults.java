package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.plan.TaskFiles;
import dev.thresher.task.CommandShape;
import java.io.IOException;
import java.nio.file.Path;
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
  private final Delivery delivery;

  /** How files get to their targets. */
  interface Delivery {
    /**
     * @param made where the task left it
     */
    void deliver(Path made, Path target) throws IOException;
  }

  FileResults(TaskFiles files, StageResults rest, Delivery delivery) {
    this.files = files;
    this.rest = rest;
    this.delivery = delivery;
  }

  @Override
  public void completed(long index, Value result) throws IOException {
    var fields = new LinkedHashMap<>(result.asFields().entries());
    var staged = fields.remove(CommandShape.STAGED);
    if (staged == null) {
      throw new IllegalStateException("the result of task " + index + " has no file: " + result);
    }
    var target = files.target(index);
    delivery.deliver(Path.of(staged.asText()), target);
    fields.put(CommandShape.OUTPUT, Value.of(target.toString()));
    rest.completed(index, new Value.Fields(fields));
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
