package dev.thresher.execute;

import dev.thresher.model.Failure;
import dev.thresher.model.Payload;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.task.TaskBody;

/** A stage whose tasks are calls of the caller's own objects, with arguments that batches bring. */
record ClosureStage(Closures.Callee callee) implements ReadyStage {
  static ClosureStage of(TaskBody.Closure body, Closures closures) {
    return new ClosureStage(closures.find(body));
  }

  @Override
  public Payload run(RunTasks batch, RunningTask task) throws Exception {
    int offset = Math.toIntExact(task.task().index() - batch.tasks().from());
    if (offset >= batch.arguments().size()) {
      throw new IllegalStateException("task " + task.task() + " came without its argument");
    }
    return callee.call(batch.arguments().get(offset), task.preparing());
  }

  @Override
  public Failure failure(Throwable thrown) {
    return callee.failure(thrown);
  }

  @Override
  public void close() {}
}
