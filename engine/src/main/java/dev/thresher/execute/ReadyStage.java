package dev.thresher.execute;

import dev.thresher.model.Value.Fields;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.RecordFiles;
import dev.thresher.task.Rows;
import dev.thresher.task.StageRows;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskKind;
import java.io.Closeable;
import java.io.IOException;

/** A stage with its code and rows found, once per worker. */
record ReadyStage(StageSpec spec, TaskKind kind, Rows rows) {
  /**
   * @throws IllegalArgumentException if this engine lacks the kind or the version
   */
  static ReadyStage of(StageSpec spec, KindRegistry kinds, RecordFiles records) {
    return new ReadyStage(spec, StageRows.kindOf(spec, kinds), StageRows.of(spec, kinds, records));
  }

  Fields arguments(long index) {
    return spec.constants().with(rows.row(index));
  }

  /** Gives back what its code holds, if that is anything. */
  void close() {
    if (kind instanceof Closeable code) {
      try {
        code.close();
      } catch (IOException gone) {
        // Whatever it was, it is not ours any more.
      }
    }
  }
}
