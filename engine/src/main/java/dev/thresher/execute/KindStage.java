package dev.thresher.execute;

import dev.thresher.model.Failure;
import dev.thresher.model.Payload;
import dev.thresher.protocol.Request.RunTasks;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import dev.thresher.task.Rows;
import dev.thresher.task.StageRows;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskKind;
import java.io.Closeable;
import java.io.IOException;

/** A stage whose tasks are rows of values. */
record KindStage(StageSpec spec, TaskKind kind, Rows rows, ResultForm form) implements ReadyStage {
  /**
   * @throws IllegalArgumentException if this engine lacks the kind or the version
   */
  static KindStage of(StageSpec spec, KindRegistry kinds, RecordFiles records, ResultForm form) {
    return new KindStage(
        spec, StageRows.kindOf(spec, kinds), StageRows.of(spec, kinds, records), form);
  }

  @Override
  public Payload run(RunTasks batch, RunningTask task) throws Exception {
    var arguments = spec.constants().with(rows.row(task.task().index()));
    return form.of(kind.run(arguments, task));
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
