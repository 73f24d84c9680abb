package dev.thresher.execute;

import dev.thresher.model.Failure;
import dev.thresher.model.Payload;
import dev.thresher.model.Value.Fields;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.task.FilesHere.StageHere;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.Rows;
import dev.thresher.task.StageRows;
import dev.thresher.task.TaskKind;
import java.io.Closeable;
import java.io.IOException;

/** A stage whose tasks are rows of values. */
record KindStage(StageHere stage, TaskKind kind, Rows rows, ResultForm form) implements ReadyStage {
  /**
   * @throws IllegalArgumentException if this engine lacks the kind or the version
   */
  static KindStage of(StageHere stage, KindRegistry kinds, ResultForm form) {
    var spec = stage.spec();
    return new KindStage(
        stage, StageRows.kindOf(spec, kinds), StageRows.of(spec, kinds, stage.records()), form);
  }

  @Override
  public Payload run(RunTasks batch, RunningTask task) throws Exception {
    var arguments = stage.spec().constants().with(row(task));
    task.codeBegins();
    var result = kind.run(arguments, task);
    task.codeHasEnded(batch.batch());
    return form.of(result);
  }

  private Fields row(RunningTask task) throws IOException {
    long index = task.task().index();
    return stage.mayWait()
        ? task.beforehand(() -> stage.row(task.task(), rows.row(index)))
        : stage.row(task.task(), rows.row(index));
  }

  @Override
  public Failure failure(Throwable thrown) {
    return Failure.of(thrown);
  }

  @Override
  public void close() {
    if (kind instanceof Closeable code) {
      try {
        code.close();
      } catch (IOException gone) {
        // Whatever it was, it is not ours any more.
      }
    }
  }
}
