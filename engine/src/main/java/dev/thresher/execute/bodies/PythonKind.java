package dev.thresher.execute.bodies;

import dev.thresher.model.Value;
import dev.thresher.model.Value.Absent;
import dev.thresher.model.Value.Fields;
import dev.thresher.task.Division;
import dev.thresher.task.Parameter;
import dev.thresher.task.Reducer;
import dev.thresher.task.TaskBody;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.io.Closeable;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A function of the user's Python as a kind, run by interpreters that live as long as the slots
 * that use them: each slot has one after its first task, and {@link #close} ends them all.
 */
final class PythonKind implements TaskKind, Closeable {
  private final TaskBody.PythonFunction body;
  private final InterpreterPool interpreters;

  PythonKind(TaskBody.PythonFunction body) {
    this.body = body;
    this.interpreters = new InterpreterPool(body);
  }

  @Override
  public String name() {
    return body.function();
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "the function " + body.function() + " of " + body.module();
  }

  @Override
  public String source() {
    return "the workload's own";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(); // asked for when a workload is read, of its shape
  }

  /** A dict has its keys for columns, which are known only once it is there. */
  @Override
  public List<String> resultFields() {
    return List.of();
  }

  @Override
  public Division divide(Fields constants) {
    throw new IllegalArgumentException(body.function() + " cannot divide its own work");
  }

  @Override
  public Value run(Fields arguments, TaskContext context) throws Exception {
    var interpreter = interpreters.take();
    try {
      var result = interpreter.call(given(arguments));
      return result instanceof Fields ? result : Fields.of(body.function(), result);
    } finally {
      interpreters.giveBack(interpreter);
    }
  }

  // An optional parameter that nobody gives keeps Python's own default.
  private static Fields given(Fields arguments) {
    var given = new LinkedHashMap<>(arguments.entries());
    given.values().removeIf(Absent.class::isInstance);
    return new Fields(given);
  }

  @Override
  public Reducer reducer() {
    return AsItIs.REDUCER;
  }

  @Override
  public void close() {
    interpreters.close();
  }
}
