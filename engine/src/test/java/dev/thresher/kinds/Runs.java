package dev.thresher.kinds;

import dev.thresher.model.TaskId;
import dev.thresher.model.Value;
import dev.thresher.model.Value.Fields;
import dev.thresher.plan.ReductionTree;
import dev.thresher.task.TaskContext;
import dev.thresher.task.TaskKind;
import java.util.LinkedHashMap;

/** Runs kinds as a runtime would, in the test's own thread. */
final class Runs {
  private Runs() {}

  static TaskKind kind(String name) {
    return BuiltinKinds.load().find(name).orElseThrow();
  }

  /** Names and values in turn, over the kind's defaults. */
  static Fields arguments(TaskKind kind, Object... given) {
    var fields = new LinkedHashMap<String, Value>();
    kind.parameters()
        .forEach(parameter -> parameter.absent().ifPresent(v -> fields.put(parameter.name(), v)));
    for (int i = 0; i < given.length; i += 2) {
      fields.put((String) given[i], valueOf(given[i + 1]));
    }
    return new Fields(fields);
  }

  private static Value valueOf(Object given) {
    return switch (given) {
      case Integer number -> Value.of(number);
      case Long number -> Value.of(number);
      case Double number -> Value.of(number);
      case String text -> Value.of(text);
      default -> throw new IllegalArgumentException("no value: " + given);
    };
  }

  /** As one task that names no piece. */
  static Fields whole(TaskKind kind, Fields arguments) throws Exception {
    return kind.reducer().finish(kind.run(arguments, undisturbed()), arguments).asFields();
  }

  /** As the pieces of the kind's own division, over the engine's own tree. */
  static Fields divided(TaskKind kind, Fields arguments) throws Exception {
    var pieces = kind.divide(arguments);
    var tree = new ReductionTree<Value>(pieces.size(), kind.reducer()::combine);
    for (long index = pieces.size() - 1; index >= 0; index--) {
      tree.put(index, kind.run(arguments.with(pieces.row(index)), undisturbed()));
    }
    return kind.reducer().finish(tree.result().orElseThrow(), arguments).asFields();
  }

  static TaskContext undisturbed() {
    return new Context(false);
  }

  static TaskContext cancelled() {
    return new Context(true);
  }

  private record Context(boolean isCancelled) implements TaskContext {
    @Override
    public boolean mayStartAgain() {
      return true;
    }

    @Override
    public TaskId task() {
      return new TaskId(0, 0);
    }

    @Override
    public int attempt() {
      return 1;
    }
  }
}
