package dev.thresher.execute;

import dev.thresher.model.Failure;
import dev.thresher.model.Payload;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.task.FilesHere;
import dev.thresher.task.TaskBody;
import java.io.IOException;

/** A stage whose tasks are calls of the caller's own objects, with arguments that batches bring. */
record ClosureStage(Closures.Callee callee, FilesHere files) implements ReadyStage {
  static ClosureStage of(TaskBody.Closure body, Closures closures, FilesHere files) {
    return new ClosureStage(closures.find(body), files);
  }

  @Override
  public Payload run(RunTasks batch, RunningTask task) throws Exception {
    int offset = Math.toIntExact(task.task().index() - batch.tasks().from());
    if (offset >= batch.arguments().size()) {
      throw new IllegalStateException("task " + task.task() + " came without its argument");
    }
    var argument = received(batch.arguments().get(offset), task);
    return files.sent(callee.call(argument, task.preparing()));
  }

  private Payload received(Payload argument, RunningTask task) throws IOException {
    return files.areShared()
        ? argument
        : task.beforehand(() -> files.received(task.task(), argument));
  }

  @Override
  public Failure failure(Throwable thrown) {
    return callee.failure(thrown);
  }

  @Override
  public void close() {}
}
