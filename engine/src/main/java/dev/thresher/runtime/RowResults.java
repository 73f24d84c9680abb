package dev.thresher.runtime;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Rows;
import dev.thresher.task.StageSpec;
import dev.thresher.task.TaskKind;

/** Makes a task's row: what it was given by its inputs, then the fields of its finished result. */
record RowResults(StageSpec spec, TaskKind kind, Rows rows) {
  Fields row(long index, Value partial) {
    var given = rows.row(index);
    var finished = kind.reducer().finish(partial, spec.constants().with(given));
    return given.with(
        finished instanceof Fields fields ? fields : Fields.of(spec.name(), finished));
  }
}
