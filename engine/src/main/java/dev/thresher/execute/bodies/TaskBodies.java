package dev.thresher.execute.bodies;

import dev.thresher.task.KindRegistry;
import dev.thresher.task.TaskBody;
import dev.thresher.task.TaskKind;
import java.util.List;
import java.util.Optional;

/** Whatever a task can be: the kinds, and code of the user's. Safe for several threads. */
public final class TaskBodies implements KindRegistry {
  private final KindRegistry kinds;
  private final SharedCode shared = new SharedCode();

  public TaskBodies(KindRegistry kinds) {
    this.kinds = kinds;
  }

  @Override
  public Optional<TaskKind> find(String name) {
    return kinds.find(name);
  }

  @Override
  public List<TaskKind> all() {
    return kinds.all();
  }

  @Override
  public TaskKind codeOf(TaskBody body) {
    return switch (body) {
      case TaskBody.Builtin builtin -> kinds.codeOf(builtin);
      case TaskBody.JavaMethod method -> new JavaMethodKind(method, shared.of(method.code()));
      case TaskBody.PythonFunction function -> new PythonKind(function);
    };
  }
}
