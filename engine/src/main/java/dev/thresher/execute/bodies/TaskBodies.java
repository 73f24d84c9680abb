package dev.thresher.execute.bodies;

import dev.thresher.task.CommandLine;
import dev.thresher.task.KindRegistry;
import dev.thresher.task.TaskBody;
import dev.thresher.task.TaskKind;
import java.util.List;
import java.util.Optional;

/**
 * Runs every body of a task: the kinds that it is given, commands, and code of the user's. Belongs
 * to one run; what its tasks have started ends with it. Safe for several threads.
 */
public final class TaskBodies implements KindRegistry, AutoCloseable {
  // One for all runs of this JVM: what it links is linked once.
  private static final Spawner SPAWNER = new WarmingSpawner();

  private final KindRegistry kinds;
  private final RunPlace place;
  private final CommandGroups groups;
  private final SharedCode shared = new SharedCode();

  public TaskBodies(KindRegistry kinds, RunPlace place) {
    this.kinds = kinds;
    this.place = place;
    this.groups = new CommandGroups(place.staging());
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
      case TaskBody.Command(CommandLine line) -> new CommandTask(line, place, groups, SPAWNER);
      case TaskBody.JavaMethod method -> new JavaMethodKind(method, shared.of(method.code()));
      case TaskBody.PythonFunction function -> new PythonKind(function);
      case TaskBody.Closure closure -> kinds.codeOf(closure);
    };
  }

  /** Ends commands that still run, at once. */
  @Override
  public void close() {
    groups.close();
  }
}
