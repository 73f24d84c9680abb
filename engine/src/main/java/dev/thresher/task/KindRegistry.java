package dev.thresher.task;

import java.util.List;
import java.util.Optional;

/** The kinds that this engine knows. Fixed for the life of the JVM; callable from any thread. */
public interface KindRegistry {
  Optional<TaskKind> find(String name);

  /** By name, in alphabetical order. */
  List<TaskKind> all();

  /**
   * The code of a task body, whatever it is written in: a kind, or what behaves like one. Unless a
   * registry knows more, what is no kind is only described by it and cannot be run.
   *
   * @throws IllegalArgumentException if there is none here, or of another version; the message goes
   *     to the user
   */
  default TaskKind codeOf(TaskBody body) {
    return switch (body) {
      case TaskBody.Builtin(String name, int version) ->
          find(name)
              .filter(kind -> kind.version() == version)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "this engine has no kind " + name + " of version " + version));
      case TaskBody.Command(CommandLine line) -> new CommandShape(line);
      case TaskBody.JavaMethod java -> CodeShape.of(java.method());
      case TaskBody.PythonFunction python -> CodeShape.of(python.function());
      case TaskBody.Closure _ -> CodeShape.of("a closure");
    };
  }
}
